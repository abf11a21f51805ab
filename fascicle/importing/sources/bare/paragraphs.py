"""Lines of story joined into paragraphs, as the file's layout tells them apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from fascicle.importing.story import Document, Line

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's inline HTML; lines of verse are parted by ``<br>``."""

    html: str
    heading: bool = False
    quoted: bool = False


class Seam(Enum):
    """What stands between two lines that follow each other."""

    JOIN = "join"
    LINE = "line"
    PARAGRAPH = "paragraph"


def text_paragraphs(document: Document, lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a stretch of story lines."""
    if document.paragraphs == "html":
        yield from html_paragraphs(lines)
        return
    layout = _layout(document)
    for block in _blocks(lines, 2 if document.paragraphs == "double" else 1):
        yield from _set_block(block, layout)


@dataclass(frozen=True, slots=True)
class _Layout:
    wrap: int
    style: str
    base: int  # the usual indent
    tight_dash: bool
    quoted: int


def _layout(document: Document) -> _Layout:
    filled = [line for line in document.lines if not line.is_blank]
    indents = Counter(line.indent for line in filled)
    depths = Counter(line.quoted for line in filled)
    return _Layout(
        document.wrap,
        document.paragraphs,
        indents.most_common(1)[0][0] if indents else 0,
        True,
        depths.most_common(1)[0][0] if depths else 0,
    )


def _blocks(lines: Sequence[Line], gap: int) -> Iterator[list[Line]]:
    """Runs of filled lines that fewer than ``gap`` blank lines part."""
    block: list[Line] = []
    blanks = 0
    for line in lines:
        if line.is_blank:
            blanks += 1
            continue
        if block and blanks >= gap:
            yield block
            block = []
        blanks = 0
        block.append(line)
    if block:
        yield block


def _set_block(block: Sequence[Line], layout: _Layout) -> Iterator[Paragraph]:
    html = block[0].html
    for above, below in zip(block, block[1:], strict=False):
        seam = _seam(above, below, block, layout)
        if seam is Seam.PARAGRAPH:
            yield Paragraph(html, quoted=above.quoted > layout.quoted)
            html = below.html
        elif seam is Seam.LINE:
            html += "<br>" + below.html
        else:
            html += _glue(html, below.html, layout) + below.html
    yield Paragraph(html, quoted=block[-1].quoted > layout.quoted)


def _seam(above: Line, below: Line, block: Sequence[Line], layout: _Layout) -> Seam:
    if above.quoted != below.quoted:
        return Seam.PARAGRAPH
    if above.indent == below.indent > layout.base and not _full(above, below, layout):
        return Seam.LINE
    if not layout.wrap:
        return Seam.PARAGRAPH
    if layout.style == "indent":
        return Seam.PARAGRAPH if below.indent > layout.base else Seam.JOIN
    if _full(above, below, layout):
        return Seam.JOIN
    return Seam.LINE


def _full(above: Line, below: Line, layout: _Layout) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    word = below.text.split(None, 1)[0]
    return len(above.text) + 1 + len(word) > layout.wrap


def _glue(above: str, below: str, layout: _Layout) -> str:
    if _WIDE.match(above[-1:]) or _WIDE.match(below[:1]):
        return ""
    if above.endswith(("--", "—")) or below.startswith(("--", "—")):
        return "" if layout.tight_dash else " "
    if above.endswith("-") and len(above) > 1 and above[-2].isalpha():
        return ""
    return " "


_PIECE = re.compile(r"<p>|<hr>|<br>(?:\s*<br>)+")


def html_paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Paragraphs of HTML: parted by block elements or two line breaks."""
    markup = "\n".join(line.html for line in lines)
    for piece in _PIECE.split(markup):
        text = re.sub(r"\s+", " ", piece).strip()
        while text.startswith("<br>") or text.endswith("<br>"):
            text = text.removeprefix("<br>").removesuffix("<br>").strip()
        if re.sub(r"<[^<>]*>", "", text).strip():
            yield Paragraph(_join_inline(text))


_SEAM = re.compile(r"</(em|strong|u|s|sup|sub)>(\s*)<\1>")


def _join_inline(text: str) -> str:
    return _SEAM.sub(r"\2", text)
