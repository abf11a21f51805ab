"""Books as plain text."""

import pytest

from fascicle.exporting.plain import as_plain_text, plain_text
from fascicle.exporting.txt import make_txt
from tests.exporting.samples import HOSTILE, SHAPES, full, make_book, make_chapter


def text_of(book):
    return make_txt(book).decode()


def test_a_text_begins_with_a_mark_and_what_the_book_is():
    lines = text_of(full()).splitlines()

    assert lines[:4] == [
        "\ufeffTitle: Salt Roads",
        "Author: Ines Okafor",
        "Series: Salt Roads 2; Harbours 1.5",
        "Rating: Teen",
    ]


def test_a_paragraph_is_one_line_and_a_blank_line_follows():
    html = f"<p>{'word ' * 200}</p><p>Next\nline.</p>"

    text = text_of(make_book([make_chapter(1, html, title="One")]))

    assert text.endswith(f"\n\nOne\n---\n\n{('word ' * 200).strip()}\n\nNext line.\n")


def test_notes_are_set_apart():
    text = text_of(full())

    assert "\n\n[Note:\n\nThank you for writing.]\n\n" in text
    assert "\n\n[After:\n\nWait for part 2.]\n" in text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <em>b </em>c <strong>d</strong></p>", "a *b* c **d**"),
        ("<p>a<em></em>b <span class='underline'>c</span></p>", "ab _c_"),
        ("<p>a</p><hr><p>b</p>", "a\n\n" + " " * 33 + "* * *\n\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p class='verse'>a<br>b</p>", "    a\n    b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n\n> b"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<p><q>Yes</q></p>", "“Yes”"),
        ("<p><ruby>漢<rt>かん</rt></ruby></p>", "漢(かん)"),
        ("<p><a href='https://e.org/'>here</a></p>", "here <https://e.org/>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("<pre>  a\n   b</pre>", "  a\n   b"),
        ("<p class='centre'>mid</p>", " " * 34 + "mid"),
    ],
)
def test_marks_are_those_people_type(html, text):
    assert as_plain_text(html) == text


def test_plain_text_is_one_line():
    assert plain_text("<p>A &amp; b.</p><p>C<br>d</p>") == "A & b. C d"


@pytest.mark.parametrize("shape", SHAPES)
def test_texts_of_every_shape_are_the_same_twice(shape):
    assert make_txt(SHAPES[shape]) == make_txt(SHAPES[shape])


def test_hostile_markup_leaves_no_markup():
    text = as_plain_text(HOSTILE)

    assert "<em>" not in text
    assert "deep" in text
