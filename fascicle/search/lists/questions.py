"""A filter with everything that must be looked up in the database before the index is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from django.db import connection
from django.utils import timezone

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.reading.queries.shelves import standing_on
from fascicle.search import columns
from fascicle.search.columns import Access, Asked
from fascicle.search.index.rows import among
from fascicle.search.lists.filters import Filter, Order, Scope
from fascicle.search.lists.limits import limited
from fascicle.search.words.grammar import Limit, Node, Parsed, parse
from fascicle.works.models import Rating

#: What a row of the first query tells of.
_SYNONYM, _OWN, _PLACE = 0, 1, 2
#: The words for so many lists of tags; those of a shield are the same on every page.
_CONDITIONS_KEPT = 256
#: As many tags are told to the database beside a query; more stand in it.
_MOST_TOLD = 40
# Every list begins with these: what Django does for a query of its own takes longer than the
# index does for all the rest. Nothing but whole numbers is put into them.
_SYNONYMS = (
    f"SELECT {_SYNONYM}, id, canonical_id, 0 FROM tags_tag"  # noqa: S608 - our own words
    " WHERE canonical_id IS NOT NULL AND id {among}"
)
_OWN_WORKS = " UNION ALL ".join(
    f"SELECT {_OWN}, 0, b.work_id, 0 FROM {bylines} b"  # noqa: S608 - our own words
    " JOIN accounts_penname p ON p.id = b.pen_name_id WHERE p.user_id = {user:d}"
    for bylines in ("works_byline", "works_hiddenbyline")
)
_PLACES = (
    f"SELECT {_PLACE}, series_id, work_id, position FROM works_seriesentry"  # noqa: S608
    " WHERE series_id {among}"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, and in which words."""

    asked: Asked
    access: Access
    words: Node | None
    sees_adult: bool
    notices: tuple[str, ...]
    order: Order = Order.UPDATED
    places: tuple[int, ...] | None = None
    """The works of the series or shelf in its order, where that is what was asked for."""


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """What the database says of tags, somebody's works, and series."""

    canonical: dict[int, int]
    """What each tag is a synonym of, or itself."""
    own: tuple[int, ...] = ()
    places: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """The works of each series in its order."""


def question(wanted: Filter, scope: Scope, viewer: Viewer) -> Question:
    """One query at most: what tags mean, the viewer's own works, and a series' order.

    One more if the words name a rating, and one for a shelf.
    """
    return questions([(wanted, scope)], viewer)[0]


def questions(lists: Sequence[tuple[Filter, Scope]], viewer: Viewer) -> list[Question]:
    """The same for many lists at once, in as many queries, and one for each of their shelves."""
    parsed = [parse(wanted.query) for wanted, _scope in lists]
    limits = _limited([wanted for wanted, _scope in lists], parsed)
    narrowed = [
        (wanted, scope)
        for (wanted, _notices), (_unlimited, scope) in zip(limits, lists, strict=True)
    ]
    zone = timezone.get_current_timezone()
    tags = {tag for wanted, scope in narrowed for tag in columns.tags_of(wanted, scope)}
    series = {
        scope.series
        for wanted, scope in narrowed
        if wanted.order is Order.PLACE and scope.series is not None
    }
    known = _looked_up(tags, viewer, series)
    access = _access(viewer, known)
    found = [
        Question(
            asked=columns.asked(wanted, scope, known.canonical, zone),
            access=access,
            words=one.node,
            sees_adult=viewer.sees_adult,
            notices=(*one.notices, *notices),
            order=wanted.order,
            places=known.places.get(scope.series or 0),
        )
        for (wanted, scope), one, (_wanted, notices) in zip(
            narrowed, parsed, limits, strict=True
        )
    ]
    shelves = {scope.shelf for _wanted, scope in narrowed if scope.shelf is not None}
    standing = {shelf: _standing_on(shelf, viewer) for shelf in shelves}
    return [
        one if scope.shelf is None else _on_shelf(one, standing[scope.shelf])
        for one, (_wanted, scope) in zip(found, narrowed, strict=True)
    ]


def _limited(
    filters: Sequence[Filter], parsed: Sequence[Parsed]
) -> list[tuple[Filter, tuple[str, ...]]]:
    """Each filter with the limits among its words, and what was not understood of them."""
    ratings = _ratings([limit for one in parsed for limit in one.limits])
    today = timezone.localdate()
    return [
        limited(wanted, one.limits, ratings=ratings, today=today)
        for wanted, one in zip(filters, parsed, strict=True)
    ]


