"""Writes a tree so that each element stands only where the content model of HTML allows it.

Inline elements are opened when text comes and closed where a block begins, so emphasis
around two paragraphs becomes emphasis in each. Blocks that are missing are put in (a
list item, a cell); blocks that can't be where they are let their text through.
"""

import re
from dataclasses import dataclass
from html import escape

from lxml import etree

from fascicle.core.xhtml.attributes import as_text, attributes

INLINE = frozenset(
    "em strong i b u s del ins small sub sup abbr code q cite a span ruby rt rp bdi bdo".split()
)
#: May stand wherever blocks may.
FLOW_BLOCKS = frozenset(
    ("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "dl", "table", "div", "pre")
)
#: May stand only in these.
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"thead", "tbody", "table"},
    "td": {"tr"},
    "th": {"tr"},
}
HOLDS_BLOCKS = frozenset(("", "div", "blockquote", "li", "dd", "td", "th"))
HOLDS_TEXT_ALONE = frozenset(("h2", "h3", "h4", "pre", "dt", "caption"))
#: Text right in these is put into a paragraph.
WANTS_PARAGRAPHS = frozenset(("", "blockquote"))
#: What a container gets when text or a block comes where an item should.
IMPLIED = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tr": "td",
}
MAX_BLOCKS = 32
MAX_INLINES = 16
_SPACE = " \t\n\r\f"
_RUBY = re.compile(r"(?:b+(?:t|ptp))+\Z")


@dataclass(slots=True)
class _Block:
    tag: str
    source: etree._Element | None
    at: int  # where its start tag is in the output
    last: str = ""  # the tag of its newest child


@dataclass(slots=True)
class _Inline:
    tag: str
    start: str
    source: etree._Element


