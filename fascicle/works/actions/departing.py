"""Somebody leaves: a wish for each of their works, two weeks to think, and then it is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from fascicle.accounts.actions import forget_picture
from fascicle.accounts.actions.sessions import end_all_sessions
from fascicle.accounts.models import Departure, PenName, Role, User
from fascicle.accounts.viewer import Viewer
from fascicle.core import letters
from fascicle.works.actions.asking import write_to
from fascicle.works.actions.company import orphan
from fascicle.works.actions.deleting import delete_work
from fascicle.works.models import (
    ChapterByline,
    Farewell,
    LastWish,
    Offer,
    OfferKind,
    Work,
)

GRACE = timedelta(days=14)


class OnlyHost(Exception):
    """Without them nobody would look after the archive."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a work; an heir goes with handing it over."""

    wish: LastWish
    heir: PenName | None = None


@transaction.atomic
def ask_to_leave(
    user: User, *, for_all: Wish, for_some: Mapping[int, Wish], at: datetime
) -> Departure:
    """Have an account deleted in two weeks, with a wish for each work; asking again changes these.

    Works are offered to their heirs at once: handed over is what somebody has accepted by then.

    :raises OnlyHost: if there is no other host.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if user.is_host and not _other_hosts(user):
        raise OnlyHost
    _forget_wishes(user, at=at)
    asked: Counter[PenName] = Counter()
    for work in Work.objects.editable_by(Viewer(user)).order_by("pk"):
        wish = for_some.get(work.pk, for_all)
        Farewell.objects.create(user=user, work=work, wish=wish.wish, heir=wish.heir)
        if wish.wish == LastWish.HAND_OVER and wish.heir:
            asked[wish.heir] += _offer(work, wish.heir, by=user, at=at)
    for heir, works in asked.items():
        _tell_heir(heir, works)
    departure, is_new = Departure.objects.get_or_create(
        user=user, defaults={"asked_at": at, "due_at": at + GRACE}
    )
    if is_new:
        context = {"user": user, "departure": departure}
        letters.post("works/letters/leaving.txt", to=user.email, context=context)
    return departure


def _other_hosts(user: User) -> bool:
    hosts = User.objects.filter(role=Role.HOST, is_active=True, departure=None)
    return hosts.exclude(pk=user.pk).exists()


def _offer(work: Work, heir: PenName, *, by: User, at: datetime) -> bool:
    """Offer a work to its heir, unless it is offered already."""
    waiting = Offer.objects.open().filter(kind=OfferKind.HAND_OVER, chapter=None)
    _offered, is_new = waiting.get_or_create(
        kind=OfferKind.HAND_OVER,
        work=work,
        pen_name=heir,
        chapter=None,
        defaults={"made_by": by, "made_at": at},
    )
    return is_new


def _tell_heir(heir: PenName, works: int) -> None:
    """One letter, however many works."""
    if works:
        write_to(heir.user, "heir", pen_name=heir, works=works, days=GRACE.days)


@transaction.atomic
def stay(user: User, *, at: datetime) -> None:
    """Think better of it: nothing is deleted, and what was offered is withdrawn."""
    User.objects.select_for_update().get(pk=user.pk)
    _forget_wishes(user, at=at)
    Departure.objects.filter(user=user).delete()


def _forget_wishes(user: User, *, at: datetime) -> None:
    farewells = Farewell.objects.filter(user=user, heir__isnull=False)
    for work, heir in list(farewells.values_list("work", "heir")):
        offers = Offer.objects.open().filter(made_by=user, work=work, pen_name=heir)
        offers.filter(kind=OfferKind.HAND_OVER).update(withdrawn_at=at)
    Farewell.objects.filter(user=user).delete()


def carry_out_departures(*, at: datetime) -> None:
    """Delete the accounts whose time has come. Taken up again where it was cut off."""
    due = Departure.objects.filter(due_at__lte=at).select_related("user")
    for departure in list(due):
        depart(departure.user, at=at)


def depart(user: User, *, at: datetime) -> None:
    """Do with each work as was wished, then delete the account and all that is its own.

    A work at a time, so that nothing waits for somebody with hundreds; who decides to stay
    meanwhile keeps what is left.
    """
    for pk in list(_all_works(user).values_list("pk", flat=True)):
        with transaction.atomic():
            if not Departure.objects.select_for_update().filter(user=user).exists():
                return
            work = Work.objects.select_for_update().filter(pk=pk).first()
            if work:
                _part_from(work, user, at=at)
    _delete_account(user)


def _all_works(user: User) -> QuerySet[Work]:
    """All works of a writer, those in the bin too."""
    named = Q(bylines__pen_name__user=user) | Q(hidden_bylines__pen_name__user=user)
    return Work.objects.filter(named).distinct().order_by("pk")


def _part_from(work: Work, user: User, *, at: datetime) -> None:
    """A draft or a work in the bin goes; what others write too stays theirs."""
    wish = Farewell.objects.filter(user=user, work=work).first()
    is_unwanted = wish is not None and wish.wish == LastWish.DELETE
    is_unseen = work.posted_at is None or work.deleted_at is not None
    if not _has_other_writers(work, user) and (is_unwanted or is_unseen):
        delete_work(work)
    else:
        orphan(work, by=user, at=at)


def _has_other_writers(work: Work, user: User) -> bool:
    """Whether somebody else's name stands there, openly or not, claimed or not."""
    others = PenName.objects.filter(purpose="").exclude(user__isnull=False, user=user)
    on_it = Q(bylines__work=work) | Q(hidden_bylines__work=work)
    return others.filter(on_it).exists()


@transaction.atomic
def _delete_account(user: User) -> None:
    if not Departure.objects.select_for_update().filter(user=user).exists():
        return
    names = PenName.objects.filter(user=user)
    pictures = set(names.exclude(picture="").values_list("picture", flat=True))
    ChapterByline.objects.filter(pen_name__in=names).delete()
    letters.post("works/letters/gone.txt", to=user.email, context={})
    names.delete()
    end_all_sessions(user)
    user.delete()
    for digest in pictures:
        transaction.on_commit(partial(forget_picture, digest))
