"""The filter panel: everything a list can be narrowed down by, with counts of what is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fascicle.core.languages import name_of
from fascicle.search.lists.addresses import STATUSES, UNKNOWN
from fascicle.search.lists.chips import rating_name, status_name, within_label
from fascicle.search.lists.filters import (
    TALLIED,
    TOP,
    Count,
    Dates,
    Facets,
    Filter,
    KindChoice,
    Order,
    Scope,
)
from fascicle.search.lists.scopes import Place
from fascicle.search.lists.vocabulary import Names, Scale
from fascicle.tags.models import Kind

#: As many kinds stand open, beside content notes, before a reader opens any.
OPEN_KINDS = 2
NOTHING = Facets({}, (), (), (), ())
WITHIN = ("1w", "1m", "6m", "1y")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be wanted or not wanted."""

    value: str
    label: str
    works: int
    included: bool = False
    excluded: bool = False
    language: str = ""

    # Put into words here: a page has some eighty rows, and templates are slow at sentences.

    @property
    def only(self) -> str:
        return _("Only %(name)s") % {"name": self.label}

    @property
    def without(self) -> str:
        return _("Without %(name)s") % {"name": self.label}


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort. ``exclude`` is empty where they can only be wanted."""

    slug: str
    title: str
    rows: Sequence[Row]
    include: str
    exclude: str = ""
    is_open: bool = False
    can_match_any: bool = False
    """Whether one of several can be enough; then ``match_any`` says whether it is."""
    match_any: bool = False
    more: str = ""
    """Where all of them are."""

    @property
    def chosen(self) -> int:
        return sum(row.included or row.excluded for row in self.rows)


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things of which one is chosen."""

    value: str
    label: str
    is_chosen: bool
    works: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """What the filter form shows."""

    wanted: Filter
    groups: Sequence[Group]
    details: Sequence[Group]
    orders: Sequence[Option]
    updated: Sequence[Option]
    posted: Sequence[Option]
    parts: Sequence[Option]
    has_crossovers: bool

    @property
    def is_dated(self) -> bool:
        return self.wanted.updated != Dates() or self.wanted.posted != Dates()


def panel(
    wanted: Filter, facets: Facets | None, names: Names, scale: Scale, place: Place
) -> Panel:
    """The form for a filter, with the counts of what it finds."""
    counts = facets or NOTHING
    kinds = sorted(names.kinds.values(), key=lambda kind: (kind.position, kind.pk))
    shown = [
        kind
        for kind in kinds
        if kind.is_facet or any(choice.kind == kind.pk for choice in wanted.tags)
    ]
    notes = [kind for kind in shown if kind.is_content_note]
    others = [kind for kind in shown if not kind.is_content_note]
    tags = [
        _kind(kind, wanted, counts, names, place, is_open=kind in others[:OPEN_KINDS])
        for kind in (*notes, *others)
    ]
    groups = [_ratings(wanted, counts, scale), *tags, _statuses(wanted, counts)]
    details = [_languages(wanted, counts, place.scope)]
    return Panel(
        wanted=wanted,
        groups=[group for group in groups if group.rows],
        details=[group for group in details if group.rows],
        orders=orders(wanted, place, scale),
        updated=_within(wanted.updated),
        posted=_within(wanted.posted),
        parts=_parts(wanted, counts),
        has_crossovers=any(kind.makes_crossovers for kind in kinds),
    )


def tag_rows(
    counts: Iterable[Count], choice: KindChoice, names: Names, scope: Scope
) -> list[Row]:
    """Tags with their counts; those chosen stand there even if nothing bears them."""
    works = {int(count.key): count.works for count in counts}
    for pk in (*choice.include, *choice.exclude):
        works.setdefault(pk, 0)
    return [
        Row(
            tag.value,
            tag.name,
            n,
            included=pk in choice.include,
            excluded=pk in choice.exclude,
        )
        for pk, n in works.items()
        if (tag := names.tags.get(pk)) and pk != scope.tag
    ]


def choice_of(wanted: Filter, kind: int) -> KindChoice:
    """What the filter says of one kind."""
    return next((one for one in wanted.tags if one.kind == kind), KindChoice(kind))


