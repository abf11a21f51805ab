"""Roles of lines, chapters and works of a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fascicle.importing.sources.bare.reading import read_file
from fascicle.importing.story import Role

from .stories import CHINESE, TEXT, only, read, value


def roles_of(text):
    """The role of every line that shows something."""
    reading = read(text)
    lines = reading.source.lines
    return {line: role for line, role in zip(lines, reading.roles, strict=True) if line}


def test_headings_fields_notes_and_ends_are_told_apart():
    roles = roles_of(
        "Title: The Salt Stair\nAuthor: Wren\nDisclaimer: All mine, do not archive.\n\n"
        f"Chapter 1\n\n{TEXT}\n\n* * *\n\n{TEXT}\n\nThe End\n\nPlease send feedback!\n"
    )

    assert roles["Title: The Salt Stair"] is Role.FIELD
    assert roles["Disclaimer: All mine, do not archive."] is Role.NOTE
    assert roles["Chapter 1"] is Role.HEADING
    assert roles["* * *"] is Role.BREAK
    assert roles["The End"] is Role.END
    assert roles["Please send feedback!"] is Role.NOTE


def test_mail_signatures_and_navigation_are_no_story():
    roles = roles_of(
        "From: wren@example.net\nSubject: The Salt Stair\nNewsgroups: alt.stories\n\n"
        f"{TEXT}\n\nBack to the index | Next part\n\n-- \nWren, keeper of lamps\n"
    )

    assert roles["Subject: The Salt Stair"] is Role.MAIL
    assert roles["Back to the index | Next part"] is Role.CHROME
    assert roles["Wren, keeper of lamps"] is Role.MAIL


def test_a_library_licence_is_no_story():
    story = only(
        "The Project Gutenberg eBook of The Salt Stair\n\nTitle: The Salt Stair\n\n"
        "Author: Wren Tamsin\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE SALT STAIR ***\n\n"
        f"Produced by A. Person\n\nTHE SALT STAIR\n\nCHAPTER I\n\n{TEXT}\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK THE SALT STAIR ***\n\nUpdated editions follow.\n"
    )

    assert value(story.title) == "The Salt Stair"
    assert [note.kind for note in story.chapters[0].notes] == ["boilerplate"] * 3
    assert "ferry" in story.chapters[0].html
    assert "Updated" not in story.chapters[0].html


def test_a_page_on_one_line_keeps_its_text():
    text = TEXT.replace("\n\n", "<p>").replace("\n", " ")

    story = only(
        f"<html><head><title>The Salt Stair</title></head><body><p>{text}</body></html>"
    )

    assert value(story.title) == "The Salt Stair"
    assert "The ferry came in late" in story.chapters[0].html


def test_chapters_in_one_file_are_parted():
    story = only(
        f"The Salt Stair\nby Wren\n\nPrologue\n\n{TEXT}\n\nOne\n\n{TEXT}\n\n"
        f"Two\n\n{TEXT}\n\nEpilogue\n\n{TEXT}\n"
    )

    numbers = [value(chapter.number) for chapter in story.chapters]
    assert numbers == [None, 1, 2, None]


def test_bare_numbers_inside_a_story_are_divisions():
    story = only(f"The Salt Stair\n\nI\n\n{TEXT}\n\nII\n\n{TEXT}\n\nIII\n\n{TEXT}\n")

    (chapter,) = story.chapters
    assert chapter.number is None
    assert chapter.html.count("<h2>") == 2


def test_a_table_of_contents_makes_no_chapters():
    contents = "Contents\n\nChapter 1\n\nChapter 2\n\nChapter 3\n\n"

    story = only(
        f"The Salt Stair\n\n{contents}Chapter 1\n\n{TEXT}\n\n"
        f"Chapter 2\n\n{TEXT}\n\nChapter 3\n\n{TEXT}\n"
    )

    assert [value(chapter.number) for chapter in story.chapters] == [1, 2, 3]


def test_chinese_chapters_need_no_blank_lines():
    story = only(f"盐阶\n\n第一章 退潮\n{CHINESE}第二章 涨潮\n{CHINESE}")

    assert [value(chapter.number) for chapter in story.chapters] == [1, 2]


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ("\n\nTHE END\n\n\nA Bell for Oda\nby Wren Tamsin\n\n", "A Bell for Oda"),
        ("\n\n-----\n\nTitle: A Bell for Oda\nAuthor: Wren\n\n", "A Bell for Oda"),
        ("\n\n\n\nA Bell for Oda\n\n", "A Bell for Oda"),
    ],
)
def test_works_in_one_file_are_parted(between, second):
    reading = read(f"The Salt Stair\n\n{TEXT}\n\n{TEXT}{between}{TEXT}\n")

    titles = [value(story.title) for story in reading.stories]
    assert titles == ["The Salt Stair", second]


def test_a_file_pasted_twice_is_one_work():
    once = f"The Salt Stair - Part 3\n\n{TEXT}\n\n{TEXT}\n\nTHE END\n\n\n"

    story = only(once + once)

    (chapter,) = story.chapters
    assert value(chapter.number) == 3


def test_a_narrator_who_addresses_the_reader_stays_story():
    text = (
        f"{TEXT}\n\nReader, I must tell you about the stair before the sea.\n\n{TEXT}"
    )

    assert set(roles_of(text).values()) == {Role.STORY}


def test_notes_between_chapters_belong_to_their_chapters():
    story = only(
        f"Chapter 1\n\n{TEXT}\n\nA/N: Thanks for reading! More next week.\n\n"
        f"Chapter 2\n\nA/N: Sorry this took so long to update.\n\n{TEXT}\n"
    )

    assert [[note.place for note in chapter.notes] for chapter in story.chapters] == [
        ["after"],
        ["before"],
    ]


LINES = st.sampled_from(
    ["", "", "Chapter 1", "I", "The Salt Stair", "by Wren", "Title: X", "A/N: hi", "***", "The End",
     "-- ", "Subject: x", "From: y", "> quoted", "第三章", '"No," she said.', "<p>", "<hr>", "---",
     "(1/3)", "Next | Back", "He went out, and the door closed after him, and that was all."]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, max_size=40))
def test_every_line_has_one_role_and_nothing_is_lost(lines):
    reading = read("\n".join(lines))

    if reading.problem:
        return
    assert len(reading.roles) == len(reading.source.lines)
    covered = set()
    for story in reading.stories:
        for chapter in story.chapters:
            first, last = chapter.lines
            covered.update(range(first, last + 1))
    said = {n for n, role in enumerate(reading.roles, 1) if role is Role.STORY}
    assert said <= covered


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_no_bytes_are_too_strange(data):
    reading = read_file("any.txt", data)

    assert reading.problem or len(reading.roles) == len(reading.source.lines)
