"""Keeping the closure of what is broader as it follows from the links."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from fascicle.tags.closure import Circle, ancestors
from fascicle.tags.models import Broader, Closure
from fascicle.tags.refusals import TooDeep, WouldCircle

Item = TypeVar("Item")
#: Works carry all that is broader than their tags, so there must be an end to it.
MOST_ABOVE = 100


def close(changed: Collection[int]) -> None:
    """Make the closure right again, after what is directly above these tags has changed.

    Rows that stay right are not touched: each that comes or goes makes work for the index.

    :raises WouldCircle: if a tag is broader than itself.
    :raises TooDeep: if one has more than ``MOST_ABOVE`` above it.
    """
    affected = {*changed, *_below(changed)}
    broader = _directly_above(affected)
    outside = {pk for parents in broader.values() for pk in parents} - affected
    try:
        wanted = ancestors(broader, _all_above(outside))
    except Circle as error:
        raise WouldCircle from error
    if any(len(above) > MOST_ABOVE for above in wanted.values()):
        raise TooDeep
    there = _all_above(affected)
    gone = (
        pk
        for tag, rows in there.items()
        for ancestor, pk in rows.items()
        if ancestor not in wanted[tag]
    )
    for portion in chunks(gone):
        Closure.objects.filter(pk__in=portion).delete()
    Closure.objects.bulk_create(
        Closure(tag_id=tag, ancestor_id=ancestor)
        for tag in sorted(affected)
        for ancestor in sorted(wanted[tag] - there.get(tag, {}).keys())
    )


def chunks(rows: Iterable[Item], size: int = 500) -> Iterator[list[Item]]:
    """In portions that a query can hold."""
    rest = iter(rows)
    while portion := list(islice(rest, size)):
        yield portion


def _below(tags: Iterable[int]) -> set[int]:
    return {
        pk
        for portion in chunks(tags)
        for pk in Closure.objects.filter(ancestor__in=portion).values_list(
            "tag", flat=True
        )
    }


def _directly_above(tags: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {pk: set() for pk in tags}
    for portion in chunks(found):
        links = Broader.objects.filter(narrower__in=portion)
        for narrower, broader in links.values_list("narrower", "broader"):
            found[narrower].add(broader)
    return found


def _all_above(tags: Iterable[int]) -> dict[int, dict[int, int]]:
    """For each tag, what is broader, with the key of the row that says so."""
    found: dict[int, dict[int, int]] = {}
    for portion in chunks(tags):
        rows = Closure.objects.filter(tag__in=portion)
        for pk, tag, ancestor in rows.values_list("pk", "tag", "ancestor"):
            found.setdefault(tag, {})[ancestor] = pk
    return found
