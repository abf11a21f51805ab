"""A file's lines as a reader sees them, and how the file is laid out."""

import html
import re
from collections.abc import Sequence
from statistics import median

from fascicle.importing.story import Document, Line, SourceText

from .html_lines import html_lines

_QUOTE = re.compile(r"(?:[ \t]?>(?![><.;:*~_=)-]))+ ?")
_INLINE_TAG = re.compile(r"(?i)</?(?:i|b|em|strong|u)>")


def lay_out(source: SourceText) -> Document:
    """The lines of a file, one ``Line`` each, with the file's layout measured."""
    if source.is_html:
        lines = html_lines(source.lines)
        return Document(source, lines, paragraphs="html")
    quoted = _is_quoted_reply(source.lines)
    lines = tuple(_text_line(n, text, quoted) for n, text in enumerate(source.lines, 1))
    return Document(source, lines, wrap_column(lines), paragraph_style(lines))


def _is_quoted_reply(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    marked = sum(line.lstrip().startswith(">") for line in filled)
    return marked >= 3 or marked * 2 > len(filled)


def _text_line(number: int, raw: str, quoted: bool) -> Line:
    depth = 0
    if quoted and raw.lstrip().startswith(">"):
        mark = _QUOTE.match(raw)
        if mark:
            depth = mark.group().count(">")
            raw = raw[mark.end() :]
    text = raw.replace("\f", "").rstrip()
    lead = text[: len(text) - len(text.lstrip())]
    indent = sum(2 if char == "\u3000" else 1 for char in lead.expandtabs(8))
    return Line(number, text, html.escape(text.strip(), quote=False), (), indent, depth)


def wrap_column(lines: Sequence[Line]) -> int:
    """The column at which lines were broken by hand or by a program; 0 if they were not."""
    lengths = sorted(len(line.text) for line in lines if not line.is_blank)
    if len(lengths) < 8:
        return 0
    longest = lengths[int(len(lengths) * 0.98)]
    if longest > 110 or longest < 25:
        return 0
    near = sum(length > longest - 14 for length in lengths)
    return longest if near * 4 > len(lengths) else 0


def paragraph_style(lines: Sequence[Line]) -> str:
    """How paragraphs are told apart: "blank", "indent" or "line"."""
    filled = [line for line in lines if not line.is_blank]
    if len(filled) < 3:
        return "blank"
    indented = sum(2 <= line.indent <= 12 for line in filled)
    after_blank = sum(
        a.is_blank and not b.is_blank for a, b in zip(lines, lines[1:], strict=False)
    )
    if indented * 12 > len(filled) and after_blank * 2 < indented:
        return "indent"
    if (
        after_blank * 6 < len(filled)
        and median(len(line.text) for line in filled) > 110
    ):
        return "line"
    return (
        "line" if not wrap_column(lines) and after_blank * 6 < len(filled) else "blank"
    )
