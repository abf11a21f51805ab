"""Feeds of works: a list of the archive narrowed down, or one that a reader keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fascicle.accounts.shield import UNRATED
from fascicle.accounts.viewer import Viewer
from fascicle.core.languages import name_of
from fascicle.search import queries
from fascicle.search.lists.addresses import Parameters
from fascicle.search.lists.chips import rating_name, status_name
from fascicle.search.lists.filters import (
    WORKS_ON_A_PAGE,
    Count,
    Facets,
    Filter,
    Found,
    KindChoice,
    Scope,
)
from fascicle.search.lists.listing import Wish, understand
from fascicle.search.lists.panel import choice_of, orders
from fascicle.search.lists.scopes import Place
from fascicle.search.lists.vocabulary import Names, names_of
from fascicle.search.opds.feed import FacetGroup, Feed, Option, Paging
from fascicle.search.opds.publications import publications
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Rating, Work
from fascicle.works.models.works import WorkQuerySet

FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a list of works stands in the catalogue."""

    title: str
    path: str
    up: str = ""


def narrowed(
    shelf: Shelf, scope: Scope, said: Parameters, viewer: Viewer, *, at: datetime
) -> Feed:
    """One page of a list, narrowed down as an address says; the last one if there are fewer.

    Only works that the viewer may read are in it and in its counts: there is nothing to be had
    of others.

    :raises IndexUnavailable: if there is no index.
    """
    wish = understand(said, scope)
    found, number = _find(wish, viewer)
    counted = found.facets
    names = wish.names | names_of(_counted(counted))
    place = _Place(shelf.path, wish, names)
    wanted = wish.asked.wanted
    return Feed(
        title=shelf.title,
        address=place.address(wanted, number),
        updated_at=at,
        up=shelf.up,
        publications=publications(blurbs_of(found.work_ids, viewer)),
        facets=list(_facets(wanted, counted, place)) if counted else (),
        paging=_paging(place, wanted, number, found.total),
    )


def plain(
    shelf: Shelf, works: WorkQuerySet, viewer: Viewer, page: str, *, at: datetime
) -> Feed:
    """One page of works in their order, of those that the viewer may read; without facets."""
    readable = works.filter(pk__in=Work.objects.readable_by(viewer).values("pk"))
    pages = Paginator(readable.for_blurbs(viewer), WORKS_ON_A_PAGE)
    found = pages.get_page(page)
    address, paging = page_of(shelf.path, found)
    return Feed(
        title=shelf.title,
        address=address,
        updated_at=at,
        up=shelf.up,
        publications=publications(found),
        paging=paging,
    )


def page_of(path: str, page: "Page[Any]") -> tuple[str, Paging]:
    """The address of one page of the list at ``path``, and where it is among the others."""

    def address(number: int) -> str:
        return f"{path}?page={number}" if number > 1 else path

    pages = page.paginator
    return address(page.number), Paging(
        total=pages.count,
        page=page.number,
        size=pages.per_page,
        first=address(1),
        last=address(pages.num_pages),
        previous=address(page.number - 1) if page.has_previous() else "",
        following=address(page.number + 1) if page.has_next() else "",
    )


class _Place:
    """A list in the catalogue: it writes the addresses of all ways to narrow it down."""

    def __init__(self, path: str, wish: Wish, names: Names) -> None:
        self.path = path
        self.names = names
        self.scale = wish.scale
        words = replace(wish.place.vocabulary, tags=names.tags)
        self.site = replace(wish.place, vocabulary=words)

    @property
    def here(self) -> Place:
        return self.site

    def address(self, wanted: Filter, page: int = 1) -> str:
        query = self.site.query(wanted, page)
        return f"{self.path}?{query}" if query else self.path


def to_be_had(wanted: Filter, viewer: Viewer) -> Filter:
    """The filter, but for what stands before the adult gate for this viewer. One query at most."""
    return all_to_be_had([wanted], viewer)[0]


def all_to_be_had(filters: Sequence[Filter], viewer: Viewer) -> Sequence[Filter]:
    """The same for many, in as many queries."""
    if viewer.sees_adult:
        return filters
    adult = Rating.objects.filter(is_adult=True).values_list("pk", flat=True)
    shut = {UNRATED, *adult}
    return [
        replace(one, not_ratings=tuple(sorted(shut.union(one.not_ratings))))
        for one in filters
    ]