def orders(wanted: Filter, place: Place, scale: Scale) -> list[Option]:
    """The orders that make sense here."""
    labels = {
        Order.PLACE: _("In the series’ order")
        if place.scope.shelf is None
        else _("In the shelf’s order"),
        Order.RELEVANCE: _("Best match first"),
        Order.UPDATED: _("Newest part first"),
        Order.POSTED: _("Newest story first"),
        Order.TITLE: _("Title, A to Z"),
        Order.AUTHOR: _("Writer, A to Z"),
        Order.WORDS: _("Longest first"),
        Order.KUDOS: _("Most kudos first"),
        Order.COMMENTS: _("Most comments first"),
        Order.BOOKMARKS: _("Most bookmarks first"),
        Order.HITS: _("Most read first"),
    }
    left_out = set(TALLIED - scale.tallied)
    if not wanted.query:
        left_out.add(Order.RELEVANCE)
    if place.order is not Order.PLACE:
        left_out.add(Order.PLACE)
    return [
        Option(order.value, label, order is wanted.order)
        for order, label in labels.items()
        if order not in left_out or order is wanted.order
    ]


def _kind(
    kind: Kind,
    wanted: Filter,
    counts: Facets,
    names: Names,
    place: Place,
    *,
    is_open: bool,
) -> Group:
    choice = choice_of(wanted, kind.pk)
    found = counts.kinds.get(kind.pk, ())
    return Group(
        slug=kind.slug,
        title=capfirst(kind.plural),
        rows=tag_rows(found, choice, names, place.scope),
        include="tag",
        exclude="not",
        is_open=is_open
        or kind.is_content_note
        or bool(choice.include or choice.exclude),
        can_match_any=bool(choice.include),
        match_any=choice.match_any,
        more=reverse("search:counts", args=[kind.slug]) if len(found) >= TOP else "",
    )


def _ratings(wanted: Filter, counts: Facets, scale: Scale) -> Group:
    works = {int(count.key): count.works for count in counts.ratings}
    chosen = {*wanted.ratings, *wanted.not_ratings}
    rows = [
        Row(
            str(pk),
            rating_name(pk, scale.ratings),
            works.get(pk, 0),
            included=pk in wanted.ratings,
            excluded=pk in wanted.not_ratings,
        )
        for pk in (*scale.ratings, 0)
        if pk in works or pk in chosen
    ]
    return Group("rating", _("Rating"), rows, "rating", "not-rating", is_open=True)


def _statuses(wanted: Filter, counts: Facets) -> Group:
    works = {str(count.key): count.works for count in counts.statuses}
    rows = [
        Row(
            status,
            capfirst(status_name(status)),
            works.get(status, 0),
            included=status in wanted.statuses,
        )
        for status in STATUSES
        if status in works or status in wanted.statuses
    ]
    return Group("status", _("Status"), rows, "status", is_open=True)


def _languages(wanted: Filter, counts: Facets, scope: Scope) -> Group:
    here = None if scope.language is None else scope.language or UNKNOWN
    works = {str(count.key): count.works for count in counts.languages[:TOP]}
    for code in (*wanted.languages, *wanted.not_languages):
        works.setdefault(code, 0)
    rows = [
        Row(
            code,
            name_of(code),
            n,
            included=code in wanted.languages,
            excluded=code in wanted.not_languages,
            language="" if code == UNKNOWN else code,
        )
        for code, n in works.items()
        if code != here
    ]
    chosen = bool(wanted.languages or wanted.not_languages)
    return Group(
        "language", _("Language"), rows, "language", "not-language", is_open=chosen
    )


def _parts(wanted: Filter, counts: Facets) -> list[Option]:
    works = {str(count.key): count.works for count in counts.parts}
    labels = {"one": _("One chapter"), "many": _("Several chapters")}
    return [
        Option("", pgettext("number of chapters", "Any"), not wanted.parts),
        *(
            Option(value, label, wanted.parts == value, works.get(value, 0))
            for value, label in labels.items()
        ),
    ]


def _within(dates: Dates) -> list[Option]:
    known = [*WITHIN]
    if dates.within and dates.within not in known:
        known.append(dates.within)
    return [
        Option("", _("Any time"), not dates.within),
        *(
            Option(one, capfirst(within_label(one)), one == dates.within)
            for one in known
        ),
    ]
