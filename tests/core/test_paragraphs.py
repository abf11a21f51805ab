"""What a paragraph is: the unit in which places and passages are kept."""

import random

import pytest

from fascicle.core.html import TooComplex, clean, paragraph_texts, with_mark

CASES = {
    "<p>One.</p><p>Two  <em>and</em>\n half.</p>": ["One.", "Two and half."],
    "<p>lit,<br>the boat</p>": ["lit, the boat"],
    "<p> </p><p>\u00a0</p><hr><p>Three</p>": ["Three"],
    "<blockquote><p>So</p><p>it says</p></blockquote>": ["So", "it says"],
    "<div>Alone</div><blockquote>Bare</blockquote>": ["Alone", "Bare"],
    "<ul><li>one</li><li><p>two</p></li></ul>": ["one", "two"],
    "<table><tr><th>a</th><td>b</td></tr></table>": ["a", "b"],
    "Nothing<br>around it": ["Nothing around it"],
    "<p>a&amp;b 😀 c</p>": ["a&b 😀 c"],
    "<ul><li>one<ol><li>within</li></ol>and on</li><li> </li></ul>": [
        "one and on",
        "within",
    ],
    "<blockquote>Said:<p>so</p></blockquote><div><p>Dear</p>you</div>": [
        *("Said:", "so", "you", "Dear"),
    ],
    "<p>a</p>Bare <em>words</em><p>b</p>": ["Bare words", "a", "b"],
    "<table><caption>So</caption><tr><td><p>x</p><p></p></td><td>y</td></tr></table>": [
        *("So", "x", "y"),
    ],
    "<dl><dt>lamp</dt><dd>a light<pre>on\n  it</pre></dd></dl>": [
        *("lamp", "a light", "on it"),
    ],
    "": [],
}


@pytest.mark.parametrize(("html", "texts"), CASES.items())
def test_paragraphs_are_the_blocks_that_hold_words_of_their_own(html, texts):
    assert paragraph_texts(html) == texts


HOLDERS = (
    *("p", "h2", "li", "ul", "ol", "blockquote", "div", "pre", "dl", "dt", "dd"),
    *("table", "tr", "td", "th", "caption", "em", "span", "a", "ruby", "rt", "q"),
)
WORDS = (
    "lamp ",
    " boat",
    "\n",
    "",
    "\u00a0",
    "é",
    "灯台",
    "😀",
    "a&amp;b",
    "\ufeff",
    "<br>",
)


def nasty(chance):
    """A text as no writer means it and some program makes it, cleaned."""
    try:
        return clean(f"{nested(chance)}<p>the end</p>")
    except TooComplex:
        return nasty(chance)


def nested(chance, depth=4):
    parts = []
    for _ in range(chance.randint(0, 4)):
        if depth and chance.random() < 0.6:
            tag = chance.choice(HOLDERS)
            parts.append(f"<{tag}>{nested(chance, depth - 1)}</{tag}>")
        else:
            parts.append(chance.choice(WORDS))
    return "".join(parts)


def test_a_mark_stands_before_the_character_it_is_for():
    chance = random.Random(3)
    for _ in range(300):
        html = nasty(chance)
        texts = paragraph_texts(html)
        paragraph = chance.randrange(len(texts))
        text = texts[paragraph]
        offset = chance.choice([n for n, one in enumerate(text) if one != " "])

        marked = paragraph_texts(with_mark(html, paragraph, offset, "⚑"))

        assert marked[paragraph] == f"{text[:offset]}⚑{text[offset:]}"


@pytest.mark.parametrize(("paragraph", "offset"), [(0, 99), (7, 0), (9**9, 9**9)])
def test_a_mark_for_what_is_not_there_stands_near(paragraph, offset):
    html = with_mark("<p>One.</p><p>Two.</p>", paragraph, offset, "⚑")

    expected = (
        "<p>One⚑.</p><p>Two.</p>" if paragraph == 0 else "<p>One.</p><p>⚑Two.</p>"
    )
    assert html == expected
    assert with_mark("<hr>", paragraph, offset, "⚑") == "⚑<hr>"
