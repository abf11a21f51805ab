"""Works that belong to one series, and their places in it."""

from collections.abc import Sequence

from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features
from fascicle.importing.story import Evidence, Reference

from .telling import HARBOUR, MARKET, MOUNTAIN, file, part, prose


def series(
    files: Sequence[Features],
) -> list[tuple[str, list[tuple[float | None, str]]]]:
    """The series: their titles, and their works by the file that they begin with."""
    grouping = group(files)
    first = {
        work.key: files[work.chapters[0].place.file].name for work in grouping.works
    }
    return [
        (
            each.title.value if each.title else "",
            [
                (place, first[key])
                for place, key in zip(each.positions, each.works, strict=True)
            ],
        )
        for each in grouping.series
    ]


def test_works_that_name_the_same_series_stand_in_it_by_their_stated_places():
    files = [
        file(
            "b",
            part(prose(2, MARKET)),
            title="Snow",
            author="A. Moor",
            series="Bay",
            position=2,
        ),
        file(
            "a",
            part(prose(1)),
            title="Tide",
            author="A. Moor",
            series="The Bay",
            position=1,
        ),
    ]

    ((title, members),) = series(files)

    assert title in ("Bay", "The Bay")
    assert members == [(1, "a"), (2, "b")]


def test_a_series_of_one_name_by_two_writers_is_two():
    files = [
        file("a", part(prose(1)), title="Tide", author="Ada Moor", series="Bay"),
        file(
            "b", part(prose(2, MARKET)), title="Snow", author="Ben Fell", series="Bay"
        ),
    ]

    assert series(files) == []


def test_a_sequel_follows_the_work_that_it_names():
    sequel = Reference(
        "sequel-to", "Tide", evidence=(Evidence("sequel-note", "Sequel to Tide"),)
    )
    files = [
        file(
            "b",
            part(prose(2, MARKET)),
            title="Snow",
            author="A. Moor",
            references=[sequel],
        ),
        file("a", part(prose(1)), title="Tide", author="A. Moor"),
    ]

    assert series(files) == [("", [(1, "a"), (2, "b")])]


def test_a_sequel_is_also_a_relation_of_its_work():
    sequel = Reference("sequel-to", "Lost Tide")
    files = [file("b", part(prose(2)), title="Snow", references=[sequel])]

    (work,) = group(files).works

    assert [each.title for each in work.relations] == ["Lost Tide"]


def test_numbers_in_titles_make_a_series():
    files = [
        file("b", part(prose(2, MARKET)), title="Trust Me II: Water", author="A. Moor"),
        file("a", part(prose(1)), title="Trust Me", author="A. Moor"),
    ]

    ((_, members),) = series(files)

    assert members == [(2, "b"), (None, "a")] or members == [(1, "a"), (2, "b")]


def test_works_of_one_writer_in_which_people_come_back_are_a_series():
    files = [
        file("a", part(prose(1)), title="Tide", author="Ada Moor"),
        file("b", part(prose(2)), title="Snow", author="Ada Moor"),
        file("c", part(prose(3, MARKET)), title="Corn", author="Ada Moor"),
        file("d", part(prose(4, MOUNTAIN)), title="Rock", author="Ben Fell"),
    ]

    ((_, members),) = series(files)

    assert {name for _, name in members} == {"a", "b"}


def test_works_of_two_writers_about_the_same_people_are_no_series():
    files = [
        file("a", part(prose(1)), title="Tide", author="Ada Moor"),
        file("b", part(prose(2)), title="Snow", author="Ben Fell"),
    ]

    assert series(files) == []


def test_common_first_names_make_no_series():
    files = [
        file(
            "a",
            part(prose(1, ("John", "Mary", "Ottiline"))),
            title="Tide",
            author="Ada Moor",
        ),
        file(
            "b",
            part(prose(2, ("John", "Mary", "Brask"))),
            title="Snow",
            author="Ada Moor",
        ),
    ]

    assert series(files) == []


def test_places_make_no_series():
    def told(seed: int, cast: tuple[str, ...]) -> list[str]:
        return [
            f"{sentence[:-1]} in Port Wendover, and they stayed in Port Wendover."
            for sentence in prose(seed, cast)
        ]

    files = [
        file("a", part(told(1, HARBOUR)), title="Tide", author="Ada Moor"),
        file("b", part(told(2, MOUNTAIN)), title="Snow", author="Ada Moor"),
    ]

    assert series(files) == []