class Writer:
    """Takes the starts and ends of a tree's elements in order; ``finish`` gives the text."""

    def __init__(self, *, xml: bool) -> None:
        self._xml = xml
        self._out: list[str] = []
        self._blocks = [_Block("", None, 0)]
        self._inlines: list[_Inline] = []
        self._opened = 0  # how many of the inlines are open in the output

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in INLINE:
            self._begin_inline(element)
        elif tag == "br":
            self._break_line()
        elif tag == "img":
            self._picture(element)
        elif tag == "hr":
            self._rule()
        elif tag in FLOW_BLOCKS or tag in PARENTS:
            self._begin_block(element)
        self.text(element.text)

    def end(self, element: etree._Element) -> None:
        if self._inlines and self._inlines[-1].source is element:
            self._end_inline()
        elif element.tag in FLOW_BLOCKS or element.tag in PARENTS:
            self._end_block(element)
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        if not text:
            return
        if not text.strip(_SPACE):
            if self._top not in IMPLIED:
                self._out.append(text)
            return
        self._go_inline()
        self._out.append(escape(text, quote=False))

    def _go_inline(self) -> None:
        """Open what must be, so that text may stand here."""
        if self._top in WANTS_PARAGRAPHS:
            self._open("p")
        self._imply_items()
        self._open_inlines()

    def _picture(self, element: etree._Element) -> None:
        kept = attributes(element, xml=self._xml)
        if "src" in kept:
            self._go_inline()
            self._out.append(f"<img{as_text({'alt': '', **kept})}/>")

    def finish(self) -> str:
        self._close_inlines()
        while len(self._blocks) > 1:
            self._close()
        return "".join(self._out).strip(_SPACE)

    # ------------------------------------------------------------ inline elements

    def _begin_inline(self, element: etree._Element) -> None:
        tag = str(element.tag)
        kept = attributes(element, xml=self._xml)
        if len(self._inlines) >= MAX_INLINES or not self._has_sense(element, kept):
            return
        self._inlines.append(_Inline(tag, f"<{tag}{as_text(kept)}>", element))

    def _has_sense(self, element: etree._Element, kept: dict[str, str]) -> bool:
        match element.tag:
            case "a":
                return "href" in kept and all(i.tag != "a" for i in self._inlines)
            case "bdo":
                return "dir" in kept
            case "span":
                return bool(kept)
            case "ruby":
                return len(self._inlines) < MAX_INLINES - 4 and _is_sound_ruby(element)
            case "rt" | "rp":
                parent = element.getparent()
                return any(inline.source is parent for inline in self._inlines)
        return True

    def _end_inline(self) -> None:
        inline = self._inlines.pop()
        if self._opened > len(self._inlines):
            self._out.append(f"</{inline.tag}>")
            self._opened -= 1

    def _open_inlines(self) -> None:
        for inline in self._inlines[self._opened :]:
            self._out.append(inline.start)
        self._opened = len(self._inlines)

    def _close_inlines(self) -> None:
        for inline in reversed(self._inlines[: self._opened]):
            self._out.append(f"</{inline.tag}>")
        self._opened = 0

    # ------------------------------------------------------------ blocks

    @property
    def _top(self) -> str:
        return self._blocks[-1].tag

    def _begin_block(self, element: etree._Element) -> None:
        self._close_inlines()
        tag = self._place_for(element)
        too_deep = len(self._blocks) >= MAX_BLOCKS and tag not in {"p", "h2", "h3"}
        if not tag or too_deep:
            self._out.append(" ")
            return
        kept = attributes(element, xml=self._xml) if tag == element.tag else {}
        self._open(tag, as_text(kept), element)

    def _end_block(self, element: etree._Element) -> None:
        for depth in range(len(self._blocks) - 1, 0, -1):
            if self._blocks[depth].source is element:
                self._close_inlines()
                while len(self._blocks) > depth:
                    self._close()
                return

    def _break_line(self) -> None:
        if self._top not in IMPLIED and self._top not in WANTS_PARAGRAPHS:
            self._out.append("<br/>")

    def _rule(self) -> None:
        self._close_inlines()
        if self._make_room():
            self._out.append("<hr/>")

    def _place_for(self, element: etree._Element) -> str:
        """Close and open what must be so that the block may stand; which it is then, or ""."""
        tag = str(element.tag)
        if tag in PARENTS:
            parent = element.getparent()
            depth = next(
                (n for n, open_ in enumerate(self._blocks) if open_.source is parent), 0
            )
            if self._blocks[depth].tag in PARENTS[tag]:
                while len(self._blocks) > depth + 1:
                    self._close()
                return self._place_for_item(tag)
            tag = "div"
        return tag if self._make_room() else ""

    def _place_for_item(self, tag: str) -> str:
        parent = self._blocks[-1]
        if tag == "dd" and not parent.last:
            self._open("dt")
            self._close()
        if tag == "tr" and parent.tag == "table":
            self._open("tbody")
        if tag == "thead" and parent.last not in {"", "caption"}:
            return "tbody"
        if tag == "caption" and parent.last:
            self._imply_items()
            return "div"
        return tag

    def _make_room(self) -> bool:
        """Whether a block may stand here, now that an open paragraph is closed."""
        if self._top == "p":
            self._close()
        if self._top in HOLDS_TEXT_ALONE:
            return False
        self._imply_items()
        return True

    def _imply_items(self) -> None:
        while implied := IMPLIED.get(self._top):
            if implied == "dd" and not self._blocks[-1].last:
                self._open("dt")
                self._close()
            self._open(implied)

    def _open(
        self, tag: str, text: str = "", source: etree._Element | None = None
    ) -> None:
        self._blocks[-1].last = tag
        self._blocks.append(_Block(tag, source, len(self._out)))
        self._out.append(f"<{tag}{text}>")

    def _close(self) -> None:
        block = self._blocks.pop()
        if block.tag == "p" and not "".join(self._out[block.at + 1 :]).strip(_SPACE):
            del self._out[block.at :]  # an empty paragraph
            return
        if block.tag == "dl" and block.last == "dt":
            self._out.append("<dd></dd>")
        self._out.append(f"</{block.tag}>")


def _is_sound_ruby(ruby: etree._Element) -> bool:
    """Whether it is base text and reading in turn, with nothing but text elements inside."""
    within = [str(element.tag) for element in ruby.iterdescendants()]
    if any(tag not in INLINE or tag == "ruby" for tag in within):
        return False
    pattern = "b" if (ruby.text or "").strip(_SPACE) else ""
    for child in ruby:
        filled = "".join(map(str, child.itertext())).strip(_SPACE)
        if child.tag in {"rt", "rp"}:
            pattern += str(child.tag)[1] if filled else "x"
        elif filled:
            pattern += "b"
        if (child.tail or "").strip(_SPACE):
            pattern += "b"
    nested = sum(tag in {"rt", "rp"} for tag in within)
    return nested == len(ruby.findall("rt")) + len(ruby.findall("rp")) and bool(
        _RUBY.match(pattern)
    )
