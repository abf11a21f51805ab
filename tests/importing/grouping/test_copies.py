"""The same text in several files."""

import pytest

from fascicle.importing.grouping import group

from .telling import MOUNTAIN, file, kinds, part, prose, works

TEXT = prose("text", sentences=80)


def damaged(kind: str) -> list[str]:
    return {
        "revised": [*TEXT[:30], "A wholly new sentence stands here now.", *TEXT[31:]],
        "cut-short": TEXT[:45],
        "beheaded": TEXT[40:],
        "pasted-twice": TEXT * 2,
        "rewrapped": [
            f"{one} {two}" for one, two in zip(TEXT[::2], TEXT[1::2], strict=True)
        ],
    }[kind]


@pytest.mark.parametrize(
    "kind", ["revised", "cut-short", "beheaded", "pasted-twice", "rewrapped"]
)
def test_a_copy_becomes_a_version_of_the_good_one(kind):
    files = [
        file("copy", part(damaged(kind))),
        file("good", part(TEXT, 1), title="Tide", author="Ada Moor"),
        file("other", part(prose("other", MOUNTAIN), 1)),
    ]

    assert kinds(files) == {"copy": kind}
    assert works(files) == [["good"], ["other"]]


def test_copies_lend_one_another_what_they_state():
    files = [
        file("a", part(TEXT), title="Tide"),
        file("b", part(damaged("revised"), 4)),
    ]

    (work,) = group(files).works

    assert work.title
    assert work.title.value == "Tide"
    number = work.chapters[0].number
    assert number
    assert (number.value, number.evidence[0].file) == (4, "b")


def test_letters_that_were_lost_make_a_copy_the_worse_one():
    hurt = [sentence.replace("every", "ev\ufffdry") for sentence in TEXT]
    files = [file("a", part(hurt), title="Tide"), file("b", part(TEXT), title="Tide")]

    assert works(files) == [["b"]]


def test_a_whole_file_that_copies_another_is_listed_as_a_copy():
    files = [file("a", part(TEXT), title="Tide"), file("b", part(TEXT), title="Tide")]

    (copy,) = group(files).copies

    assert {files[copy.place.file].name, files[copy.best.file].name} == {"a", "b"}
    assert copy.kind == "rewrapped"


def test_a_part_is_no_damaged_copy_of_the_whole():
    files = [
        file("whole", part([*TEXT, *prose("more", sentences=80)]), title="Tide"),
        file("1", part(TEXT, 1, 2), title="Tide"),
    ]

    assert group(files).copies == ()


def test_stories_that_share_but_a_passage_are_no_copies():
    files = [
        file("a", part([*TEXT[:8], *prose("a")]), title="Tide"),
        file("b", part([*TEXT[:8], *prose("b", MOUNTAIN)]), title="Snow"),
    ]

    assert works(files) == [["a"], ["b"]]


def test_copies_are_found_in_scripts_that_write_no_spaces():
    chapter = "".join(chr(0x4E00 + (n * n * 37 + n) % 5000) for n in range(900))
    files = [
        file("a", part([chapter], 1), language="zh"),
        file("b", part([chapter[:500]], 1), language="zh"),
    ]

    assert kinds(files) == {"b": "cut-short"}


def test_empty_chapters_are_no_copies_of_one_another():
    files = [file("a", part([]), title="Tide"), file("b", part([]), title="Snow")]

    assert works(files) == [["a"], ["b"]]
