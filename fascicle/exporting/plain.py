"""Clean HTML as plain text: a line for each paragraph, with the marks people type by hand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree

from fascicle.core.html import strip_illegal
from fascicle.core.xhtml import to_xhtml
from fascicle.core.xhtml.tree import parse

#: Where a centred line has its middle, twice.
WIDTH = 72
BREAK = "* * *"
_MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**", "u": "_"}
_BLOCKS = frozenset(
    "p h2 h3 h4 div blockquote pre li dt dd caption ul ol dl table tr".split()
)
_WHITE = re.compile("[ \t\n\r\f]+")


def plain_text(html: str) -> str:
    """All its words in one line."""
    root = parse(strip_illegal(html))
    if root is None:
        return ""
    for element in root.iter("p", "br", "li", "div", "hr", "td"):
        element.tail = f" {element.tail or ''}"
    return " ".join("".join(str(part) for part in root.itertext()).split())


def centred(line: str) -> str:
    """The line in the middle of a page; as it is if it is too wide."""
    return " " * max(0, (WIDTH - columns(line)) // 2) + line


def columns(line: str) -> int:
    """How many columns a line fills where letters are of one width, or two."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in line
    )


def as_plain_text(html: str) -> str:
    """The text with blank lines between its paragraphs."""
    xhtml = to_xhtml(html, xml=False)
    if not xhtml:
        return ""
    root = etree.fromstring(f"<div>{xhtml}</div>", etree.XMLParser(huge_tree=True))
    writer = _Writer()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            writer.start(element)
        else:
            writer.end(element)
    return writer.finish()


@dataclass(slots=True)
class _Container:
    """Something that sets its lines in: a quotation, a list."""

    source: etree._Element
    first: str  # before its first line
    rest: str  # before the others
    is_item: bool = False


#: What stands before the words of these.
_OPENED_BY = {"q": "“", "rt": "("}


class _Writer:
    def __init__(self) -> None:
        self._blocks: list[tuple[str, bool]] = []  # text, and whether a list item
        self._line: list[str] = []
        self._containers: list[_Container] = []
        self._waiting: list[str] = []  # marks not yet put before a word

    def start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._break_block(element)
            self._contain(element)
        elif tag == "hr":
            self._break_block(element)
            self._blocks.append((centred(BREAK), False))
        elif tag == "br":
            self._line.append("\n")
        elif tag in _OPENED_BY:
            self._say(_OPENED_BY[tag])
        elif tag == "img":
            self._say(f"[{element.get('alt', '')}]")
        elif mark := _mark_of(element):
            self._waiting.append(mark)
        if tag != "rp":
            self._text(element, element.text)

    def end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._break_block(element)
            if self._containers and self._containers[-1].source is element:
                self._containers.pop()
        else:
            self._end_inline(element, tag)
        self._text(element.getparent(), element.tail)

    def _end_inline(self, element: etree._Element, tag: str) -> None:
        if tag == "q":
            self._say("”")
        elif tag == "rt":
            self._say(")")
        elif tag in {"td", "th"} and element.getnext() is not None:
            self._line.append(" | ")
        elif tag == "a":
            self._say_address(element)
        elif mark := _mark_of(element):
            self._end_mark(mark)

    def finish(self) -> str:
        self._break_block(None)
        text = ""
        was_item = False
        for block, is_item in self._blocks:
            text += ("\n" if is_item and was_item else "\n\n") + block
            was_item = is_item
        return text.lstrip("\n")

    def _text(self, element: etree._Element | None, text: str | None) -> None:
        if not text:
            return
        if element is None or not _is_kept_as_typed(element):
            text = _WHITE.sub(" ", text)
            if not self._line or self._line[-1].endswith((" ", "\n")):
                text = text.removeprefix(" ")
        self._say(text)

    def _say(self, text: str) -> None:
        bare = text.lstrip(" ")
        if self._waiting and bare:
            self._line += [text[: len(text) - len(bare)], *self._waiting, bare]
            self._waiting.clear()
        elif text:
            self._line.append(text)

    def _end_mark(self, mark: str) -> None:
        if self._waiting:
            self._waiting.pop()  # nothing stood in it
            return
        line = "".join(self._line)
        bare = line.rstrip(" \n")
        self._line = [bare, mark, line[len(bare) :]]

    def _say_address(self, link: etree._Element) -> None:
        address = str(link.get("href"))
        words = "".join(str(part) for part in link.itertext())
        if address.removeprefix("mailto:") not in words:
            self._say(f" <{address}>")

    def _break_block(self, element: etree._Element | None) -> None:
        if element is not None and _is_in_a_cell(element):
            if self._line and not self._line[-1].endswith(" "):
                self._line.append(" ")
            return
        text = "".join(self._line).strip("\n").rstrip(" \n")
        self._line.clear()
        if not text:
            return
        if element is not None and "centre" in _classes_around(element):
            text = "\n".join(centred(line.strip()) for line in text.split("\n"))
        self._blocks.append((self._set_in(text), self._is_item()))

    def _set_in(self, text: str) -> str:
        lines = [line.rstrip() for line in text.split("\n")]
        for container in reversed(self._containers):
            first, rest = container.first, container.rest
            lines = [
                ((rest if n else first) + line).rstrip() for n, line in enumerate(lines)
            ]
            container.first = container.rest
        return "\n".join(lines)

    def _is_item(self) -> bool:
        return any(container.is_item for container in self._containers)

    def _contain(self, element: etree._Element) -> None:
        classes = (element.get("class") or "").split()
        if element.tag == "blockquote":
            self._containers.append(_Container(element, "> ", "> "))
        elif element.tag == "li":
            bullet = _bullet_of(element)
            self._containers.append(
                _Container(element, bullet, " " * len(bullet), is_item=True)
            )
        elif element.tag == "dd" or "verse" in classes or "letter" in classes:
            self._containers.append(_Container(element, "    ", "    "))


def _mark_of(element: etree._Element) -> str:
    if element.tag == "span" and element.get("class") == "underline":
        return "_"
    return _MARKS.get(str(element.tag), "")


def _bullet_of(item: etree._Element) -> str:
    around = item.getparent()
    if around is None or around.tag != "ol":
        return "- "
    first = int(around.get("start") or 1)
    return f"{first + around.index(item)}. "


def _is_kept_as_typed(element: etree._Element) -> bool:
    return element.tag == "pre" or next(element.iterancestors("pre"), None) is not None


def _is_in_a_cell(element: etree._Element) -> bool:
    return next(element.iterancestors("td", "th"), None) is not None


def _classes_around(element: etree._Element) -> list[str]:
    chain = [element, *element.iterancestors("div")]
    return [name for one in chain for name in (one.get("class") or "").split()]