def meant(shield: Shield, canonical: Mapping[int, int]) -> Shield:
    """A shield with the tags that it means."""
    synonyms = [tag for tag, meaning in canonical.items() if meaning != tag]
    if shield.tags.isdisjoint(synonyms):
        return shield
    return replace(
        shield, tags=frozenset(canonical.get(tag, tag) for tag in shield.tags)
    )


def everything(viewer: Viewer, tags: Iterable[int]) -> tuple[Question, dict[int, int]]:
    """The question for all that the viewer meets, and what each of some tags means.

    One query at most.
    """
    known = _looked_up(tags, viewer)
    found = Question(Asked(), _access(viewer, known), None, viewer.sees_adult, ())
    return found, {tag: known.canonical[tag] for tag in tags}


def canonical_tags(tags: Iterable[int]) -> dict[int, int]:
    """What each tag is a synonym of, or itself. One query at most."""
    return _looked_up(tags, Viewer()).canonical


def _standing_on(shelf: int, viewer: Viewer) -> list[tuple[int, bool]]:
    return standing_on(shelf, viewer) if columns.is_key(shelf) else []


def _on_shelf(question: Question, standing: Sequence[tuple[int, bool]]) -> Question:
    """The same question, to which nothing is an answer but what stands on a shelf."""
    works = tuple(work for work, _by_address in standing)
    reached = tuple(work for work, by_address in standing if by_address)
    return replace(
        question,
        asked=replace(question.asked, works=works),
        access=replace(question.access, by_address=reached),
        places=works,
    )


def _access(viewer: Viewer, known: _LookedUp) -> Access:
    shield = meant(viewer.shield, known.canonical)
    return Access(is_member=viewer.is_member, own=known.own, shield=shield)


def _looked_up(
    tags: Iterable[int], viewer: Viewer, series: Iterable[int] = ()
) -> _LookedUp:
    """What these tags mean, and those of the viewer's shield that mean others.

    One query at most.
    """
    canonical = {tag: tag for tag in tags}
    shielded = viewer.shield.tags
    own: set[int] = set()
    places: dict[int, list[tuple[int, int]]] = {}
    for what, key, found, position in _rows(canonical, viewer, series):
        if what == _OWN:
            own.add(found)
        elif what == _PLACE:
            places.setdefault(key, []).append((position, found))
        elif key in canonical or key in shielded:
            canonical[key] = found
    in_order = {
        key: tuple(work for _position, work in sorted(row))
        for key, row in places.items()
    }
    return _LookedUp(canonical, tuple(sorted(own)), in_order)


@lru_cache(_CONDITIONS_KEPT)
def _among(tags: frozenset[int]) -> str:
    """The condition for a tag to be one of these; empty if there can be none."""
    known = [tag for tag in tags if columns.is_key(tag)]
    return among(known) if known else ""


def _rows(
    tags: Iterable[int], viewer: Viewer, series: Iterable[int]
) -> Sequence[tuple[int, int, int, int]]:
    queries, told = [], []
    if known := [tag for tag in tags if columns.is_key(tag)]:
        # What differs from list to list stands beside the query, which is then read but once.
        told = known if len(known) <= _MOST_TOLD else []
        marks = f"IN ({', '.join(['%s'] * len(told))})"
        queries.append(_SYNONYMS.format(among=marks if told else among(known)))
    if condition := _among(viewer.shield.tags):
        queries.append(_SYNONYMS.format(among=condition))
    if viewer.user is not None:
        queries.append(_OWN_WORKS.format(user=viewer.user.pk))
    if known := [key for key in series if columns.is_key(key)]:
        queries.append(_PLACES.format(among=among(known)))
    if not queries:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), told or None)
        return cast("Sequence[tuple[int, int, int, int]]", cursor.fetchall())


def _ratings(limits: Iterable[Limit]) -> dict[str, int]:
    """The ratings by name, if words name one."""
    if not any(limit.name == "rating" for limit in limits):
        return {}
    rows = Rating.objects.values_list("name", "pk")
    return {"unrated": 0} | {name_key(name): pk for name, pk in rows}
