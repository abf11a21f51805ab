"""The journal of the review desk: rows as they were before a decision, and putting them back.

``Change.before`` is {kind: {pk: row}} with kind one of "story", "part", "series" and "work".
A row is {field: old value}; None where the decision made the row; and under ``"gone"`` all of its
fields where the decision took it away. ``{"accepted": {pk: {}}}`` names stories that were accepted.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from django.db import models, transaction

from fascicle.accounts.models import User
from fascicle.core.chunks import chunks
from fascicle.importing.models import (
    Batch,
    BatchState,
    Change,
    Part,
    SeriesProposal,
    Story,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Row: TypeAlias = dict[str, Json]
Before: TypeAlias = dict[str, dict[str, Row | None]]

MODELS: dict[str, type[Story] | type[Part] | type[SeriesProposal]] = {
    "story": Story,
    "part": Part,
    "series": SeriesProposal,
}
GONE = "gone"


class NotUnderReview(Exception):
    """The batch is busy, or nothing of it is left to decide."""


class Journal:
    """What a decision has touched so far."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.before: Before = {}

    def keep(self, kind: str, pks: Iterable[int], *fields: str) -> None:
        """Note what these fields are now. What was noted first stays."""
        rows = MODELS[kind]._default_manager
        for some in chunks(list(pks)):
            for pk, *values in rows.filter(pk__in=some).values_list("pk", *fields):
                self._note(kind, pk, dict(zip(fields, values, strict=True)))

    def keep_tags(self, pks: Iterable[int]) -> None:
        """Note the tags of these stories."""
        for some in chunks(list(pks)):
            held: dict[int, list[Json]] = {pk: [] for pk in some}
            rows = Story.tags.through._default_manager.filter(story_id__in=some)
            for story_id, tag_id in rows.values_list("story_id", "tag_id"):
                held[story_id].append(tag_id)
            for pk, tags in held.items():
                self._note("story", pk, {"tags": tags})

    def keep_rating_of_works(self, ratings: dict[int, int | None]) -> None:
        for pk, rating in ratings.items():
            self._note("work", pk, {"rating": rating})

    def made(self, kind: str, pk: int) -> None:
        """Note that the decision made this row."""
        self.before.setdefault(kind, {})[str(pk)] = None

    def taken_away(self, kind: str, row: models.Model) -> None:
        """Note all of a row that is about to be deleted."""
        fields: Row = {
            field.attname: field.value_from_object(row)
            for field in row._meta.concrete_fields
            if not field.primary_key
        }
        if isinstance(row, Story):
            fields["tags"] = list(row.tags.values_list("pk", flat=True))
        self.before.setdefault(kind, {})[str(row.pk)] = {GONE: fields}

    def accepted(self, pks: Iterable[int]) -> None:
        self.before.setdefault("accepted", {}).update({str(pk): {} for pk in pks})

    def _note(self, kind: str, pk: int, values: Row) -> None:
        row = self.before.setdefault(kind, {}).setdefault(str(pk), {})
        if row is not None:
            for field, value in values.items():
                row.setdefault(field, value)


def lock(batch: Batch) -> Batch:
    """The batch, locked: decisions come one after another.

    :raises NotUnderReview: if it is not under review.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.REVIEW:
        raise NotUnderReview
    return batch


@contextmanager
def decision(batch: Batch, *, by: User, label: str) -> "Iterator[Journal]":
    """One decision, in one transaction; nothing is written down if it touched nothing.

    :raises NotUnderReview: if the batch is not under review.
    """
    with transaction.atomic():
        journal = Journal(lock(batch))
        yield journal
        if journal.before:
            stories = [int(pk) for pk in journal.before.get("story", {})]
            count_edits(stories)
            Change.objects.create(
                batch=journal.batch, by=by, label=label[:200], before=journal.before
            )


def count_edits(pks: Sequence[int]) -> None:
    """Make forms of before stale."""
    for some in chunks(pks):
        Story.objects.with_pks(some).update(edits=models.F("edits") + 1)
