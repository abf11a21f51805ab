"""One page of a list, narrowed down: the works, the panel, and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from fascicle.accounts.viewer import Viewer
from fascicle.reading.shield_line import ShieldLine
from fascicle.search import queries
from fascicle.search.columns import Access
from fascicle.search.lists.addresses import Asked, Parameters, read
from fascicle.search.lists.chips import Piece, pieces
from fascicle.search.lists.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Facets,
    Filter,
    Found,
    Scope,
)
from fascicle.search.lists.opening import Default, Opening, scale
from fascicle.search.lists.panel import Panel, panel
from fascicle.search.lists.questions import Question, question
from fascicle.search.lists.scopes import Place, order_of, write_scope
from fascicle.search.lists.vocabulary import Names, Scale, names_of, vocabulary
from fascicle.search.words.excerpts import Excerpt, of_works
from fascicle.search.words.found import mark_in_blurbs
from fascicle.works.blurbs import blurbs_of
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
    default: Default | None = None
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
    can_be_kept: bool
    """Whether readers can keep the filter; a shelf is kept as it is."""
    facets: Facets | None
    names: Names
    """Of the tags that the facets count."""
    access: Access
    """What the viewer may know of, to count more of it."""

    @property
    def shield_line(self) -> ShieldLine | None:
        if not (self.hidden or self.shield_off):
            return None
        up, lifted = self.address_shielded, self.address_lifted
        return ShieldLine("stories", self.hidden, self.shield_off, up, lifted)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in the list, however it is narrowed down."""
        return not (self.total or self.is_narrowed or self.hidden)


def understand(said: Parameters, scope: Scope, opening: Opening | None = None) -> Wish:
    """What an address asks for. Two queries, or one less without tags or with an opening."""
    ratings = opening.scale if opening else scale()
    default = opening.default if opening else None
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
    looked_up = question(asked.wanted, place.scope, viewer)
    found, number = _find(looked_up, asked.page)
    names = wish.names | names_of(_unnamed(found.facets, wish.names))
    parts = pieces(asked.wanted, place.vocabulary)
    reached = looked_up.access.by_address
    works = blurbs_of(found.work_ids, viewer, by_address=reached)
    excerpts = of_works(works, asked.wanted.query, viewer)
    mark_in_blurbs(works, asked.wanted.query)
    return Listing(
        wanted=asked.wanted,
        page=Page(works, number, _paginator(found)),
        entries=[(work, excerpts.get(work.pk)) for work in works],
        total=found.total,
        hidden=found.hidden,
        chips=_chips(parts, place),
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
        can_be_kept=place.scope.shelf is None,
        facets=found.facets,
        names=names,
        access=looked_up.access,
    )


def _find(asked: Question, page: int) -> tuple[Found, int]:
    found = queries.answer(asked, page=page)
    last = max(1, -(-found.total // WORKS_ON_A_PAGE))
    if page <= last:
        return found, page
    return queries.answer(asked, page=last), last


def _chips(parts: Sequence[Piece], place: Place) -> list[Chip]:
    return [
        Chip(one.label, place.address(one.without), one.is_exclusion) for one in parts
    ]


def _paginator(found: Found) -> "Paginator[Any]":
    return Paginator(range(found.total), WORKS_ON_A_PAGE)


def _unnamed(facets: Facets | None, names: Names) -> set[int]:
    if facets is None:
        return set()
    counted = {int(one.key) for counts in facets.kinds.values() for one in counts}
    return counted - names.tags.keys()


def _ways_out(parts: Sequence[Piece], place: Place, viewer: Viewer) -> list[WayOut]:
    """Which single piece could go so that something is found, the best first."""
    tried = parts[:MOST_WAYS_OUT]
    totals = queries.totals([(one.without, place.scope) for one in tried], viewer)
    ways = [
        WayOut(one.label, place.address(one.without), works)
        for one, works in zip(tried, totals, strict=True)
        if works
    ]
    return sorted(ways, key=lambda way: -way.works)
