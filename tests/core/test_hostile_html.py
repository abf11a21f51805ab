"""What attackers write, given to the cleaner: nothing of it runs, and none of it takes long."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.bombs import BOMBS
from fascicle.core.html import TooComplex, clean

ATTACKS = [
    # Mutation: harmless as it is read first, harmful as it is read again.
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">',  # noqa: E501
    '<svg></p><style><a id="</style><img src=1 onerror=x()>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x()>",
    '<noscript><p title="</noscript><img src=x onerror=x()>">',
    '<svg><annotation-xml encoding="text/html"><style><img src=x onerror=x()></style>',
    '<math><annotation-xml encoding="text/html"><style><!--</style><img src=x onerror=x()>--></style>',  # noqa: E501
    '<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=x()>">',  # noqa: E501
    "<table><caption><svg><title><table><style><a title='</style><img src onerror=x()>'>",
    '<xmp><p title="</xmp><svg/onload=x()>">',
    "<!--><img src=x onerror=x()>-->",
    "<!--!><script>x()</script>-->",
    "<?xml version='1'?><script>x()</script>",
    "<![CDATA[<script>x()</script>]]>",
    # Through what the translation of styles does.
    "<p style='font-style:italic'><script>x()</script></p>",
    '<style><!--</style><script>x()</script>--></style><p class="s1">a</p>',
    "<style>.s1{font-style:italic}</style><span class=s1 onclick=x()>a</span>",
    "<p style=x>&lt;script&gt;x()&lt;/script&gt;&lt;img src=x onerror=x()&gt;</p>",
    '<font color="&quot;&gt;&lt;script&gt;x()&lt;/script&gt;">a</font>',
    '<a style=x href="javascript:x()#_ftn1">1</a>',
    '<a style=x href=" java\tscript:x()">1</a>',
    "<p style=x><!--[if gte mso 9]><script>x()</script><![endif]--></p>",
    "<![if !x]><script>x()</script><![endif]><p style=x>a</p>",
    "<o:p onclick=x()><script>x()</script></o:p>",
    "<center onclick=x()>a</center><body onload=x() style=x>",
    # Addresses.
    '<a href="data:text/html,<script>x()</script>">a</a>',
    '<a href="vbscript:x()">a</a><a href="JaVaScRiPt:x()">a</a><a href="\x01javascript:x()">a</a>',
    '<a href="&#106;&#97;vascript:x()">a</a><a href="//evil.example/" target=_blank ping=x>a</a>',
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=x"><link rel=import href=x>',  # noqa: E501
    '<iframe srcdoc="<script>x()</script>"></iframe><object data=x><embed src=x><video src=x>',
    '<form action=x><input autofocus onfocus=x()><button formaction="javascript:x()">a</button></form>',  # noqa: E501
    '<p id=config name=config class="masthead verse">a</p>',
    "<img src=x onerror=x()><image src=x onerror=x()><svg/onload=x()>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_an_attack_is_left(attack):
    html = clean(attack)

    markup = " ".join(re.findall(r"<[^>]*>", html)).lower()
    assert not re.search(
        r"\son\w+\s*=|\s(?:id|name|style|src|srcdoc|target)\s*=", markup
    )
    assert not re.search(
        r"<(?:script|style|svg|math|img|iframe|form|input|base|meta|link|template)\b",
        markup,
    )
    assert not re.search(r"(?:javascript|vbscript|data)\s*:", markup)
    assert "masthead" not in markup
    assert clean(html) == html


@pytest.mark.parametrize("name", BOMBS)
def test_no_word_is_lost_to_a_bomb(name):
    """It is refused, or what it says stays. How long that takes, ``bench/cleaning.py`` tells."""
    bomb = BOMBS[name]
    try:
        html = clean(bomb)
    except TooComplex:
        return
    assert clean(html) == html
    if bomb.endswith("x"):
        assert "x" in html


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<i style='font-style:italic'>",
            "</i>",
            "<div>",
        ),
        *(
            "</div>",
            "<span style='font-weight:bold'>",
            "</span>",
            "<br>",
            "<hr>",
            "&amp;",
        ),
        *(
            "<h1>",
            "</h1>",
            "<ul>",
            "<li>",
            "</ul>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
        ),
        *(
            "<a href='#_ftn1'>",
            "</a>",
            "<sup>",
            "</sup>",
            "<center>",
            "</center>",
            "* * *",
        ),
        *(
            "word",
            " ",
            "\u00a0",
            "\n",
            "<",
            ">",
            '"',
            "<!--",
            "-->",
            "<svg>",
            "<style>",
        ),
        *(
            "<p align=center>",
            "<font size=2>",
            "</font>",
            "&nbsp;",
            "&#x202e;",
            "\u202e",
        ),
        *(
            "</style>",
            "<blockquote>",
            "<p class=MsoNormal>",
            "<o:p>",
            "</o:p>",
            "<pre>",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_cleaning_again_changes_nothing_of_any_soup(pieces):
    try:
        once = clean("".join(pieces))
    except TooComplex:
        return
    assert clean(once) == once


@given(
    st.lists(st.sampled_from(["<b>", "<span style=x>", "<p>", "</p>", "</b>", "<div>"]))
)
def test_words_outlive_any_nesting(marks):
    assert "storyline" in clean(f"<p style=x>{''.join(marks)}storyline")


def test_letters_are_not_turned_around():
    assert clean("<p>a\u202egpj.exe</p>") == "<p>agpj.exe</p>"
    assert clean("<p>\u2067שלום\u2069</p>") == "<p>\u2067שלום\u2069</p>"
