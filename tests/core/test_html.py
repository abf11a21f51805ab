import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.core import html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=x>Hi</p>", "<p>Hi</p>"),
        ("<script>alert(1)</script><p>Hi</p>", "<p>Hi</p>"),
        ('<p style="color:red">Hi</p>', "<p>Hi</p>"),
        ("<p>a <em>b</em> <font>c</font></p>", "<p>a <em>b</em> c</p>"),
        ("<p>nul\x00 and \ufffe</p>", "<p>nul and </p>"),
        ('<p class="verse loud">a<br>b</p>', '<p class="verse">a<br>b</p>'),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>", ""),
    ],
)
def test_only_what_a_story_needs_is_left(dirty, clean):
    assert html.clean(dirty) == clean


def test_links_can_only_lead_to_pages_and_mail():
    cleaned = html.clean(
        '<a href="javascript:alert(1)">x</a> <a href="https://a.example">y</a>'
    )

    assert "javascript" not in cleaned
    assert 'href="https://a.example"' in cleaned


@given(st.text())
def test_cleaning_clean_text_changes_nothing(text):
    once = html.clean(text)

    assert html.clean(once) == once


@pytest.mark.parametrize("bomb", ["<div>" * 100_000, "&" * 1_000_000, "<b>" * 60_000])
def test_what_is_beyond_any_story_is_refused_at_once(bomb):
    with pytest.raises(html.TooComplex):
        html.clean(bomb)


def test_a_long_novel_is_not_too_complex():
    novel = "<p>“Well,” said <em>she</em> &amp; left.</p>" * 12_000

    assert html.clean(novel).count("<p>") == 12_000


def test_plain_text_becomes_paragraphs():
    assert html.paragraphs("One\ntwo\n\n3 < 4") == "<p>One<br>two</p><p>3 &lt; 4</p>"


def test_ends_of_what_was_never_begun_hide_no_depth():
    with pytest.raises(html.TooComplex):
        html.clean("<blockquote></p>" * 20_000)
