"""Texts made to be slow to read; each would take minutes if any step were quadratic."""

import pytest

from fascicle.importing.sources.bare.appearance import undecorated
from fascicle.importing.sources.bare.breaks import find_breaks
from fascicle.importing.sources.bare.emphasis import guess_emphasis
from fascicle.importing.sources.bare.fields import parse_field
from fascicle.importing.sources.bare.headings import (
    parse_counter,
    parse_heading,
    parse_numbered,
)
from fascicle.importing.sources.bare.language import language_by_words
from fascicle.importing.sources.bare.notes import is_note_label, is_sign_off, noteness
from fascicle.importing.sources.bare.setting import set_story
from fascicle.importing.story import Line, Role

from .layouts import read

PIECES = (
    "<", ">", "*", "_", "/", "~", "&#", "&amp;", "=E2=", "a*", "*a ", "_a ", "<a ", "<i>", "[i]",
    "AB ", "a? ", "“",
    "â€", "Ã", "x o ", "word ", "thanks for the ", "not mine ", ">>> x\n", "*a\n\n", "word-\n",
    "* * *\n", "a\n",
    "    a\n", "\u3000的", "e\u0301",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_thing_repeated_is_read(piece):
    text = "Once.\n" + piece * (100_000 // len(piece))
    document = read(text.split("\n"))

    roles = [Role.BLANK if line.is_blank else Role.STORY for line in document.lines]
    story = set_story(document, 1, len(roles), roles, guess_emphasis(document) or "*")
    find_breaks(document)
    language_by_words(text)

    assert story.html.startswith("<p>Once.")
    assert noteness(text) < 100
    assert not is_note_label(text)
    assert not is_sign_off(text)


@pytest.mark.parametrize("sign", [" ", "\u3000", "*", "-", "~", "x", "1"])
def test_a_long_run_within_a_line_is_no_heading_and_no_field(sign):
    line = "a" + sign * 500_000 + "a"

    assert parse_heading(line) is None
    assert parse_counter(line) is None
    assert parse_numbered(line) is None
    assert parse_field(Line(1, line)) is None
    assert undecorated(line) == line
