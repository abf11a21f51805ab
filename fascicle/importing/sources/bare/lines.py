"""A file's lines as a reader sees them, and how the file is laid out."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from fascicle.importing.story import Document, Line, SourceText

from .html_lines import html_lines, is_plain_inside
from .inline import Inline
from .layout import measure
from .repairs import NO_BREAK

_QUOTE = re.compile(r"(?:[ \t]{0,2}>){1,20}(?=$|[^><.;:~=)-]) ?")
_FROM = re.compile(r">+From ")
_TAG = re.compile(r"(?i)[<\[](/?)(i|b|em|strong|u)[>\]]")


def lay_out(source: SourceText) -> Document:
    """The lines of a file, one ``Line`` each, with the file's layout measured."""
    if source.is_html:
        lines = html_lines(source.lines)
        if not is_plain_inside(lines):
            return Document(source, lines, paragraphs="html")
        lines = html_lines(source.lines, spaces=True)
    else:
        lines = _text_lines(source.lines)
    layout = measure(lines)
    return Document(source, lines, layout.wrap, layout.paragraphs)


def _text_lines(raw: Sequence[str]) -> tuple[Line, ...]:
    quoted = _is_quoted_reply(raw)
    lines = tuple(_text_line(n, text, quoted) for n, text in enumerate(raw, 1))
    return _with_tags(lines) if any(_TAG.search(text) for text in raw) else lines


def _is_quoted_reply(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    marked = sum(line.lstrip().startswith(">") for line in filled)
    return marked >= 3 or marked * 2 > len(filled)


def _text_line(number: int, raw: str, quoted: bool) -> Line:
    depth = 0
    if _FROM.match(raw):
        raw = raw[1:]
    elif quoted and raw.lstrip()[:1] == ">":
        mark = _QUOTE.match(raw)
        if mark:
            depth = mark.group().count(">")
            raw = raw[mark.end() :]
    runs_on = raw.endswith(NO_BREAK)
    text = raw.replace("\f", "").replace(NO_BREAK, "")
    shown = html.escape(text.strip(), quote=False)
    if runs_on and text.endswith(" "):
        shown += " "
    text = text.rstrip()
    lead = text[: len(text) - len(text.lstrip())]
    indent = sum(2 if char == "\u3000" else 1 for char in lead.expandtabs(8))
    return Line(number, text, shown, (), indent, depth, runs_on)


def _with_tags(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of plain text in which ``<i>`` or ``[i]`` is mark-up, not text."""
    inline = Inline(
        match.group(2).lower()
        for line in lines
        for match in _TAG.finditer(line.text)
        if match.group(1)
    )
    return tuple(_tagged(line, inline) for line in lines)


def _tagged(line: Line, inline: Inline) -> Line:
    marked, at, text = [inline.reopened()], 0, line.text.lstrip()
    for match in _TAG.finditer(text):
        marked.append(html.escape(text[at : match.start()], quote=False))
        marked.append(inline.tag(match.group(2).lower(), closing=bool(match.group(1))))
        at = match.end()
    marked.append(html.escape(text[at:], quote=False))
    marked.append(inline.closed())
    tail = " " if line.html.endswith(" ") else ""
    return replace(
        line,
        text=_TAG.sub("", line.text),
        html=inline.tidy("".join(marked)).strip() + tail,
    )
