import pytest

from fascicle.importing.sources.bare.breaks import find_breaks, ornament

from .layouts import PROSE, read, wrapped

ORNAMENTS = (
    "*", "***", "* * *", "* * * * *", "*****", "#", "# # #", "###", "---", "- - -", "-----", "—",
    "———",
    "~", "~~~~", "~ ~ ~", "===", "=====", "+++", "_____", "<><><>", "-=-=-=-", "~*~*~*~", "*~*",
    "oOo", "o0o", "~o0o~", "-o0o-", "oOoOoOo", "xXxXx", "xxx", "x x x", "X X X", "-x-", "- x -",
    "xox",
    "o O o", "◇◆◇", "◆", "☆☆☆", "✻ ✻ ✻", "❦", "§", "¶", "•••", "• • •", "· · ·", "†", "※",
    "＊＊＊", "――――",
    "[scene break]", "--- scene break ---", "~ time skip ~", "ø¤º°`°º¤ø,¸¸,ø¤º°`°º¤ø",
    ". . . . .", "/\\/\\/\\", "|",
)  # fmt: skip
TEXT = (
    "...", "…", "?!", "!!!", "……", "。。。", "No.", "I", "X", "Oh", "Xxx said", "The break", "1",
    "II", "0.0",
    "123", "* He nodded", "-30-", "o", "ooh", "(…)", "「……」", "--Mike", "A/N",
    "Section Break Ahead Sign",
)  # fmt: skip


@pytest.mark.parametrize("mark", ORNAMENTS)
def test_a_line_of_ornament_is_one(mark):
    assert ornament(mark)
    assert ornament(f"        {mark}   ")


@pytest.mark.parametrize("text", TEXT)
def test_what_is_said_or_counted_is_no_ornament(text):
    assert not ornament(text)


def breaks(lines):
    return [(found.line, found.marker) for found in find_breaks(read(lines))]


@pytest.mark.parametrize("mark", ["***", "* * *", "-----", "#", "~o0o~", "◇◆◇"])
def test_a_marked_break_is_found_on_its_line(mark):
    body = wrapped(70)

    assert breaks([*body, mark, "", *body]) == [(len(body) + 1, mark)]


def test_a_row_under_a_heading_is_not_a_break():
    assert breaks(["The Lamps", "=========", "", *wrapped(70)]) == []


def test_the_line_that_begins_a_signature_is_not_a_break():
    assert breaks([*wrapped(70), "-- ", "Nora Quill, Saltmouth"]) == []


@pytest.mark.parametrize("wide", [2, 3, 5])
def test_wider_gaps_alone_part_scenes(wide):
    body = wrapped(70) * 2
    lines = [*body, *[""] * (wide - 1), *body]

    assert breaks(lines) == [(len(body), "")]


def test_a_blank_line_parts_scenes_where_paragraphs_have_none():
    body = wrapped(70, "   ", blank=False)

    assert breaks([*body, "", *body]) == [(len(body) + 1, "")]
    assert breaks([*PROSE, "", *PROSE]) == [(len(PROSE) + 1, "")]


def test_blank_lines_that_come_too_often_are_no_scenes():
    lines = [
        line for at, text in enumerate(PROSE) for line in [text] + [""] * (1 + at % 2)
    ]

    assert breaks(lines) == []


def test_where_breaks_are_marked_blank_lines_mean_nothing():
    body = wrapped(70)

    assert breaks([*body, "***", "", *body, "", "", *body]) == [(len(body) + 1, "***")]


def test_a_rule_in_a_page_is_a_break():
    lines = [
        "<html><body><p>One.",
        "<hr>",
        "<p>Two.",
        "<center>* * *</center>",
        "<p>Three.",
    ]

    assert breaks(lines) == [(2, "<hr>"), (4, "* * *")]
