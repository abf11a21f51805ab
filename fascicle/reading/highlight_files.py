"""Highlights as files that a reader takes away."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from fascicle.reading.queries.highlights import Marked

#: What Markdown would take for its own.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_data(marked: Iterable[Marked]) -> list[dict[str, Any]]:
    """For JSON: the passages as W3C Web Annotations name them, and the notes."""
    return [
        {
            "work": one.highlight.work_id,
            "title": one.highlight.work.title,
            "by": _names(one),
            "chapter": one.highlight.position,
            "chapter_title": one.highlight.chapter.title
            if one.highlight.chapter
            else "",
            "exact": one.highlight.quote,
            "prefix": one.highlight.prefix,
            "suffix": one.highlight.suffix,
            "paragraph": one.span.paragraph if one.span else None,
            "note": one.highlight.note,
            "made_at": one.highlight.made_at,
            "changed_at": one.highlight.changed_at,
        }
        for one in marked
    ]


def as_markdown(marked: Sequence[Marked]) -> str:
    """A heading for each story and each chapter, passages as quotations, notes below them."""
    lines = [f"# {_('Highlights')}"]
    for _work, of_work in groupby(marked, key=lambda one: one.highlight.work_id):
        rows = list(of_work)
        title = _plain(rows[0].highlight.work.title or _("Untitled"))
        names = ", ".join(map(_plain, _names(rows[0])))
        lines.append(f"## {title}" + (f" · {names}" if names else ""))
        for _place, of_chapter in groupby(rows, key=lambda one: one.highlight.position):
            group = list(of_chapter)
            lines.append(f"### {_chapter(group[0])}")
            lines += [part for one in group for part in _parts(one)]
    return "\n\n".join(lines) + "\n"


def _parts(one: Marked) -> list[str]:
    quote = "\n>\n".join(
        f"> {_plain(line)}" for line in one.highlight.quote.split("\n")
    )
    parts = [quote]
    if one.span is None:
        parts.append(f"*{_('No longer in the text.')}*")
    if one.highlight.note:
        parts.append(_plain(one.highlight.note))
    return parts


def _chapter(one: Marked) -> str:
    number = _("Chapter %(number)s") % {"number": one.highlight.position}
    title = one.highlight.chapter.title if one.highlight.chapter else ""
    return f"{number}: {_plain(title)}" if title else number


def _names(one: Marked) -> list[str]:
    return [byline.pen_name.name for byline in one.highlight.work.bylines.all()]


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
