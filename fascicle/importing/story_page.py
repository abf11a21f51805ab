"""The chapters of a proposed work as its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from fascicle.importing.models import Part, Story
from fascicle.importing.originals import page_with
from fascicle.importing.rows import Field, Row
from fascicle.importing.wording import Reason, copy_name, is_guess, reasons


@dataclass(frozen=True, slots=True)
class Copy:
    """Another copy of a chapter."""

    part: Part
    kind: str
    alike: int | None
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter with what was read of it, and its other copies."""

    part: Part
    number_is_guess: bool
    title_is_guess: bool
    number_reasons: Sequence[Reason]
    title_reasons: Sequence[Reason]
    copies: Sequence[Copy]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Another work that this one names."""

    kind: str
    title: str
    author: str
    reasons: Sequence[Reason]


def linked(row: Row, parts: Sequence[Part]) -> Row:
    """The row with each of its reasons leading to the lines it rests on."""
    by_file = {part.file.name: part for part in reversed(parts)}
    return replace(
        row,
        title=_linked(row.title, row.story, by_file),
        author=_linked(row.author, row.story, by_file),
        language=_linked(row.language, row.story, by_file),
    )


def _linked(field: Field, story: Story, by_file: Mapping[str, Part]) -> Field:
    return replace(
        field, reasons=[_with_address(one, story, by_file) for one in field.reasons]
    )


def _with_address(reason: Reason, story: Story, by_file: Mapping[str, Part]) -> Reason:
    part = by_file.get(reason.file)
    if part is None or reason.first is None:
        return reason
    page = reverse("importing:part", args=[story.batch_id, story.pk, part.pk])
    place = f"?lines={page_with(reason.first)}#line-{reason.first}"
    return replace(reason, address=page + place)


def parts_of(story: Story) -> QuerySet[Part]:
    """The parts of a story with their files, without what only a chapter's own page shows."""
    return story.parts.select_related("file").in_order()


def chapters_of(story: Story) -> list[ChapterRow]:
    """A story's chapters in order, excluded ones among them."""
    parts = list(parts_of(story))
    copies: dict[int, list[Copy]] = {}
    for part in parts:
        if part.version_of_id:
            copies.setdefault(part.version_of_id, []).append(copy_row(part))
    return [
        _chapter(part, copies.get(part.pk, []))
        for part in parts
        if part.version_of_id is None
    ]


def copy_row(part: Part) -> Copy:
    alike = None if part.likeness is None else round(100 * part.likeness)
    found = reasons(part.evidence.get("copy"))
    return Copy(part, copy_name(part.copy_kind), alike, found)


def _chapter(part: Part, copies: Sequence[Copy]) -> ChapterRow:
    return ChapterRow(
        part=part,
        number_is_guess=is_guess(part.number_sure),
        title_is_guess=is_guess(part.title_sure),
        number_reasons=reasons(part.evidence.get("number")),
        title_reasons=reasons(part.evidence.get("title")),
        copies=copies,
    )


def relations_of(story: Story) -> list[RelationRow]:
    """The works that a story says it follows, is inspired by or translates."""
    return [
        RelationRow(
            kind=str(row.get("kind", "")),
            title=str(row.get("title", "")),
            author=str(row.get("author") or ""),
            reasons=reasons(row.get("evidence")),
        )
        for row in story.relations
        if isinstance(row, dict) and row.get("title")
    ]
