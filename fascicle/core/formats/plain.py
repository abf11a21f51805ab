"""Plain text, in and out: blank lines part paragraphs."""

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from fascicle.core.html import paragraphs

#: A line that ends a scene, in the ways people type it.
_SCENE = re.compile(r"^<p>(?:\*{3,}|(?:[*#~–—-] ){2,}[*#~–—-]|⁂)</p>$")
_BLOCKS = {
    *("p", "h2", "h3", "h4", "li", "blockquote", "div", "ul", "ol", "pre", "dl"),
    *("dt", "dd", "table", "caption", "tr", "hr"),
}
_PARTED = re.compile(r"(?<=</p>)(?=<p>)")


def read_plain(text: str) -> str:
    """Clean HTML of a plain text."""
    blocks = _PARTED.split(paragraphs(text))
    return "".join("<hr>" if _SCENE.match(block) else block for block in blocks)


def write_plain(markup: str) -> str:
    """The words of clean HTML."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    blocks = (block.strip() for block in _texts(root))
    return "\n\n".join(block for block in blocks if block)


def _texts(element: HtmlElement) -> Iterator[str]:
    """The text of each block, in order; inline elements run on in theirs."""
    if element.tag == "hr":
        yield "* * *"
        return
    words = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield "".join(words)
            words = [child.tail or ""]
            yield from _item(child) if child.tag == "li" else _texts(child)
        else:
            words += [_inline(child), child.tail or ""]
    yield "".join(words)


def _item(item: HtmlElement) -> Iterator[str]:
    sign = "- "
    for text in _texts(item):
        if text.strip():
            yield sign + text.strip()
            sign = "  "


def _inline(element: HtmlElement) -> str:
    if element.tag == "br":
        return "\n"
    inner = (element.text or "") + "".join(
        _inline(child) + (child.tail or "") for child in element
    )
    if element.tag == "rt":
        return f"({inner})"
    if element.tag == "rp":
        return ""
    return f"{inner}\t" if element.tag in {"td", "th"} else inner
