"""The tags of a kind, by use and from A to Z, with how many works mean each.

Synonyms stand under what they mean. With an index the counts are by meaning; without one they
are taken from the database, by what is borne.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models.functions import Substr

from fascicle.accounts.viewer import Viewer, without_shield
from fascicle.core.names import name_key
from fascicle.reading.index import (
    Entry,
    Group,
    Index,
    Letter,
    Name,
    heading_of,
    index_of,
)
from fascicle.reading.queries import browsing
from fascicle.reading.queries.browsing import KindInUse
from fascicle.reading.queries.names import NAMES_ON_A_PAGE
from fascicle.search import queries
from fascicle.search.lists.filters import NO_FILTER, Count, Facets, Scope
from fascicle.search.lists.vocabulary import Names, names_of
from fascicle.search.queries import IndexUnavailable
from fascicle.tags.models import Kind, Tag

ADDRESS = "search:tag"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tags of a kind as a page shows them: an index from A to Z, or a list by use."""

    index: Index | None = None
    by_use: Sequence[Entry] = ()
    page: "Page[Tag] | None" = None
    """Of a letter with more names than stand on a page."""
    is_cut: bool = False
    """Whether there are more tags than the list by use holds."""

    @property
    def is_empty(self) -> bool:
        return not self.by_use and (self.index is None or not self.index.count)


def most_used(kind: Kind, viewer: Viewer) -> Shelf:
    """The tags that most works mean. A fixed number of queries."""
    try:
        counts = _top(kind, viewer)
    except IndexUnavailable:
        entries = _entries(browsing.tag_index(kind, viewer).groups)
    else:
        entries = _entries_of(counts, _names_of(counts))
    in_order = sorted(entries, key=lambda entry: (-entry.count, entry.key))
    return Shelf(
        by_use=in_order[:NAMES_ON_A_PAGE], is_cut=len(in_order) > NAMES_ON_A_PAGE
    )


def from_a_to_z(kind: Kind, viewer: Viewer, letter: str, page: str | None) -> Shelf:
    """All tags, or those of one letter if there are many. A fixed number of queries."""
    try:
        counts = _top(kind, viewer)
        if len(counts) > NAMES_ON_A_PAGE:
            return _letter(kind, viewer, letter, page)
    except IndexUnavailable:
        return Shelf(browsing.tag_index(kind, viewer, letter))
    names = _names(counts, _names_of(counts))
    return Shelf(index_of(names, address=ADDRESS, most=NAMES_ON_A_PAGE))


def kinds_of(facets: Facets) -> list[KindInUse]:
    """Kinds with the tags that most of some works mean, in the host's order. One query."""
    names = names_of(int(one.key) for counts in facets.kinds.values() for one in counts)
    kinds = sorted(names.kinds.values(), key=lambda kind: (kind.position, kind.pk))
    return [
        KindInUse(kind, tags, len(tags))
        for kind in kinds
        if (tags := _entries_of(facets.kinds.get(kind.pk, ()), names))
    ]


def kinds_in_use(viewer: Viewer) -> list[KindInUse]:
    """Kinds with their most used tags. A fixed number of queries."""
    try:
        return kinds_of(queries.overview(viewer).facets)
    except IndexUnavailable:
        return browsing.kinds_in_use(viewer)


def behind_shield(viewer: Viewer) -> Mapping[int, int]:
    """Of each kind, how many tags lead to nothing but what the viewer's shield keeps away.

    One query with an index, two without, none without a shield.
    """
    if not viewer.shield:
        return {}
    try:
        return queries.tags_behind_shield(viewer)
    except IndexUnavailable:
        shown = browsing.count_tags(viewer)
        every = browsing.count_tags(without_shield(viewer))
        return {kind: count - shown.get(kind, 0) for kind, count in every.items()}


def _top(kind: Kind, viewer: Viewer) -> Sequence[Count]:
    """The most used, and one more if there are more."""
    most = NAMES_ON_A_PAGE + 1
    return queries.more_counts(NO_FILTER, Scope(), viewer, kind.pk, most=most)


def _entries_of(counts: Iterable[Count], names: Names) -> list[Entry]:
    return [name.entry(ADDRESS) for name in _names(counts, names)]


def _names(counts: Iterable[Count], names: Names) -> list[Name]:
    return [
        Name(named.pk, name_key(named.name), named.name, one.works)
        for one in counts
        if (named := names.tags.get(int(one.key)))
    ]


def _names_of(counts: Iterable[Count]) -> Names:
    return names_of(int(one.key) for one in counts)


def _entries(groups: Iterable[Group]) -> list[Entry]:
    return [entry for group in groups for entry in group.entries]


def _letter(kind: Kind, viewer: Viewer, letter: str, page: str | None) -> Shelf:
    """One letter of a kind with many tags."""
    tags = Tag.objects.of_kind(kind).canonical()
    firsts = tags.annotate(first=Substr("key", 1, 1)).order_by()
    starts: dict[str, list[str]] = {}
    for first in firsts.values_list("first", flat=True).distinct():
        starts.setdefault(heading_of(first), []).append(first)
    # How many stand under each is not told: some may lead to nothing this viewer may know of.
    letters = [Letter(heading, 0) for heading in sorted(starts)]
    letter = letter if letter in starts else min(starts)
    shown = firsts.filter(first__in=starts[letter]).by_name()
    found = Paginator(shown, NAMES_ON_A_PAGE).get_page(page)
    counts = queries.counts_of([tag.pk for tag in found], viewer)
    entries = [
        Name(tag.pk, tag.key, tag.name, counts[tag.pk]).entry(ADDRESS)
        for tag in found
        if counts[tag.pk]
    ]
    index = Index(letters, [Group(letter, entries)], letter, len(letters))
    return Shelf(index, page=found)
