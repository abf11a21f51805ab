"""Headings, bylines, header lines and breaks in shapes that people use."""

import pytest

from fascicle.importing.sources.bare.breaks import ornament
from fascicle.importing.sources.bare.bylines import parse_byline
from fascicle.importing.sources.bare.headings import (
    parse_counter,
    parse_heading,
    parse_numbered,
)

from .stories import TEXT, only, value


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Ch. 7b", 7),
        ("Chapter Seven and a Half", 7.5),
        ("Chapter the Eighth", 8),
        ("~ Part the Third ~", 3),
        ("(Part Two)", 2),
        ("[4]", 4),
        ("{5}", 5),
        ("제3장", 3),
        ("12화", 12),
        ("Розділ 2", 2),
        ("פרק 3", 3),
        ("Κεφάλαιο 4", 4),
        ("Rozdział 5", 5),
    ],
)
def test_headings_have_numbers(line, number):
    assert parse_heading(line).number == number


@pytest.mark.parametrize(
    "line", ["(Part 16 of the Lamp series)", "(he counted 3)", "Part the curtains"]
)
def test_other_lines_are_no_headings(line):
    assert parse_heading(line) is None


def test_a_number_after_a_dash_counts_the_parts_of_a_title():
    heading = parse_counter("The Salt Stair - 3")

    assert (heading.work, heading.number) == ("The Salt Stair", 3)
    assert parse_counter("The Year - 1984") is None


def test_a_numeral_and_a_comma_number_a_chinese_chapter():
    assert parse_numbered("二、相逢").number == 2


@pytest.mark.parametrize(
    ("line", "name"),
    [("de Plume", "Plume"), ("di Chiara B.", "Chiara B."), ("Автор: Мышь", "Мышь")],
)
def test_bylines_in_other_languages(line, name):
    assert parse_byline(line).author == name


@pytest.mark.parametrize("line", ["de repente", "De noche Todo cambia aquí siempre"])
def test_small_words_begin_sentences_too(line):
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    "header",
    [
        "TITLE - The Salt Stair\nAUTHOR - Wren T.",
        "Title: The Salt Stair\nAutora: Wren T.",
    ],
)
def test_header_lines_with_dashes_and_in_other_languages(header):
    story = only(f"{header}\n\n{TEXT}\n")

    assert (value(story.title), value(story.author)) == ("The Salt Stair", "Wren T.")


@pytest.mark.parametrize(
    "line",
    ["<3 <3 <3", "-----8<-----", ":: ::", "[ ... ]", "Oo.oO", "…oOo…", "`'`'`'`"],
)
def test_breaks_of_many_shapes(line):
    assert ornament(line)


@pytest.mark.parametrize("line", ["…", "?!", "Oo!", "(x)", "«»", "wow"])
def test_short_speech_is_no_break(line):
    assert not ornament(line)
