"""What tags mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value

from fascicle.core.prepared import Prepared
from fascicle.tags.closure import Circle, ancestors
from fascicle.tags.models import (
    Broader,
    Closure,
    Kind,
    Lookalike,
    Tag,
    TagChange,
    TagQuerySet,
)
from fascicle.tags.thesaurus import Row


def meanings(tag_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """What each of these tags filters as: its canonical tag, then everything broader.

    Two queries. Tags that are gone are left out.
    """
    ids = set(tag_ids)
    canonical = {
        pk: canonical_id or pk
        for pk, canonical_id in Tag.objects.filter(pk__in=ids).values_list(
            "pk", "canonical"
        )
    }
    above: dict[int, list[int]] = {}
    for tag_id, ancestor_id in (
        Closure.objects.filter(tag__in=set(canonical.values()))
        .order_by("ancestor")
        .values_list("tag", "ancestor")
    ):
        above.setdefault(tag_id, []).append(ancestor_id)
    return {pk: (meant, *above.get(meant, ())) for pk, meant in canonical.items()}


def changed_kinds() -> list[Kind]:
    """Kinds whose tags were coined or rearranged since they were last compared. One query."""
    since = OuterRef("compared_at")
    coined = Tag.objects.filter(kind=OuterRef("pk"), created_at__gte=since)
    changes = TagChange.objects.filter(tag__kind=OuterRef("pk"))
    arranged = changes.filter(Q(at__gte=since) | Q(undone_at__gte=since))
    changed = Q(compared_at=None) | Exists(coined) | Exists(arranged)
    return list(Kind.objects.filter(changed).in_order())


def closure_errors() -> int:
    """How many rows of the closure are missing or too many, were it to follow from the links."""
    broader: dict[int, set[int]] = {}
    for narrower, wide in Broader.objects.values_list("narrower", "broader"):
        broader.setdefault(narrower, set()).add(wide)
    there = set(Closure.objects.values_list("tag", "ancestor"))
    try:
        wanted = ancestors(broader, {})
    except Circle:
        return max(1, len(there))
    return len(there ^ {(tag, wide) for tag, above in wanted.items() for wide in above})


def unsorted_counts() -> dict[int, int]:
    """How many tags of each kind no curator has decided about yet."""
    counts = Tag.objects.unsorted().values_list("kind").annotate(Count("pk"))
    return dict(counts.order_by())


@dataclass(frozen=True, slots=True)
class KindAtDesk:
    """A kind of tag, and what waits there for a curator."""

    kind: Kind
    tags: int
    unsorted: int
    likely: int
    """How many likely synonyms are to be decided about."""


def desk() -> list[KindAtDesk]:
    """What waits in each kind, in the host's order. Four queries."""
    unsorted, likely = unsorted_counts(), likely_counts()
    tags = dict(Tag.objects.values_list("kind").annotate(Count("pk")).order_by())
    return [
        KindAtDesk(
            kind,
            tags.get(kind.pk, 0),
            unsorted.get(kind.pk, 0),
            likely.get(kind.pk, 0),
        )
        for kind in Kind.objects.in_order()
    ]


def likely_counts() -> dict[int, int]:
    """How many likely synonyms of each kind are to be decided about."""
    counts = Lookalike.objects.standing().values_list("tag__kind").annotate(Count("pk"))
    return dict(counts.order_by())


def use_of(tag_ids: Iterable[int]) -> dict[int, int]:
    """How many works bear each of these tags, exactly. For a page of them, not for all."""
    borne = Tag.works.through.objects.filter(tag__in=list(tag_ids))
    return dict(borne.values_list("tag").annotate(Count("pk")).order_by())


#: As many relatives of a tag are shown.
MOST_AROUND = 300


@dataclass(frozen=True, slots=True)
class Around:
    """A tag's synonyms, and what is directly broader and narrower; the most used first."""

    synonyms: list[Tag]
    broader: list[Tag]
    narrower: list[Tag]
    above: list[Tag]
    """All that is broader, at whatever distance."""


def around(tag: Tag) -> Around:
    """What stands around a tag. One query."""
    found = _AROUND(tag.pk)
    return Around(
        *(
            [tag for tag in found if getattr(tag, "place", "") == place]
            for place in ("synonym", "broader", "narrower", "above")
        )
    )


def _around(pk: int) -> TagQuerySet:
    places = {
        "synonym": Tag.objects.filter(canonical=pk),
        "broader": Tag.objects.filter(narrower_links__narrower=pk),
        "narrower": Tag.objects.filter(broader_links__broader=pk),
        "above": Tag.objects.filter(below__tag=pk),
    }
    first, *others = [
        tags.defer("description", "note").annotate(
            place=Value(place, output_field=CharField())
        )
        for place, tags in places.items()
    ]
    found = first.union(*others, all=True)
    return found.order_by("-use_count", "key")[:MOST_AROUND]


_AROUND = Prepared(_around, int)


def thesaurus() -> list[Row]:
    """All tags with what is said of them, by kind and name. Two queries."""
    broader: dict[int, list[str]] = {}
    links = Broader.objects.order_by("broader__key")
    for narrower, name in links.values_list("narrower", "broader__name"):
        broader.setdefault(narrower, []).append(name)
    tags = Tag.objects.order_by("kind__position", "kind", "key").values_list(
        "pk", "kind__slug", "name", "canonical__name", "description", "note"
    )
    return [
        Row(kind, name, main or "", tuple(broader.get(pk, ())), description, note)
        for pk, kind, name, main, description, note in tags.iterator()
    ]
