import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.sources.bare.repairs import NO_BREAK, repair_lines

from .samples import TEXTS


def repaired(*lines, is_html=False):
    return repair_lines(lines, is_html=is_html)


@pytest.mark.parametrize("language", ["en", "fr", "ru", "ja"])
def test_quoted_printable_is_undone_even_where_a_letter_is_cut_by_a_line_end(language):
    text = f"{TEXTS[language]} {TEXTS[language]}"
    lines = quopri.encodestring(text.encode()).decode().split("\n")

    undone, repairs = repaired(*lines)

    assert repairs[0].kind == "quoted-printable"
    assert len(undone) == len(lines)
    assert "".join(line.removesuffix(NO_BREAK) for line in undone) == text


def test_an_equals_sign_now_and_then_is_not_quoted_printable():
    lines = ("x = 3D6 in his notes", "=====", "a=b")

    assert repaired(*lines) == (lines, ())


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("It&#8217;s late&#x2014;go", "It’s late—go"),
        ("Caf&eacute; &amp; bar", "Café & bar"),
        ("AT&T; and Q&A stay", "AT&T; and Q&A stay"),
        ("It&amp;#8217;s late", "It’s late"),
        ("a\x00b\x07c", "abc"),
        ("so\xadft hy\u200bphen", "soft hyphen"),
        ("\x93Hello\x94 \x97 he said", "“Hello” — he said"),
        ("don?t, I?ll, it?s", "don’t, I’ll, it’s"),
        ("I don\ufffdt know", "I don’t know"),
    ],
)
def test_a_damaged_line_is_mended(line, good):
    assert repaired(line)[0] == (good,)


def test_references_in_a_page_are_left_to_its_reading_but_for_those_escaped_twice():
    lines, _ = repaired("<p>It&#8217;s &amp;#8220;late&amp;#8221;</p>", is_html=True)

    assert lines == ("<p>It&#8217;s &#8220;late&#8221;</p>",)


def test_lost_letters_are_reported_and_never_guessed():
    line = "Die B?ckerin ?ffnete die T?r f?r den j?ngsten Gast."

    lines, repairs = repaired(line)

    assert lines == (line,)
    assert [(repair.kind, repair.before) for repair in repairs] == [
        ("lost-letters", "B?ckerin")
    ]


def test_questions_are_not_lost_letters():
    lines = ("Who? Me? You?", "http://a.example/story.php?sid=1&chapter=2", "Why?")

    assert repaired(*lines) == (lines, ())


def test_a_soft_hyphen_at_a_line_end_joins_the_word_with_the_next_line():
    lines, _ = repaired("the light\xad", "house")

    assert lines == ("the light" + NO_BREAK, "house")


def test_carets_of_a_foreign_line_end_are_taken_off_where_they_are_the_habit():
    assert repaired("one^M", "two^M")[0] == ("one", "two")
    assert repaired("press ^M", "to go on")[0] == ("press ^M", "to go on")


def test_text_beyond_ascii_in_scripts_that_need_joiners_keeps_them():
    line = "می‌خواهم 👩‍🚀"

    assert repaired(line)[0] == (line,)


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n")), max_size=8),
    st.booleans(),
)
def test_repairs_keep_the_number_of_lines_and_make_no_new_ones(lines, is_html):
    mended, _ = repair_lines(lines, is_html=is_html)

    assert len(mended) == len(lines)
    assert not any("\n" in line or "\r" in line for line in mended)
