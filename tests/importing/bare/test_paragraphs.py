import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.sources.bare.paragraph import Paragraph
from fascicle.importing.sources.bare.paragraphs import Setter

from .layouts import PROSE, VERSE, read, wrapped
from .samples import TEXTS

# Control characters that nobody types are what mis-decoded text is mended by.
_TYPED = st.characters(exclude_categories=["Cs", "Cc"])


def paragraphs(lines):
    document = read(lines)
    found = Setter(document).paragraphs(document.lines)
    return [html.unescape(item.html) for item in found if isinstance(item, Paragraph)]


@pytest.mark.parametrize("width", [38, 50, 65, 72, 78, 100, 132])
@pytest.mark.parametrize(
    ("first", "blank"), [("", True), ("   ", False), ("\t", False), ("     ", True)]
)
def test_lines_broken_at_any_width_are_joined(width, first, blank):
    lines = wrapped(width, first.expandtabs(8), blank)
    if first == "\t":
        lines = [line.replace(" " * 8, "\t", 1) for line in lines]

    assert paragraphs(lines) == list(PROSE)


@pytest.mark.parametrize("gap", [1, 2])
def test_lines_that_were_never_broken_are_paragraphs(gap):
    lines = [line for paragraph in PROSE for line in [paragraph] + [""] * gap]

    assert paragraphs(lines) == list(PROSE)


def test_a_paragraph_a_line_needs_no_blank_lines():
    assert paragraphs(PROSE) == list(PROSE)


def test_double_spaced_text_is_parted_by_its_wider_gaps():
    lines = []
    for paragraph in PROSE:
        for line in wrapped(60, blank=False, paragraphs=[paragraph]):
            lines += [line, ""]
        lines.append("")

    assert paragraphs(lines) == list(PROSE)


def test_a_text_with_a_margin_on_its_left_is_read_without_it():
    lines = [" " * 5 + line if line else "" for line in wrapped(60)]

    assert paragraphs(lines) == list(PROSE)


def test_lines_broken_by_hand_now_early_now_late_are_joined():
    lines = []
    for at, paragraph in enumerate(PROSE):
        words, line, width = paragraph.split(), "", 58 + at % 3 * 6
        for word in words:
            if len(line) + len(word) > width:
                lines.append(line)
                line, width = "", 58 + (width * 7) % 17
            line = f"{line} {word}".strip()
        lines += [line, ""]

    assert paragraphs(lines) == list(PROSE)


def test_verse_among_broken_prose_keeps_its_lines():
    lines = [*wrapped(70), *VERSE, "", *wrapped(70)]

    assert "<br>".join(VERSE) in paragraphs(lines)


def test_indented_verse_in_indented_prose_keeps_its_lines():
    verse = [" " * 12 + line for line in VERSE]
    lines = [*wrapped(70, "   ", blank=False), *verse, *wrapped(70, "   ", blank=False)]

    found = paragraphs(lines)

    assert "<br>".join(VERSE) in found
    assert found.count(PROSE[0]) == 4


def test_an_address_and_a_letter_keep_their_lines():
    letter = ["Mrs. A. Quill", "7 Harbour Street", "Saltmouth"]
    lines = [*wrapped(72), *letter, "", *wrapped(72)]

    assert "<br>".join(letter) in paragraphs(lines)


def test_verse_in_a_file_of_long_lines_keeps_its_lines():
    lines = [line for paragraph in PROSE for line in (paragraph, "")]

    assert "<br>".join(VERSE) in paragraphs([*lines, *VERSE, "", *lines])


def test_short_speeches_in_a_file_of_long_lines_stay_apart():
    talk = ['"Yes," she said.', '"No," he said.', '"Then we agree."']

    assert paragraphs([*PROSE, "", *talk, "", *PROSE])[len(PROSE) : -len(PROSE)] == talk


def test_a_quoted_mail_is_read_without_its_marks():
    lines = ["> " + line for line in wrapped(68)]

    assert paragraphs(lines) == list(PROSE)


def test_a_quotation_in_an_answer_is_set_apart():
    quoted = ["> " + line for line in wrapped(68, paragraphs=PROSE[2:3])]
    document = read([*wrapped(68), *quoted, *wrapped(68)])

    found = list(Setter(document).paragraphs(document.lines))

    assert [item.quoted for item in found].count(True) == 1


def test_a_word_broken_by_a_hyphen_is_mended_where_the_text_has_it_whole():
    lines = [*wrapped(70), "She looked for the lamplighter in the tavern, but found only his "
                           "lamp-",
             "lighter’s ladder and a well-known hat, which she took for a well-",
             "known sign."]  # fmt: skip

    text = paragraphs(lines)[-1]

    assert "his lamplighter’s ladder" in text
    assert "a well-known sign" in text


def test_dashes_at_a_line_end_take_no_space_they_did_not_have():
    body = wrapped(70)
    lines = [*body, "He looked at the water, and at the dog, and at all the new lamps there--",
             "forty of them at the least--and said nothing whatever for a long time -",
             "or so it seemed."]  # fmt: skip

    assert "lamps there--forty" in paragraphs(lines)[-1]


def test_chinese_and_japanese_lines_are_joined_without_spaces():
    for language in ("zh", "ja"):
        text = TEXTS[language].strip("\u3000") * 3
        lines = ["\u3000\u3000" + text[:28]]
        lines += [text[at : at + 30] for at in range(28, len(text), 30)]

        assert paragraphs(lines * 3) == [text] * 3


def test_arabic_paragraphs_are_joined():
    lines = wrapped(60, paragraphs=[TEXTS["ar"]] * 4)

    assert paragraphs(lines) == [TEXTS["ar"]] * 4


@given(st.lists(st.text(_TYPED, max_size=90), max_size=30))
def test_joining_loses_and_invents_no_letter(lines):
    document = read(["A first line to begin with.", *lines])
    if document.source.is_html or document.source.problem:
        return

    text = "".join(paragraphs([line.text for line in document.lines]))

    shown = "".join(line.html for line in document.lines)
    assert letters(text) == letters(html.unescape(shown))


def letters(markup):
    return re.sub(r"[\W_]+", "", re.sub(r"</?(?:em|strong|u|br)>", "", markup))


def test_lines_that_were_broken_twice_are_joined():
    lines = []
    for paragraph in PROSE:
        for line in wrapped(76, blank=False, paragraphs=[paragraph]):
            lines += wrapped(68, blank=False, paragraphs=[line])
        lines.append("")

    assert paragraphs(lines) == list(PROSE)


def test_a_broken_note_above_unbroken_paragraphs_is_joined():
    note = "This is a note that was broken by hand though nothing else in this file ever was."
    lines = [
        *wrapped(60, paragraphs=[note]),
        *(x for text in PROSE for x in (text, "")),
    ]

    assert paragraphs(lines) == [note, *PROSE]


def test_a_word_cut_by_a_soft_break_is_whole_again():
    lines = [
        "=93The lamp=94 he said =97 the har=",
        "bour lamp=2E",
        "",
        "=93Yes=94 she said=2E",
    ]

    assert paragraphs(lines) == [
        "“The lamp” he said — the harbour lamp.",
        "“Yes” she said.",
    ]
