"""Shelves, and putting works on them. Each asks for the reader's lock, so orders stay whole."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from fascicle.accounts.models import User
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.works.models import Work

MOST_SHELVES = 200
MOST_WORKS = 10_000


class NameTaken(Exception):
    """The reader has another shelf of this name."""


class ShelfFull(Exception):
    """There are as many shelves, or works on one, as there may be."""


@transaction.atomic
def make_shelf(user: User, *, name: str, at: datetime) -> Shelf:
    """Put up a shelf, below the others.

    :raises NameTaken: if another has this name.
    :raises ShelfFull: if the reader has too many.
    """
    shelves = _locked(user)
    if len(shelves) >= MOST_SHELVES:
        raise ShelfFull
    _refuse_taken(shelves, name)
    last = max((one.position for one in shelves), default=0)
    return Shelf.objects.create(user=user, name=name, position=last + 1, changed_at=at)


@transaction.atomic
def describe_shelf(shelf: Shelf, *, name: str, about: str) -> None:
    """:raises NameTaken: if another of the reader's has this name."""
    _refuse_taken([one for one in _locked(shelf.user) if one != shelf], name)
    Shelf.objects.filter(pk=shelf.pk).update(name=name, about=about)


def share_shelf(shelf: Shelf) -> None:
    """Let whoever has its address see it, with what they may know of."""
    Shelf.objects.filter(pk=shelf.pk).update(is_shared=True)


def unshare_shelf(shelf: Shelf) -> None:
    Shelf.objects.filter(pk=shelf.pk).update(is_shared=False)


def remove_shelf(shelf: Shelf) -> None:
    """Take a shelf down. The works stay where else they are."""
    Shelf.objects.filter(pk=shelf.pk).delete()


@transaction.atomic
def move_shelf(shelf: Shelf, *, by: int) -> None:
    """Move a shelf up (-1) or down (1) among the reader's own."""
    shelves = _locked(shelf.user)
    _move(shelves, shelf.pk, by)
    Shelf.objects.bulk_update(shelves, ["position"])


@transaction.atomic
def put_on_shelves(
    work: Work,
    *,
    on: Collection[int],
    off: Collection[int] = (),
    by: User,
    at: datetime,
) -> None:
    """Have the work stand on these of the reader's shelves, and no longer on those.

    Where it stands already, its place and note stay.

    :raises ShelfFull: if one of them takes no more.
    """
    shelves = _locked(by)
    here = ShelfEntry.objects.filter(shelf__in=shelves, work=work)
    standing = set(here.values_list("shelf", flat=True))
    for shelf in shelves:
        if shelf.pk in on and shelf.pk not in standing:
            _add(shelf, work, at=at)
        elif shelf.pk in off and shelf.pk in standing and shelf.pk not in on:
            here.filter(shelf=shelf).delete()
        else:
            continue
        Shelf.objects.filter(pk=shelf.pk).update(changed_at=at)


@transaction.atomic
def take_off(entry: ShelfEntry, *, at: datetime) -> None:
    Shelf.objects.filter(pk=entry.shelf_id).update(changed_at=at)
    entry.delete()


def note(entry: ShelfEntry, *, text: str) -> None:
    """Write beside a work what one wants to remember of it there."""
    ShelfEntry.objects.filter(pk=entry.pk).update(note=text)


@transaction.atomic
def move_entry(entry: ShelfEntry, *, by: int) -> None:
    """Move a work up (negative) or down by so many places on its shelf."""
    _locked(entry.shelf.user)
    entries = list(
        ShelfEntry.objects.filter(shelf=entry.shelf).order_by("position", "pk")
    )
    before = {one.pk: one.position for one in entries}
    _move(entries, entry.pk, by)
    moved = [one for one in entries if before[one.pk] != one.position]
    ShelfEntry.objects.bulk_update(moved, ["position"], batch_size=200)


def _add(shelf: Shelf, work: Work, *, at: datetime) -> None:
    entries = ShelfEntry.objects.filter(shelf=shelf)
    if entries.count() >= MOST_WORKS:
        raise ShelfFull
    last = entries.aggregate(last=Max("position"))["last"] or 0
    ShelfEntry.objects.create(shelf=shelf, work=work, position=last + 1, added_at=at)


def _move(row: "list[Shelf] | list[ShelfEntry]", pk: int, by: int) -> None:
    """Move one of a row, and number all of it."""
    here = next((i for i, one in enumerate(row) if one.pk == pk), None)
    if here is not None:
        moved = row.pop(here)
        there = min(max(here + by, 0), len(row))
        row.insert(there, moved)  # type: ignore[arg-type]
    for position, one in enumerate(row, 1):
        one.position = position  # type: ignore[attr-defined]


def _locked(user: User) -> list[Shelf]:
    """The reader's shelves in order, which no other page changes meanwhile."""
    User.objects.select_for_update().get(pk=user.pk)
    return list(Shelf.objects.filter(user=user).order_by("position", "pk"))


def _refuse_taken(shelves: Sequence[Shelf], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in shelves):
        raise NameTaken
