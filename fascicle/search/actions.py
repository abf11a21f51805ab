"""Everything that changes filters that readers keep."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from fascicle.accounts.models import User
from fascicle.reading.models import News
from fascicle.search.models import KeptFilter

#: A reader may keep as many; each that is followed is asked for new works.
MOST_KEPT = 50


class NameTaken(Exception):
    """The reader keeps another filter under this name."""


class TooManyKept(Exception):
    """The reader keeps as many filters as one may."""


@transaction.atomic
def keep_filter(
    name: str, *, path: str, query: str, by: User, at: datetime
) -> KeptFilter:
    """Keep a filter of the list at ``path`` under a name, after those kept before.

    :raises NameTaken: if another has this name.
    :raises TooManyKept: if the reader keeps too many already.
    """
    kept = _locked(by)
    if len(kept) >= MOST_KEPT:
        raise TooManyKept
    _refuse_taken(kept, name)
    last = max((one.position for one in kept), default=0)
    return KeptFilter.objects.create(
        user=by,
        name=name,
        path=path,
        query=query,
        position=last + 1,
        seen_at=at,
        feed_key=_new_key(),
    )


@transaction.atomic
def rename_filter(kept: KeptFilter, *, name: str) -> None:
    """:raises NameTaken: if another of the reader's has this name."""
    others = [one for one in _locked(kept.user) if one.pk != kept.pk]
    _refuse_taken(others, name)
    KeptFilter.objects.filter(pk=kept.pk).update(name=name)


@transaction.atomic
def move_filter(kept: KeptFilter, *, by: int) -> None:
    """Move a filter up (-1) or down (1) among the reader's own."""
    row = _locked(kept.user)
    here = next((i for i, one in enumerate(row) if one.pk == kept.pk), None)
    if here is None:
        return
    there = min(max(here + by, 0), len(row) - 1)
    row.insert(there, row.pop(here))
    for position, one in enumerate(row, 1):
        one.position = position
    KeptFilter.objects.bulk_update(row, ["position"])


def forget_filter(kept: KeptFilter) -> None:
    kept.delete()


@transaction.atomic
def make_default(kept: KeptFilter) -> None:
    """Its list opens with it from now on, in place of another that did."""
    _locked(kept.user)
    of_list = KeptFilter.objects.filter(user=kept.user, path=kept.path)
    of_list.exclude(pk=kept.pk).update(is_default=False)
    of_list.filter(pk=kept.pk).update(is_default=True)


def unmake_default(kept: KeptFilter) -> None:
    KeptFilter.objects.filter(pk=kept.pk).update(is_default=False)


def follow_filter(kept: KeptFilter, *, at: datetime) -> None:
    """Count what is new in it, and tell its reader, from now on."""
    rows = KeptFilter.objects.filter(pk=kept.pk, is_followed=False)
    last = News.objects.aggregate(last=Max("pk"))["last"] or 0
    rows.update(is_followed=True, seen_at=at, told_up_to=last)


def unfollow_filter(kept: KeptFilter) -> None:
    KeptFilter.objects.filter(pk=kept.pk).update(is_followed=False)


def mark_seen(kept: KeptFilter, *, at: datetime) -> None:
    """What was new in it is new no longer."""
    KeptFilter.objects.filter(pk=kept.pk, seen_at__lt=at).update(seen_at=at)


def renew_feed_key(kept: KeptFilter) -> None:
    """Its feed gets another address; the old one leads nowhere."""
    KeptFilter.objects.filter(pk=kept.pk).update(feed_key=_new_key())


def _locked(user: User) -> list[KeptFilter]:
    """The reader's filters in order, which no other page changes meanwhile."""
    User.objects.select_for_update().get(pk=user.pk)
    return list(KeptFilter.objects.filter(user=user).order_by(F("position"), "pk"))


def _refuse_taken(kept: list[KeptFilter], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in kept):
        raise NameTaken(name)


def _new_key() -> str:
    return secrets.token_urlsafe(32)
