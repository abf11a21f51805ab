"""Which files are one work, and in what order."""

import pytest

from fascicle.importing.grouping import group

from .telling import HARBOUR, MARKET, MOUNTAIN, file, kinds, part, prose, works


def test_parts_that_bear_the_same_title_are_one_work_in_the_order_of_their_numbers():
    files = [
        file("c", part(prose(3), 3), title="The Tide", author="Ada Moor"),
        file("a", part(prose(1), 1), title="Tide", author="Ada Moor"),
        file("b", part(prose(2), 2), title="THE TIDE!", author="A. Moor"),
    ]

    assert works(files) == [["a", "b", "c"]]


def test_the_same_title_by_two_writers_makes_two_works():
    files = [
        file("a", part(prose(1), 1), title="Home", author="Ada Moor"),
        file("b", part(prose(2, MARKET), 2), title="Home", author="Ben Fell"),
    ]

    assert works(files) == [["a"], ["b"]]


def test_the_same_title_in_two_languages_makes_two_works():
    files = [
        file("a", part(prose(1), 1), title="Nora"),
        file("b", part(prose(2), 2), title="Nora", language="fr"),
    ]

    assert works(files) == [["a"], ["b"]]


def test_two_stories_of_one_title_by_nobody_known_stay_apart_where_their_casts_differ():
    files = [
        file("a", part(prose(1)), title="Home"),
        file("b", part(prose(2, MOUNTAIN)), title="Home"),
    ]

    assert works(files) == [["a"], ["b"]]


def test_parts_without_a_title_are_put_together_by_their_cast():
    files = [
        file("h1", part(prose(1), 1)),
        file("m1", part(prose(2, MOUNTAIN), 1)),
        file("h2", part(prose(3), 2)),
        file("m2", part(prose(4, MOUNTAIN), 2)),
    ]

    assert works(files) == [["h1", "h2"], ["m1", "m2"]]


def test_two_different_texts_for_one_number_are_not_one_work():
    files = [
        file("a", part(prose(1), 1)),
        file("b", part(prose(2), 1)),
    ]

    assert works(files) == [["a"], ["b"]]


def test_a_part_that_fits_two_works_equally_is_left_alone():
    files = [
        file("a1", part(prose(1), 1), title="North", author="Ada Moor"),
        file("b1", part(prose(2), 1), title="South", author="Ada Moor"),
        file("x2", part(prose(3), 2)),
    ]

    assert works(files) == [["a1"], ["b1"], ["x2"]]


def test_a_silent_text_fills_the_only_gap_of_the_work_whose_cast_it_has():
    files = [
        file("1", part(prose(1), 1), title="The Tide"),
        file("x", part(prose(2))),
        file("3", part(prose(3), 3), title="The Tide"),
        file("y", part(prose(4, MARKET))),
    ]

    grouping = group(files)

    assert works(files, grouping) == [["1", "x", "3"], ["y"]]
    (tide,) = (work for work in grouping.works if len(work.chapters) == 3)
    number = tide.chapters[1].number
    assert number
    assert (number.value, number.confidence < 0.8) == (2, True)


def test_a_story_of_its_own_with_the_same_cast_is_no_chapter_of_a_finished_work():
    files = [
        file("1", part(prose(1), 1, 2), title="The Tide"),
        file("2", part(prose(2), 2, 2), title="The Tide"),
        file("special", part(prose(3)), title="Winter Fair"),
    ]

    assert works(files) == [["1", "2"], ["special"]]


def test_a_silent_part_takes_title_and_writer_from_its_siblings_and_says_from_which():
    files = [
        file("1", part(prose(1), 1), title="The Tide", author="Ada Moor"),
        file("2", part(prose(2), 2)),
    ]

    (work,) = group(files).works

    assert work.title
    assert work.title.value == "The Tide"
    assert work.author
    assert work.author.value == "Ada Moor"
    assert {each.file for each in work.title.evidence} == {"1"}
    assert work.belongs
    assert work.belongs.evidence[0].rule == "same-cast"


def test_a_title_that_another_file_gives_to_a_chapter_is_no_work_of_its_own():
    chapters = (part(prose(1), 1, title="Fog"), part(prose(2), 2, title="Ice"))
    files = [
        file("whole", *chapters, title="Tide"),
        file("1", part(prose(1), 1)),
        file("x", part(prose(2)), title="Ice", title_rule="title-line"),
    ]

    (work,) = group(files).works

    assert [chapter.number and chapter.number.value for chapter in work.chapters] == [
        1,
        2,
    ]
    assert work.title
    assert work.title.value == "Tide"


