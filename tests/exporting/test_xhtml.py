"""Clean HTML becomes XHTML in which everything stands where it may."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from fascicle.core.html import TAGS, TooComplex, clean
from fascicle.core.xhtml import to_xhtml
from fascicle.core.xhtml.attributes import address
from fascicle.core.xhtml.writer import (
    FLOW_BLOCKS,
    HOLDS_TEXT_ALONE,
    IMPLIED,
    INLINE,
    PARENTS,
)
from tests.exporting.samples import HOSTILE

PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)]),
    st.sampled_from([f"</{tag}>" for tag in sorted(TAGS)]),
    st.sampled_from(["<a href='https://e.org/ä'>", "<p class='verse'>", "&amp;", "\0"]),
    st.text(max_size=8),
)
SOUP = st.lists(PIECES, max_size=40).map("".join)


def tree(xhtml):
    return etree.fromstring(f"<section>{xhtml}</section>")


def words(markup):
    return "".join(re.sub(r"<[^>]*>", "", markup).split())


@settings(max_examples=300)
@given(SOUP)
def test_any_clean_html_becomes_well_formed_and_keeps_every_word(soup):
    try:
        html = clean(soup)
    except TooComplex:
        return

    root = tree(to_xhtml(html))

    text = "".join("".join(root.itertext()).split())
    assert text == "".join("".join(tree(to_xhtml(html, xml=False)).itertext()).split())
    kept = etree.HTML(f"<div>{html}</div>") if html.strip() else None
    assert text == ("" if kept is None else "".join("".join(kept.itertext()).split()))


@settings(max_examples=300)
@given(SOUP)
def test_every_element_stands_where_the_content_model_allows(soup):
    try:
        root = tree(to_xhtml(clean(soup)))
    except TooComplex:
        return

    for element in root.iterdescendants():
        inside = element.getparent().tag
        if element.tag in PARENTS:
            assert inside in PARENTS[element.tag]
            assert (element.tag, inside) != ("tr", "table")
        elif element.tag in FLOW_BLOCKS or element.tag == "hr":
            assert inside not in INLINE | HOLDS_TEXT_ALONE | {"p"} | set(IMPLIED)
        if inside in IMPLIED:
            assert element.tag in PARENTS
            assert not (element.tail or "").strip()


@settings(max_examples=100)
@given(SOUP)
def test_mending_what_is_mended_changes_nothing(soup):
    try:
        once = to_xhtml(clean(soup), xml=False)
    except TooComplex:
        return

    twice = to_xhtml(once, xml=False)

    assert words(twice) == words(once)
    tree(twice)


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("", ""),
        ("<p>a<br>b</p><hr>", "<p>a<br/>b</p><hr/>"),
        ("bare", "<p>bare</p>"),
        ("<p></p><p> </p>", ""),
        ("<em><p>a</p><p>b</p></em>", "<p><em>a</em></p><p><em>b</em></p>"),
        ("<ul>x</ul>", "<ul><li>x</li></ul>"),
        ("<li>x</li>", "<div>x</div>"),
        ("<dl><dd>x</dd></dl>", "<dl><dt></dt><dd>x</dd></dl>"),
        ("<p>a<em> </em>b</p>", "<p>a b</p>"),
        ("<p>&lt;b&gt; &amp; é</p>", "<p>&lt;b&gt; &amp; é</p>"),
        ("<p>\x0b\ufffe\ud800x</p>", "<p>x</p>"),
        ("<p><ruby>x</ruby></p>", "<p>x</p>"),
        ("<p><a href='/works/1'>x</a></p>", "<p>x</p>"),
        ("<p class='verse odd'>x</p>", '<p class="verse">x</p>'),
        ("<p lang='fr'>x</p>", '<p lang="fr" xml:lang="fr">x</p>'),
    ],
)
def test_these_become_those(html, xhtml):
    assert to_xhtml(html) == xhtml


def test_hostile_markup_is_flattened_not_refused():
    root = tree(to_xhtml(HOSTILE))

    depth = max(len(list(element.iterancestors())) for element in root.iter())
    assert depth < 60
    assert "deep" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/ä b", "https://example.org/%C3%A4%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://example.org:8080", "http://example.org:8080"),
        ("mailto:mira@example.org", "mailto:mira@example.org"),
        ("/works/1", ""),
        ("#note", ""),
        ("https://", ""),
        ("https://exa mple/", ""),
        ("https://me:secret@example.org/", ""),
        ("http://1.2.3.999/", ""),
        ("http://example.org:99999/", ""),
        ("http://[::1", ""),
        ("javascript:alert(1)", ""),
        ("mailto:a b", ""),
    ],
)
def test_only_addresses_that_validators_take_are_kept(given_, kept):
    assert address(given_) == kept
