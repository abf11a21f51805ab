"""One page of a list, narrowed down: the works, the panel, and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from fascicle.accounts.viewer import Viewer
from fascicle.search import queries
from fascicle.search.addresses import Asked, Parameters, read
from fascicle.search.chips import Piece, pieces
from fascicle.search.excerpts import Excerpt, of_works
from fascicle.search.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Facets,
    Filter,
    Found,
    Scope,
)
from fascicle.search.models import KeptFilter
from fascicle.search.panel import Panel, panel
from fascicle.search.scopes import Place, order_of, write_scope
from fascicle.search.vocabulary import Names, Scale, names_of, scale, vocabulary
from fascicle.works.models import Work

#: Where nothing is found, as many pieces of the filter are tried to be left out.
MOST_WAYS_OUT = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address of a list asks for, and all that it takes to write others."""

    asked: Asked
    place: Place
    names: Names
    scale: Scale
    default: KeptFilter | None = None
    """What the reader keeps for the list to open with."""

    @property
    def is_narrowed(self) -> bool:
        return replace(self.asked.wanted, order=NO_FILTER.order) != NO_FILTER

    @property
    def is_default(self) -> bool:
        """Whether this is what the list opens with."""
        query = replace(self.place, shield_off=False).query(self.asked.wanted)
        return self.default is not None and self.default.query == query

    @property
    def address(self) -> str:
        """The readable address of the same."""
        return self.place.address(self.asked.wanted, self.asked.page)


@dataclass(frozen=True, slots=True)
class Chip:
    """A piece of the filter, and where it is left out."""

    label: str
    address: str
    is_exclusion: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """A piece of the filter that could go, and how many works there would be then."""

    label: str
    address: str
    works: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page of a list shows."""

    wanted: Filter
    page: "Page[Work]"
    entries: Sequence[tuple[Work, Excerpt | None]]
    """The works of the page, and where the words that were asked for stand in them."""
    total: int
    hidden: int
    chips: Sequence[Chip]
    panel: Panel
    ways_out: Sequence[WayOut]
    notices: Sequence[str]
    path: str
    scope: str
    """The list, for addresses of other pages."""
    is_narrowed: bool
    shield_off: bool
    query: str
    """The filter as the address has it."""
    address_cleared: str
    address_shielded: str
    address_lifted: str
    default: str
    """The name of the filter that the list opened with, if this is it."""
    facets: Facets | None
    names: Names
    """Of the tags that the facets count."""


def understand(
    said: Parameters, scope: Scope, default: KeptFilter | None = None
) -> Wish:
    """What an address asks for. Two queries, or one if it names no tags."""
    ratings = scale()
    words, names = vocabulary(said, ratings)
    asked = read(said, words, today=localdate(), order=order_of(scope))
    opens_narrowed = bool(default and default.query)
    place = Place(scope, words, asked.shield_off, opens_narrowed)
    return Wish(asked, place, names, ratings, default)


def listing(wish: Wish, viewer: Viewer) -> Listing:
    """The page of the list that was asked for, or the last one if there are not so many.

    ``viewer`` is that of the page (``viewer_of_page``): without a shield where it is put down.

    :raises IndexUnavailable: if there is no index.
    """
    asked, place = wish.asked, wish.place
    found, number = _find(asked, place.scope, viewer)
    names = wish.names | names_of(_unnamed(found.facets, wish.names))
    parts = pieces(asked.wanted, place.vocabulary)
    works = queries.by_ids(found.work_ids, viewer)
    excerpts = of_works(works, asked.wanted.query, viewer)
    paginator: Paginator[Any] = Paginator(range(found.total), WORKS_ON_A_PAGE)
    return Listing(
        wanted=asked.wanted,
        page=Page(works, number, paginator),
        entries=[(work, excerpts.get(work.pk)) for work in works],
        total=found.total,
        hidden=found.hidden,
        chips=[
            Chip(one.label, place.address(one.without), one.is_exclusion)
            for one in parts
        ],
        panel=panel(asked.wanted, found.facets, names, wish.scale, place),
        ways_out=[] if found.total else _ways_out(parts, place, viewer),
        notices=(*asked.notices, *found.notices),
        path=place.path,
        scope=write_scope(place.scope),
        is_narrowed=wish.is_narrowed,
        shield_off=asked.shield_off,
        query=place.query(asked.wanted),
        address_cleared=place.address(Filter(order=place.order)),
        address_shielded=replace(place, shield_off=False).address(asked.wanted),
        address_lifted=replace(place, shield_off=True).address(asked.wanted),
        default=wish.default.name if wish.default and wish.is_default else "",
        facets=found.facets,
        names=names,
    )


def _find(asked: Asked, scope: Scope, viewer: Viewer) -> tuple[Found, int]:
    found = queries.find(asked.wanted, scope, viewer, page=asked.page)
    last = max(1, -(-found.total // WORKS_ON_A_PAGE))
    if asked.page <= last:
        return found, asked.page
    return queries.find(asked.wanted, scope, viewer, page=last), last


def _unnamed(facets: Facets | None, names: Names) -> set[int]:
    if facets is None:
        return set()
    counted = {int(one.key) for counts in facets.kinds.values() for one in counts}
    return counted - names.tags.keys()


def _ways_out(parts: Sequence[Piece], place: Place, viewer: Viewer) -> list[WayOut]:
    """Which single piece could go so that something is found, the best first."""
    ways = [
        WayOut(
            one.label,
            place.address(one.without),
            queries.find(one.without, place.scope, viewer, facets=False).total,
        )
        for one in parts[:MOST_WAYS_OUT]
    ]
    return sorted((way for way in ways if way.works), key=lambda way: -way.works)
