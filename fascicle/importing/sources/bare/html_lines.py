"""HTML as saved from old sites, line by line: what shows, and what begins where."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fascicle.importing.story import Line

from .inline import ELEMENTS, Inline
from .repairs import NO_BREAK

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})([^<>]{0,4000})>|<[!?][^<>]{0,4000}>")
#: A tag that ends on a later line, as word processors write them.
_CUT_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})(\s[^<>]*)?$")
_CLOSER = re.compile(r"</([a-zA-Z]{1,6})\s*>")
_SLANTED = re.compile(r"(?i)font-style\s*:\s*(?:italic|oblique)")
_HEAVY = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
#: Elements that begin something new; their start is listed in ``Line.opens``.
_BLOCK = frozenset(
    "address blockquote body br caption center dd div dl dt form frame h1 h2 h3 h4 h5 h6 head hr"
    " html img li link meta ol p pre table tbody td th thead title tr ul".split()
)
#: Elements whose start or end parts two paragraphs.
_PARTING = _BLOCK - {"br", "img", "link", "meta", "form"}
_KNOWN = (
    _BLOCK | ELEMENTS.keys() | {"a", "font", "span", "small", "big", "tt", "script"}
)
_HIDDEN = ("script", "style")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_PARAGRAPHS = frozenset(("p", "br", "div", "li", "blockquote", "td"))


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    attributes: str


@dataclass(slots=True)
class _State:
    """Where the reader stands between two lines."""

    inline: Inline
    spaces: bool  # white space counts everywhere
    hidden: str = ""  # the end that is waited for: "-->", "</script", "</style", ">"
    preformatted: bool = False
    spans: list[str] = field(default_factory=list)


def html_lines(lines: Sequence[str], *, spaces: bool = False) -> tuple[Line, ...]:
    """One ``Line`` for each line of an HTML file.

    ``Line.html`` is balanced within the line; ``<p>`` in it marks where a paragraph begins
    or ends, ``<br>`` and ``<hr>`` stand for themselves. With ``spaces``, for pages that
    hold plain text, these marks are left out and white space is kept.
    """
    state = _State(Inline(_closers(lines)), spaces)
    return tuple(
        _html_line(number, line, state) for number, line in enumerate(lines, 1)
    )


def is_plain_inside(lines: Sequence[Line]) -> bool:
    """Whether a page is plain text but for its frame: in ``pre``, or with no mark-up at all."""
    filled = [line for line in lines if not line.is_blank]
    if sum(line.spaces for line in filled) * 10 > len(filled) * 6:
        return True
    marked = sum(not _PARAGRAPHS.isdisjoint(line.opens) for line in lines)
    parted = sum(
        above.is_blank and not above.opens and not below.is_blank
        for above, below in pairwise(lines)
    )
    return len(filled) >= 10 and marked * 12 < len(filled) and parted > 3 * marked + 3


def _closers(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "</" in line:
            for match in _CLOSER.finditer(line):
                name = match.group(1).lower()
                if name == "span":
                    yield from ("i", "b")
                else:
                    yield name


def _html_line(number: int, source: str, state: _State) -> Line:
    runs_on = source.endswith(NO_BREAK)
    source = source.removesuffix(NO_BREAK)
    shown: list[str] = []
    marked = [state.inline.reopened()]
    opens: list[str] = []
    kept = state.spaces or state.preformatted
    for piece in _pieces(source, state):
        if isinstance(piece, _Tag):
            _tag(piece, state, shown, marked, opens)
            continue
        text = html.unescape(piece)
        if not (state.spaces or state.preformatted):
            text = _SPACE.sub(" ", text)
        shown.append(text)
        marked.append(html.escape(text, quote=False))
    marked.append(state.inline.closed())
    markup = state.inline.tidy("".join(marked)).strip()
    if not (kept or state.preformatted):
        text = _SPACE.sub(" ", "".join(shown)).strip()
        return Line(number, text, markup, tuple(opens), runs_on=runs_on)
    text = re.sub(r"[\r\n]", " ", "".join(shown)).rstrip()
    lead = text[: len(text) - len(text.lstrip())].expandtabs(8)
    return Line(number, text, markup, tuple(opens), len(lead), spaces=True)


def _pieces(source: str, state: _State) -> Iterator[str | _Tag]:
    at = _shown_from(source, 0, state)
    while at < len(source):
        start = source.find("<", at)
        start = len(source) if start < 0 else start
        if start > at:
            yield source[at:start]
        piece, at = _piece(source, start, state)
        if piece:
            yield piece
        at = _shown_from(source, at, state)


def _shown_from(source: str, at: int, state: _State) -> int:
    """Where text shows again: after the end of what is hidden."""
    if not state.hidden:
        return at
    end = re.compile(re.escape(state.hidden), re.I).search(source, at)
    if not end:
        return len(source)
    state.hidden = ""
    return end.end()


def _piece(source: str, start: int, state: _State) -> tuple[str | _Tag | None, int]:
    """The tag at a "<", or the text that only looks like one, and where it ends."""
    if source.startswith("<!--", start):
        state.hidden = "-->"
        return None, start + 4
    match = _TAG.match(source, start) or _cut_tag(source, start, state)
    if not match:
        end = _text_end(source, start)
        return source[start:end], end
    if not match.group(2):
        return None, match.end()
    tag = _Tag(match.group(2).lower(), bool(match.group(1)), match.group(3) or "")
    if tag.name in _HIDDEN and not tag.closing:
        state.hidden = f"</{tag.name}>"
    return tag, match.end()


def _text_end(source: str, start: int) -> int:
    """Where a run of "<" ends that begins no tag: before the last, which may begin one."""
    at = start + 1
    while source[at : at + 2] == "<<":
        at += 1
    return at


def _cut_tag(source: str, start: int, state: _State) -> re.Match[str] | None:
    match = _CUT_TAG.match(source, start)
    if not match or match.group(2).lower() not in _KNOWN:
        return None
    state.hidden = ">"
    return match


def _tag(
    tag: _Tag, state: _State, shown: list[str], marked: list[str], opens: list[str]
) -> None:
    name = tag.name
    if name in ELEMENTS:
        marked.append(state.inline.tag(name, closing=tag.closing))
    elif name == "span":
        marked.append(_span(tag, state))
    elif name == "br":
        opens.append(name)
        shown.append(" ")
        marked.append("" if state.spaces else "<br>")
    elif name in _BLOCK:
        if not tag.closing:
            opens.append(name)
        if name == "pre":
            state.preformatted = not tag.closing
        if name in _PARTING and not state.spaces:
            shown.append(" ")
            marked.append(state.inline.parted("<hr>" if name == "hr" else "<p>"))


def _span(tag: _Tag, state: _State) -> str:
    """A span is mark-up by its style alone."""
    if tag.closing:
        element = state.spans.pop() if state.spans else ""
        return state.inline.tag(element, closing=True) if element else ""
    slanted, heavy = _SLANTED.search(tag.attributes), _HEAVY.search(tag.attributes)
    element = "i" if slanted else "b" if heavy else ""
    state.spans.append(element)
    return state.inline.tag(element, closing=False) if element else ""
