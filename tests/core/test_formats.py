"""A text in the three ways people write it, there and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.core.formats import Loss, Mode, convert, read, write
from fascicle.core.html import clean

TEXTS = [
    "<ul><li>One</li></ul><ul><li>Other</li></ul><ol><li>A</li></ol><ol><li>B</li></ol>",
    "<p>A <em>slow</em> boat, a <strong>fast</strong> one.</p>",
    "<p>One.</p><p>Two.</p><hr><p>Three.</p>",
    '<p class="centre">Centred</p><p>not</p>',
    "<p>Line<br>line</p>",
    "<h2>Chapter</h2><p>Text</p><h3>Part</h3><p>Text</p>",
    "<blockquote><p>Said.</p><p>And said.</p></blockquote>",
    "<ul><li>One</li><li>Two <em>of</em></li></ul><ol><li>First</li></ol>",
    "<p>x<sup>2</sup>, <u>under</u>, <s>struck</s>, <small>small</small></p>",
    '<p>See <a href="https://example.org/a_b" rel="nofollow ugc noopener">this</a>.</p>',
    "<p><ruby>紙<rt>かみ</rt></ruby>の舟</p>",
    '<p>A <span lang="fr">mot</span>.</p><p dir="rtl">سلام</p>',
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    "<p>1. Not a list</p><p># not a heading</p><p>* not * emphasis *</p>",
    "<p>_snake_case_ and `ticks` &amp; &lt;tags&gt; &amp;amp; [x](y) \\ ~~</p>",
    "<p><em>whole</em> <strong><em>both</em></strong> un<em>frigging</em>believable</p>",
    "<p>“<em>Go</em>”—<em>now!</em>she said</p><p>- dash first</p><p>+ plus</p>",
    '<p class="verse">Roses<br>are red</p><div class="letter"><p>Dear Ana,</p></div>',
    '<p>Tale<sup><a href="#fn-1" rel="nofollow ugc noopener">1</a></sup></p>',
    "<pre>two\n\nlines</pre><p>after</p>",
]


def normal(html):
    for short, long in (("b", "strong"), ("i", "em")):
        html = html.replace(f"<{short}>", f"<{long}>").replace(
            f"</{short}>", f"</{long}>"
        )
    return html


@pytest.mark.parametrize("html", TEXTS)
def test_markdown_brings_back_every_text(html):
    markdown = write(html, Mode.MARKDOWN)

    assert markdown.losses == ()
    back = read(markdown.text, Mode.MARKDOWN)
    assert normal(back).replace("\n", "") == normal(html).replace("\n\n", "\n").replace(
        "\n", ""
    )


@pytest.mark.parametrize("html", TEXTS)
def test_plain_text_keeps_every_word(html):

    plain = write(html, Mode.PLAIN).text
    words = re.sub(r"<[^>]*>", " ", read(html, Mode.HTML))
    kept = re.sub(r"<[^>]*>", " ", read(plain, Mode.PLAIN))

    def letters(text):
        return re.sub(r"[\s()*-]", "", text)

    assert letters(kept) == letters(words)


def test_simple_text_is_simple_markdown():
    html = "<p>A <em>slow</em> boat.</p><hr><h2>Two</h2><p>Line<br>line</p>"

    assert write(html, Mode.MARKDOWN).text == (
        "A *slow* boat.\n\n* * *\n\n## Two\n\nLine\\\nline"
    )


def test_what_plain_text_cannot_hold_is_named():
    html = '<p class="centre"><u>a</u> <s>b</s></p><table><tbody></tbody></table>'

    assert set(write(html, Mode.PLAIN).losses) == {
        *(Loss.UNDERLINE, Loss.STRIKE, Loss.TABLE, Loss.FORMATTING)
    }
    assert write("<p>a</p>", Mode.PLAIN).losses == ()
    assert all(str(loss.sentence) for loss in Loss)


def test_plain_text_has_paragraphs_lines_and_scenes():
    text = "One\nline\n\n* * *\n\nTwo <3"

    assert read(text, Mode.PLAIN) == "<p>One<br>line</p><hr><p>Two &lt;3</p>"
    assert write(read(text, Mode.PLAIN), Mode.PLAIN).text == text


def test_html_without_a_tag_was_typed_as_plain_text():
    assert read("One\n\nTwo", Mode.HTML) == "<p>One</p><p>Two</p>"


def test_a_way_of_writing_in_itself_is_left_as_it_was_typed():
    typed = "A  *word*  \n\n\nand"

    assert convert(typed, source=Mode.MARKDOWN, target=Mode.MARKDOWN).text == typed


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_gets_past_the_cleaner(mode):
    attack = '<script>x()</script><p onclick="x()">a</p>[a](javascript:x())<img src=x>'

    html = read(attack, mode)

    assert "<script" not in html
    assert "<img" not in html
    assert "onclick=" not in html.replace("&lt;p onclick=", "")
    assert 'href="javascript' not in html


WORDS = st.sampled_from(
    "word it’s * _ ** # 1. - > ` ~~ \\ [a](b) &amp; &lt;b&gt; &amp;amp; ! -- === | ***".split()
)
LINES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts, gap: f"<{tag}>{gap.join(parts)}</{tag}>",
        st.sampled_from(["em", "strong", "u", "s", "sup", "small", "code"]),
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["", " ", "<br>"]),
    ),
    max_leaves=6,
)
FRAMES = st.sampled_from(
    [
        *("<p>{}</p>", "<h2>{}</h2>", '<p class="centre">{}</p>', "<hr><p>{}</p>"),
        *("<blockquote><p>{}</p></blockquote>", "<ul><li>{}</li><li>b</li></ul>"),
        '<div class="letter"><p>{}</p></div>',
    ]
)
BLOCKS = st.builds(
    lambda frame, lines: frame.format(" ".join(lines)),
    FRAMES,
    st.lists(LINES, min_size=1, max_size=3),
)


def without_margins(html):
    html = re.sub(r"\s+", " ", normal(html).replace("<del>", "<s>"))
    return re.sub(
        r" ?(</?(?:p|h2|ul|li|blockquote|div|hr|br)\b[^>]*>) ?", r"\1", html
    ).strip()


@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_markdown_brings_back_whatever_is_written(blocks):
    html = clean("".join(blocks))

    back = read(write(html, Mode.MARKDOWN).text, Mode.MARKDOWN)

    assert without_margins(back) == without_margins(html)
