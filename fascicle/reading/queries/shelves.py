"""Readers' shelves, and what stands on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.prepared import Prepared
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.works.models import Work
from fascicle.works.models.works import WorkQuerySet


@dataclass(frozen=True, slots=True)
class PlaceOnShelf:
    """Where a work stands on a shelf, and what the viewer may do about it."""

    entry: ShelfEntry
    is_own: bool
    can_move: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the viewer's shelves, and whether a work stands on it."""

    shelf: Shelf
    is_on: bool


def shelves_of(viewer: Viewer) -> "QuerySet[Shelf]":
    """The viewer's own shelves in their order."""
    return Shelf.objects.of(viewer).in_order()


def counted_shelves_of(viewer: Viewer) -> "QuerySet[Shelf]":
    """The same with ``work_count``: how many works of each the viewer finds there."""
    shown = Work.objects.visible_to(viewer).unshielded_for(viewer).has("entries__work")
    return shelves_of(viewer).annotate(work_count=Count("entries", filter=Q(shown)))


def works_on(shelf: Shelf, viewer: Viewer) -> WorkQuerySet:
    """The works on a shelf in its order that the viewer may know of, behind their shield or not.

    On one's own shelf stand unlisted works, too: whoever put them there has their address.
    """
    works = Work.objects
    is_own = shelf.is_of(viewer)
    known = works.visible_to(viewer) if is_own else works.discoverable_by(viewer)
    standing = known.filter(shelf_entries__shelf=shelf)
    return standing.order_by("shelf_entries__position", "pk")


def standing_on(shelf_id: int, viewer: Viewer) -> list[tuple[int, bool]]:
    """The works on a shelf in its order, and which of them the viewer knows by address alone.

    Whether the others may be listed is not looked at, nor what a shield covers. Nothing stands
    on a shelf that is neither shared nor the viewer's. One query.
    """
    unlisted = Work.objects.visible_to(viewer).filter(unlisted=True)
    reached = Exists(unlisted.filter(pk=OuterRef("work")))
    shelves = Shelf.objects.visible_to(viewer).filter(pk=shelf_id)
    entries = ShelfEntry.objects.filter(shelf__in=shelves).annotate(
        by_address=reached & Q(shelf__user=viewer.user) if viewer.user else Value(False)
    )
    in_order = entries.order_by("position", "work")
    return list(in_order.values_list("work", "by_address"))


def entries_on(shelf: Shelf, works: Sequence[Work]) -> dict[int, ShelfEntry]:
    """The places of these works there, by the works' keys. One query."""
    entries = ShelfEntry.objects.filter(shelf=shelf, work__in=works)
    return {one.work_id: one for one in entries}


def attach_places(
    shelf: Shelf, works: Sequence[Work], *, viewer: Viewer, can_move: bool
) -> None:
    """Set ``place_on_shelf`` of works on a shelf. ``can_move`` where its own order is shown.

    One query.
    """
    entries, is_own = entries_on(shelf, works), shelf.is_of(viewer)
    for work in works:
        if entry := entries.get(work.pk):
            place = PlaceOnShelf(entry, is_own, is_own and can_move)
            work.place_on_shelf = place  # type: ignore[attr-defined]


def standings(work: Work, viewer: Viewer) -> list[Standing]:
    """The viewer's shelves, and on which of them a work stands. One query, none for a guest."""
    if viewer.user is None:
        return []
    shelves = _HOLDING(viewer.user.pk, work.pk)
    return [Standing(one, one.holds) for one in shelves]  # type: ignore[attr-defined]


def _holding(user_id: int, work_id: int) -> "QuerySet[Shelf]":
    here = ShelfEntry.objects.filter(shelf=OuterRef("pk"), work=work_id)
    return shelves_of(Viewer(User(pk=user_id))).annotate(holds=Exists(here))


_HOLDING = Prepared(_holding, int, int)
