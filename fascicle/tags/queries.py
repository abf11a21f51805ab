"""What tags mean."""

from collections.abc import Iterable

from fascicle.tags.models import Closure, Tag


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
