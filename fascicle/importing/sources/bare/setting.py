"""Story lines set as HTML: hard wraps joined, verse kept, scenes parted."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
    *,
    setter: Setter | None = None,
) -> SetText:
    """Set lines ``first`` to ``last`` (1-based, inclusive) of a document.

    ``roles`` has one role for each line of the document. Lines of story become paragraphs,
    headings ``h2``, breaks ``hr`` where story stands on both sides; other lines are left out.
    Who sets many stretches of one document gives its ``setter``, which has measured it.
    """
    setter = setter or Setter(document)
    items = _without_idle_breaks(_items(setter, first, last, roles))
    texts = [item.html for item in items if isinstance(item, Paragraph)]
    words = setter.words if emphasis_style == "caps" else frozenset()
    marked, stressed = emphasise(texts, emphasis_style, words)
    ready = iter(marked)
    html = "\n".join(
        "<hr>" if isinstance(item, SceneBreak) else _set_paragraph(item, next(ready))
        for item in items
    )
    return SetText(
        html.replace("</blockquote>\n<blockquote>", "\n"),
        stressed,
        tuple(item for item in items if isinstance(item, SceneBreak)),
        sum(isinstance(item, Paragraph) and not item.heading for item in items),
    )


def _without_idle_breaks(
    items: Iterable[Paragraph | SceneBreak],
) -> list[Paragraph | SceneBreak]:
    """Paragraphs, and of the breaks those with story on both sides, one at a place."""
    kept: list[Paragraph | SceneBreak] = []
    pending: SceneBreak | None = None
    begun = False
    for item in items:
        if isinstance(item, SceneBreak):
            pending = pending or (item if begun else None)
            continue
        if pending and not item.heading:
            kept.append(pending)
        pending = None
        kept.append(item)
        begun = begun or not item.heading
    return kept


def _set_paragraph(paragraph: Paragraph, markup: str) -> str:
    if paragraph.heading:
        return f"<h2>{_TAG.sub('', markup)}</h2>"
    if paragraph.quoted:
        return f"<blockquote><p>{markup}</p></blockquote>"
    return f"<p>{markup}</p>"


def _items(
    setter: Setter, first: int, last: int, roles: Sequence[Role]
) -> Iterator[Paragraph | SceneBreak]:
    """Paragraphs and breaks in the order they stand."""
    stretch: list[Line] = []
    for line in setter.document.lines[first - 1 : last]:
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
