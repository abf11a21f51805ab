"""What a tag's page says of it above its works: what it means, and what stands around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from fascicle.accounts.viewer import Viewer
from fascicle.search import queries
from fascicle.search.columns import Access
from fascicle.search.lists.listing import Listing
from fascicle.tags.models import Tag
from fascicle.tags.queries import Around, around

#: As many related tags are named.
RELATED = 10


@dataclass(frozen=True, slots=True)
class Way:
    """A tag nearby, and how many works mean it; None where nobody counted."""

    name: str
    url: str
    works: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around a tag. ``related`` are most often on the same works."""

    feed: str
    synonyms: Sequence[str] = ()
    broader: Sequence[Way] = ()
    narrower: Sequence[Way] = ()
    related: Sequence[Way] = ()


def head(tag: Tag, viewer: Viewer, listing: Listing | None) -> Head:
    """For the list as it opens; narrowed down, or further on, there is only the feed.

    One query at most. Without an index (and so without a ``listing``) nothing is counted, and
    nothing is named that might lead to no work the viewer may know of.
    """
    feed = reverse("search:tag_feed", args=[tag.pk])
    if listing and (listing.is_narrowed or listing.page.number > 1):
        return Head(feed)
    near = around(tag)
    synonyms = [one.name for one in near.synonyms]
    broader = [
        Way(one.name, one.get_absolute_url())
        for one in near.broader
        if one.pk not in viewer.shield.tags
    ]
    if listing is None:
        return Head(feed, synonyms, broader)
    return Head(
        feed,
        synonyms,
        broader,
        _narrower(near.narrower, listing.access),
        _related(tag, near, listing),
    )


def _narrower(tags: Sequence[Tag], access: Access) -> list[Way]:
    """Those that lead somewhere, the most used first."""
    if not tags:
        return []
    try:
        counts = queries.uses_of([tag.pk for tag in tags], access)
    except queries.IndexUnavailable:
        return []
    ways = [
        Way(tag.name, tag.get_absolute_url(), counts[tag.pk])
        for tag in tags
        if counts.get(tag.pk)
    ]
    return sorted(ways, key=lambda way: -(way.works or 0))


def _related(tag: Tag, near: Around, listing: Listing) -> list[Way]:
    """What its works bear most often besides; what they warn of is no relation."""
    if listing.facets is None:
        return []
    known = {tag.pk, *_keys(near.above), *_keys(near.narrower)}
    kinds = listing.names.kinds
    counts = [
        one
        for kind, found in listing.facets.kinds.items()
        if kind in kinds and not kinds[kind].is_content_note
        for one in found
        if int(one.key) not in known
    ]
    counts.sort(key=lambda one: (-one.works, int(one.key)))
    return [
        Way(named.name, Tag(pk=named.pk).get_absolute_url(), one.works)
        for one in counts[:RELATED]
        if (named := listing.names.tags.get(int(one.key)))
    ]


def _keys(tags: Iterable[Tag]) -> set[int]:
    return {tag.pk for tag in tags}
