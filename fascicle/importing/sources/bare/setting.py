"""Story lines set as HTML: hard wraps joined, verse kept, scenes parted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fascicle.importing.story import Document, Line, Role, SceneBreak

from .emphasis import emphasise
from .paragraph import Paragraph
from .paragraphs import Setter

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class SetText:
    """A stretch of story, set: its HTML and what was counted while setting it."""

    html: str
    emphasis: tuple[str, ...] = ()
    scene_breaks: tuple[SceneBreak, ...] = ()
    paragraph_count: int = 0


def set_story(
    document: Document,
    first: int,
    last: int,
    roles: Sequence[Role],
    emphasis_style: str,
) -> SetText:
    """Set lines ``first`` to ``last`` (1-based, inclusive) of a document.

    ``roles`` has one role for each line of the document. Lines of story become paragraphs,
    headings ``h3``, breaks ``hr`` where story stands on both sides; other lines are left out.
    """
    pieces: list[str] = []
    breaks: list[SceneBreak] = []
    stressed: list[str] = []
    pending: SceneBreak | None = None
    count = 0
    for item in _items(document, first, last, roles):
        if isinstance(item, SceneBreak):
            pending = pending or (item if count else None)
            continue
        if pending and not item.heading:
            pieces.append("<hr>")
            breaks.append(pending)
        pending = None
        markup, strings = emphasise(item.html, emphasis_style)
        stressed.extend(strings)
        pieces.append(_set_paragraph(item, markup))
        count += not item.heading
    return SetText("\n".join(pieces), tuple(stressed), tuple(breaks), count)


def _set_paragraph(paragraph: Paragraph, markup: str) -> str:
    if paragraph.heading:
        return f"<h3>{_TAG.sub('', markup)}</h3>"
    if paragraph.quoted:
        return f"<blockquote><p>{markup}</p></blockquote>"
    return f"<p>{markup}</p>"


def _items(
    document: Document, first: int, last: int, roles: Sequence[Role]
) -> Iterator[Paragraph | SceneBreak]:
    """Paragraphs and breaks in the order they stand."""
    setter = Setter(document)
    stretch: list[Line] = []
    for line in document.lines[first - 1 : last]:
        role = roles[line.number - 1]
        if role in (Role.STORY, Role.BLANK, Role.MARKUP):
            stretch.append(line)
            continue
        yield from setter.paragraphs(stretch)
        stretch = []
        if role is Role.BREAK:
            yield SceneBreak(
                line.number, line.text.strip() or ("<hr>" if line.opens else "")
            )
        elif role is Role.HEADING:
            yield Paragraph(line.html, heading=True)
    yield from setter.paragraphs(stretch)