def test_a_work_is_complete_when_all_its_parts_are_there():
    files = [file(str(n), part(prose(n), n, 3), title="Tide") for n in (1, 2, 3)]

    assert [work.status for work in group(files).works] == ["complete"]


def test_a_work_that_is_to_be_continued_is_ongoing():
    files = [
        file("1", part(prose(1), 1), title="Tide"),
        file("2", part(prose(2), 2, ends="continued"), title="Tide"),
    ]

    assert [work.status for work in group(files).works] == ["ongoing"]


def test_a_whole_and_all_its_parts_publish_no_text_twice():
    first, second = prose(1), prose(2)
    files = [
        file("whole", part([*first, *second]), title="The Tide"),
        file("1", part(first, 1, 2), title="The Tide"),
        file("2", part(second, 2, 2), title="The Tide"),
    ]

    assert works(files) == [["1", "2"]]
    assert kinds(files) == {"whole": "whole"}


def test_a_whole_is_kept_where_a_part_is_missing():
    first, second, third = prose(1), prose(2), prose(3)
    files = [
        file("whole", part([*first, *second, *third]), title="The Tide"),
        file("1", part(first, 1, 3), title="The Tide"),
        file("2", part(second, 2, 3), title="The Tide"),
    ]

    assert works(files) == [["whole"]]
    assert kinds(files) == {"1": "part", "2": "part"}


def test_a_collection_does_not_make_one_work_of_the_stories_in_it():
    tide, snow = prose(1), prose(2, MOUNTAIN)
    files = [
        file("all", part([*tide, *snow])),
        file("tide", part(tide), title="Tide"),
        file("snow", part(snow), title="Snow"),
    ]

    assert {"tide"} in map(set, works(files))
    assert {"snow"} in map(set, works(files))


def test_a_common_cast_weighs_less_where_many_texts_have_it():
    crowd = [
        file(f"o{n}", part(prose(n, ("John", "Mary", f"Person{chr(97 + n)}"))))
        for n in range(20)
    ]
    files = [*crowd, file("x", part(prose("x", (*HARBOUR, "John")), 1))]

    assert ["x"] in works(files)


def test_a_story_in_a_collection_takes_no_number_from_it():
    tide, snow = prose(1), prose(2, MOUNTAIN)
    files = [
        file(
            "all",
            part(tide, 1, title="Tide"),
            part(snow, 2, title="Snow"),
            title="Collected",
        ),
        file("tide", part(tide), title="Tide", author="Ada Moor"),
        file("snow", part(snow), title="Snow", author="Ada Moor"),
    ]

    grouping = group(files)

    assert works(files, grouping) == [["snow"], ["tide"]]
    assert {work.chapters[0].number for work in grouping.works} == {None}


@pytest.mark.parametrize(
    "titles",
    [
        ("Blue Hour - 1", "Blue Hour - 2"),
        ("Blue Hour, part 1", "Blue Hour, Part II"),
        ("Blue Hour I", "Blue Hour II", "Blue Hour III"),
    ],
)
def test_titles_that_count_are_parts_of_one_work(titles):
    files = [
        file(title, part(prose(title)), title=title, author="Ada Moor")
        for title in titles
    ]

    (work,) = group(files).works

    assert work.title
    assert work.title.value == "Blue Hour"
    numbers = [chapter.number and chapter.number.value for chapter in work.chapters]
    assert numbers == list(range(1, len(titles) + 1))


def test_a_lone_number_in_a_title_belongs_to_it():
    files = [file("a", part(prose(1)), title="Platform 9", author="Ada Moor")]

    (work,) = group(files).works

    assert work.title
    assert work.title.value == "Platform 9"


def test_a_part_goes_to_none_of_many_works_about_the_same_people():
    titled = [
        file(
            title,
            part(prose(title), 1),
            part(prose(title + "2"), 2),
            title=title,
            author=title,
        )
        for title in ("Tide", "Snow", "Corn")
    ]
    files = [*titled, file("x", part(prose("x"), 3))]

    assert ["x"] in works(files)
