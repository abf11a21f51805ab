"""Works as blurbs show them, by queries whose SQL is made once: every list asks for them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from django.db.models import QuerySet

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.prepared import Prepared
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Work
from fascicle.works.models.works import (
    WorkQuerySet,
    names_of_bylines,
    names_of_tags,
    places_in_series,
)

Keys = frozenset[int]
TagRow = tuple[int, int, str, int, bool]
"""A work, one of its tags and what that is called, its kind and whether that is content notes."""

#: In the order of their models, which is how Django takes values.
_OF_KIND, _OF_TAG = ("id", "is_content_note"), ("id", "kind_id", "name")


def blurbs_of(
    work_ids: Sequence[int], viewer: Viewer, *, by_address: Sequence[int] = ()
) -> list[Work]:
    """These works with what their blurbs show, in this order, by four queries.

    What the viewer may not come across is left out: the keys may come from an index that is a
    moment behind. Works whose address the viewer has stay if they are visible; one query more.
    They are as from ``for_blurbs()``.
    """
    works = _ask(viewer, frozenset(work_ids)) if work_ids else []
    if reached := set(work_ids).intersection(by_address):
        visible = Work.objects.visible_to(viewer).as_blurbs(viewer)
        works += visible.filter(pk__in=reached - {work.pk for work in works})
    _fetch_beside(works)
    found = {work.pk: work for work in works}
    return [found[pk] for pk in work_ids if pk in found]


def _ask(viewer: Viewer, keys: Keys) -> list[Work]:
    if viewer.user is None:
        return _FOR_GUESTS[viewer.sees_adult](keys)
    return _FOR_MEMBERS[viewer.sees_adult](viewer.user.pk, keys)


def _for_guests(sees_adult: bool, keys: Keys) -> WorkQuerySet:
    return _for(Viewer(sees_adult=sees_adult), keys)


def _for_members(sees_adult: bool, user_id: int, keys: Keys) -> WorkQuerySet:
    return _for(Viewer(User(pk=user_id), sees_adult), keys)


def _for(viewer: Viewer, keys: Keys) -> WorkQuerySet:
    works = Work.objects.discoverable_by(viewer).as_blurbs(viewer)
    return works.filter(pk__among=keys)


_FOR_GUESTS = {
    sees: Prepared(partial(_for_guests, sees), frozenset) for sees in (False, True)
}
_FOR_MEMBERS = {
    sees: Prepared(partial(_for_members, sees), int, frozenset)
    for sees in (False, True)
}


def _fetch_beside(works: Sequence[Any]) -> None:
    """As ``prefetch_related`` does, which makes its queries anew each time."""
    if not works:
        return
    keys = frozenset(work.pk for work in works)
    beside = {name: _by_work(prepared(keys)) for name, prepared in _BESIDE.items()}
    beside["tags"] = _tags_by_work(_TAGS(keys))
    for work in works:
        work._prefetched_objects_cache = {
            name: _Fetched(rows[work.pk]) for name, rows in beside.items()
        }


def _tags_by_work(rows: Iterable[TagRow]) -> defaultdict[int, list[Any]]:
    """Popular tags stand on many of the works, and all are of few kinds: each is made once."""
    kinds: dict[int, Kind] = {}
    tags: dict[int, Tag] = {}
    grouped = defaultdict(list)
    for work, pk, name, kind, is_content_note in rows:
        if kind not in kinds:
            kinds[kind] = Kind.from_db(None, _OF_KIND, (kind, is_content_note))
        if pk not in tags:
            tags[pk] = Tag.from_db(None, _OF_TAG, (pk, kind, name))
            tags[pk].kind = kinds[kind]
        grouped[work].append(tags[pk])
    return grouped


def _by_work(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.work_id].append(row)
    return grouped


class _Fetched(QuerySet[Any]):
    """Rows that are here. To narrow them down would be a query for each work."""

    def __init__(self, rows: list[Any]) -> None:
        super().__init__()
        self._result_cache = rows

    def _chain(self) -> NoReturn:
        raise TypeError("what stands beside a blurb is here whole: take all()")


def _bylines(keys: Keys) -> "QuerySet[Any]":
    return names_of_bylines().filter(work__pk__among=keys)


def _tags(keys: Keys) -> "QuerySet[Any, TagRow]":
    found = names_of_tags().filter(works__pk__among=keys)
    return found.values_list("works__pk", "pk", "name", "kind", "kind__is_content_note")


def _series_entries(keys: Keys) -> "QuerySet[Any]":
    return places_in_series().filter(work__pk__among=keys)


_BESIDE = {
    "bylines": Prepared(_bylines, frozenset),
    "series_entries": Prepared(_series_entries, frozenset),
}
_TAGS = Prepared(_tags, frozenset)