def _find(wish: Wish, viewer: Viewer) -> tuple[Found, int]:
    asked, scope = wish.asked, wish.place.scope
    wanted = to_be_had(asked.wanted, viewer)
    found = queries.find(wanted, scope, viewer, page=asked.page)
    last = max(1, -(-found.total // WORKS_ON_A_PAGE))
    if asked.page <= last:
        return found, asked.page
    return queries.find(wanted, scope, viewer, page=last), last


def _paging(place: _Place, wanted: Filter, number: int, total: int) -> Paging:
    last = max(1, -(-total // WORKS_ON_A_PAGE))
    return Paging(
        total=total,
        page=number,
        size=WORKS_ON_A_PAGE,
        first=place.address(wanted),
        last=place.address(wanted, last),
        previous=place.address(wanted, number - 1) if number > 1 else "",
        following=place.address(wanted, number + 1) if number < last else "",
    )


def _counted(facets: Facets | None) -> set[int]:
    kinds = facets.kinds.values() if facets else ()
    return {int(one.key) for counts in kinds for one in counts}


def _facets(wanted: Filter, counts: Facets, place: _Place) -> Iterator[FacetGroup]:
    """The groups with something to choose between, the order of the list first."""
    groups = [_order(wanted, place), *_kinds(wanted, counts.kinds, place)]
    ratings = [
        Option(
            rating_name(int(one.key), place.scale.ratings),
            place.address(replace(wanted, ratings=(int(one.key),))),
            one.works,
            is_active=wanted.ratings[:1] == (int(one.key),),
        )
        for one in counts.ratings
    ]
    groups.append(_group(_("Rating"), ratings, place, replace(wanted, ratings=())))
    statuses = [
        Option(
            capfirst(status_name(str(one.key))),
            place.address(replace(wanted, statuses=(str(one.key),))),
            one.works,
            is_active=wanted.statuses[:1] == (one.key,),
        )
        for one in counts.statuses
    ]
    groups.append(_group(_("Status"), statuses, place, replace(wanted, statuses=())))
    languages = [
        Option(
            name_of(str(one.key)),
            place.address(replace(wanted, languages=(str(one.key),))),
            one.works,
            is_active=wanted.languages[:1] == (one.key,),
        )
        for one in counts.languages
    ]
    groups.append(
        _group(_("Language"), languages, place, replace(wanted, languages=()))
    )
    return (group for group in groups if len(group.options) >= FEWEST_OPTIONS)


def _order(wanted: Filter, place: _Place) -> FacetGroup:
    options = [
        Option(
            str(one.label),
            place.address(replace(wanted, order=type(wanted.order)(one.value))),
            is_active=one.is_chosen,
        )
        for one in orders(wanted, place.here, place.scale)
    ]
    return FacetGroup(_("Sort by"), options)


def _kinds(
    wanted: Filter, kinds: Mapping[int, Sequence[Count]], place: _Place
) -> Iterator[FacetGroup]:
    in_order = sorted(
        place.names.kinds.values(), key=lambda kind: (kind.position, kind.pk)
    )
    for kind in in_order:
        chosen = choice_of(wanted, kind.pk)
        options = [
            Option(
                named.name,
                place.address(_with(wanted, replace(chosen, include=(named.pk,)))),
                one.works,
                is_active=chosen.include[:1] == (named.pk,),
            )
            for one in kinds.get(kind.pk, ())
            if (named := place.names.tags.get(int(one.key)))
        ]
        without = _with(wanted, replace(chosen, include=(), match_any=False))
        yield _group(capfirst(kind.plural), options, place, without)


def _with(wanted: Filter, choice: KindChoice) -> Filter:
    others = tuple(one for one in wanted.tags if one.kind != choice.kind)
    is_choice = bool(choice.include or choice.exclude)
    return replace(wanted, tags=(*others, choice) if is_choice else others)


def _group(
    title: str, options: Sequence[Option], place: _Place, without: Filter
) -> FacetGroup:
    """A group, with a way back to all where one is active."""
    if any(one.is_active for one in options):
        options = [Option(_("All"), place.address(without)), *options]
    return FacetGroup(title, options)
