"""What tags mean."""

from collections.abc import Iterable

from django.db.models import Count

from fascicle.tags.models import Broader, Closure, Tag
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


def unsorted_counts() -> dict[int, int]:
    """How many tags of each kind no curator has decided about yet."""
    counts = Tag.objects.unsorted().values_list("kind").annotate(Count("pk"))
    return dict(counts.order_by())


def use_of(tag_ids: Iterable[int]) -> dict[int, int]:
    """How many works bear each of these tags, exactly. For a page of them, not for all."""
    borne = Tag.works.through.objects.filter(tag__in=list(tag_ids))
    return dict(borne.values_list("tag").annotate(Count("pk")).order_by())


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
