"""HTML as saved from old sites, line by line: what shows, and what begins where."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fascicle.importing.story import Line

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})([^<>]{0,4000})>|<[!?][^<>]{0,4000}>")
_INLINE = {
    "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "b": "strong", "strong": "strong", "u": "u", "ins": "u",
    "s": "s", "strike": "s", "del": "s", "sup": "sup", "sub": "sub",
}  # fmt: skip
#: Elements that begin something new; their start is listed in ``Line.opens``.
_BLOCK = frozenset(
    "address blockquote body br caption center dd div dl dt form frame h1 h2 h3 h4 h5 h6 head hr html"
    " img li link meta ol p pre table tbody td th thead title tr ul".split()
)
#: Elements whose start or end parts two paragraphs.
_PARTING = _BLOCK - {"br", "img", "link", "meta", "form"}
_HIDDEN = ("script", "style")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")


@dataclass(slots=True)
class _State:
    """Where the reader stands between two lines."""

    inline: list[str] = field(default_factory=list)
    hidden: str = ""  # the end that is waited for: "-->", "</script", "</style"
    preformatted: bool = False


def html_lines(lines: Sequence[str]) -> tuple[Line, ...]:
    """One ``Line`` for each line of an HTML file.

    ``Line.html`` is balanced within the line; ``<p>`` in it marks where a paragraph begins
    or ends, ``<br>`` and ``<hr>`` stand for themselves.
    """
    state = _State()
    return tuple(
        _html_line(number, line, state) for number, line in enumerate(lines, 1)
    )


def _html_line(number: int, source: str, state: _State) -> Line:
    shown: list[str] = []
    marked = [f"<{tag}>" for tag in state.inline]
    opens: list[str] = []
    for piece in _pieces(source, state):
        if isinstance(piece, str):
            text = _SPACE.sub(" ", html.unescape(piece))
            shown.append(text)
            marked.append(html.escape(text, quote=False))
        else:
            closing, name = piece
            _tag(name, closing, state, shown, marked, opens)
    marked.extend(f"</{tag}>" for tag in reversed(state.inline))
    text = _SPACE.sub(" ", "".join(shown)).strip()
    return Line(number, text, _tidy("".join(marked)), tuple(opens))


def _pieces(source: str, state: _State) -> Iterator[str | tuple[bool, str]]:
    at = 0
    while at < len(source):
        if state.hidden:
            end = source.lower().find(state.hidden, at)
            if end < 0:
                return
            at = end + len(state.hidden)
            state.hidden = ""
            continue
        start = source.find("<", at)
        if start < 0:
            yield source[at:]
            return
        if start > at:
            yield source[at:start]
        if source.startswith("<!--", start):
            state.hidden, at = "-->", start + 4
            continue
        match = _TAG.match(source, start)
        if not match:
            yield "<"
            at = start + 1
            continue
        at = match.end()
        if match.group(2):
            name = match.group(2).lower()
            if name in _HIDDEN and not match.group(1):
                state.hidden = f"</{name}>"
            yield bool(match.group(1)), name


def _tag(
    name: str,
    closing: bool,
    state: _State,
    shown: list[str],
    marked: list[str],
    opens: list[str],
) -> None:
    inline = _INLINE.get(name)
    if inline:
        marked.extend(_inline_tags(inline, closing, state.inline))
    elif name == "br":
        opens.append(name)
        shown.append(" ")
        marked.append("<br>")
    elif name in _PARTING:
        if not closing:
            opens.append(name)
        shown.append(" ")
        marked.extend(_parted("<hr>" if name == "hr" else "<p>", state.inline))


def _inline_tags(tag: str, closing: bool, stack: list[str]) -> list[str]:
    """Tags that open or close an inline element, keeping the line balanced."""
    if not closing:
        if tag in stack:
            return []
        stack.append(tag)
        return [f"<{tag}>"]
    if tag not in stack:
        return []
    at = stack.index(tag)
    inner = stack[at + 1 :]
    stack[at:] = inner
    closed = [f"</{name}>" for name in (*reversed(inner), tag)]
    return closed + [f"<{name}>" for name in inner]


def _parted(mark: str, stack: list[str]) -> list[str]:
    closed = [f"</{name}>" for name in reversed(stack)]
    return [*closed, mark, *(f"<{name}>" for name in stack)]


_EMPTY = re.compile(r"<(em|strong|u|s|sup|sub)>( ?)</\1>")


def _tidy(marked: str) -> str:
    before = ""
    while before != marked:
        before, marked = marked, _EMPTY.sub(r"\2", marked)
    return marked.strip()
