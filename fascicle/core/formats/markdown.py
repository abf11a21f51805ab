"""Markdown, in and out: CommonMark, with HTML for what it has no sign for.

https://spec.commonmark.org/0.31.2/
"""

import re
from collections.abc import Callable, Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from fascicle.core.html import clean_story

_READER = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
#: Line ends that the reader puts between blocks, where HTML needs none.
_BETWEEN = re.compile(
    r"(</(?:p|h[1-6]|ul|ol|li|blockquote|div|pre|table|dl)>|<[hb]r ?/?>"
    r"|<(?:ul|ol|blockquote|li)>)\n"
)
_BLANK_LINES = re.compile(r"\n\s*\n")
#: Two lists in a row would be one: https://spec.commonmark.org/0.31.2/#example-308
_APART = "<!-- -->"
_SPECIAL = re.compile(r"([\\`*_\[\]<~])|&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}[.)])", re.MULTILINE)
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**", "s": "~~", "del": "~~"}
_LEVELS = {"h2": "##", "h3": "###", "h4": "####"}


def read_markdown(text: str) -> str:
    """Untrusted HTML of a text in Markdown."""
    rendered = _READER.render(text).replace(f"{_APART}\n", "")
    return _BETWEEN.sub(r"\1", rendered).strip()


def write_markdown(markup: str) -> str:
    """Clean HTML as Markdown; what its signs cannot say stays HTML, so nothing is lost."""
    pieces: list[str] = []
    before = ""
    for element in _blocks(markup):
        if element.tag == before and before in {"ul", "ol"}:
            pieces.append(_APART)
        pieces.append(_written(element))
        before = element.tag
    return "\n\n".join(pieces)


def _blocks(markup: str) -> Iterator[HtmlElement]:
    for part in lxml_html.fragments_fromstring(markup):
        if isinstance(part, str):
            element = lxml_html.Element("p")
            element.text = part
            if part.strip():
                yield element
            continue
        part.tail = None
        yield part


def _written(block: HtmlElement) -> str:
    """A block by Markdown's signs if they bring back the same, else as HTML."""
    tried = _block(block)
    if tried is not None and _same(clean_story(read_markdown(tried)), _as_html(block)):
        return tried
    return _BLANK_LINES.sub("\n", _as_html(block))


def _as_html(block: HtmlElement) -> str:
    return str(lxml_html.tostring(block, encoding="unicode", with_tail=False))


def _same(one: str, other: str) -> bool:
    return _normal(one) == _normal(clean_story(other))


def _normal(markup: str) -> str:
    for short, long in (("b", "strong"), ("i", "em"), ("del", "s")):
        markup = re.sub(rf"<(/?){short}>", rf"<\1{long}>", markup)
    return " ".join(markup.split())


def _block(block: HtmlElement) -> str | None:
    write = _WAYS.get(block.tag)
    has_more = block.attrib and block.tag != "ol"
    return None if write is None or has_more else write(block)


def _heading(block: HtmlElement) -> str:
    return f"{_LEVELS[block.tag]} {_inline(block)}"


def _quotation(block: HtmlElement) -> str:
    inner = "\n\n".join(_written(child) for child in block)
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _list(block: HtmlElement) -> str:
    lines = []
    for number, item in enumerate(block, int(block.get("start", "1") or 1)):
        sign = "- " if block.tag == "ul" else f"{number}. "
        if any(child.tag in {"p", "ul", "ol", "blockquote"} for child in item):
            inner = "\n\n".join(_written(child) for child in item)
        else:
            inner = _inline(item)
        lines.append(sign + inner.replace("\n", "\n" + " " * len(sign)))
    return "\n".join(lines)


def _inline(element: HtmlElement) -> str:
    pieces = [_escaped(element.text)]
    for child in element:
        pieces += [_inline_element(child), _escaped(child.tail)]
    text = "".join(pieces)
    return _AT_START.sub(r"\1\\\2", text) if element.tag == "p" else text


def _inline_element(element: HtmlElement) -> str:
    inner = _inline(element)
    tag = element.tag
    if tag == "br":
        return "\\\n"
    if tag == "a" and set(element.attrib) <= {"href", "rel"} and element.get("href"):
        return f"[{inner}](<{element.get('href')}>)"
    if tag == "img":
        return _picture(element)
    if tag in _SIGNS and not element.attrib and inner == inner.strip() and inner:
        return f"{_SIGNS[tag]}{inner}{_SIGNS[tag]}"
    opening = _as_html(_hollow(element)).removesuffix(f"</{tag}>")
    return f"{opening}{inner}</{tag}>"


def _picture(element: HtmlElement) -> str:
    alone = set(element.attrib) <= {"src", "alt"}
    if not alone:
        return _as_html(_hollow(element))
    return f"![{_escaped(element.get('alt'))}]({element.get('src')})"


def _hollow(element: HtmlElement) -> HtmlElement:
    hollow = lxml_html.Element(element.tag)
    hollow.attrib.update(element.attrib)
    return hollow


_WAYS: dict[str, Callable[[HtmlElement], str]] = {
    "p": _inline,
    "hr": lambda _: "* * *",
    "blockquote": _quotation,
    **dict.fromkeys(_LEVELS, _heading),
    **dict.fromkeys(("ul", "ol"), _list),
}


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text or "")
