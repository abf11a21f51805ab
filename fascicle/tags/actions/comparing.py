"""Looking for likely synonyms, for curators to decide about. Nothing is merged here."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fascicle.tags.actions.changing import lock_kinds
from fascicle.tags.actions.closing import chunks
from fascicle.tags.models import Distinct, Kind, Lookalike, Tag
from fascicle.tags.queries import changed_kinds
from fascicle.tags.suggestions import Suggestion, Used, likely_synonyms


def look_for_synonyms(*, at: datetime) -> int:
    """Compare the tags of each kind that has changed, and say how many likenesses are known."""
    for kind in changed_kinds():
        _compare(kind, at=at)
    return Lookalike.objects.standing().count()


def _compare(kind: Kind, *, at: datetime) -> None:
    rows = kind.tags.values_list("pk", "key", "use_count", "canonical").order_by("pk")
    apart = Distinct.objects.filter(tag_a__kind=kind).values_list("tag_a", "tag_b")
    found = likely_synonyms([Used(*row) for row in rows.iterator()], set(apart))
    with transaction.atomic():
        lock_kinds({kind.pk})
        _keep(kind, found)
        Kind.objects.filter(pk=kind.pk).update(compared_at=at)


def _keep(kind: Kind, found: Iterable[Suggestion]) -> None:
    """Write what is new, remove what is no longer so, leave the rest."""
    known = {
        (row.tag_id, row.of_id, row.by_way_of_id, row.rule, row.confidence): row.pk
        for row in Lookalike.objects.filter(tag__kind=kind)
    }
    wanted = {(s.tag, s.of, s.by_way_of, str(s.rule), s.confidence): s for s in found}
    for portion in chunks(pk for row, pk in known.items() if row not in wanted):
        Lookalike.objects.filter(pk__in=portion).delete()
    there = set(Tag.objects.of_kind(kind).values_list("pk", flat=True))
    Lookalike.objects.bulk_create(
        Lookalike(
            tag_id=s.tag,
            of_id=s.of,
            by_way_of_id=s.by_way_of,
            rule=s.rule,
            confidence=s.confidence,
        )
        for row, s in wanted.items()
        if row not in known and {s.tag, s.of, s.by_way_of or s.of} <= there
    )
