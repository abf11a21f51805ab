"""Whose a work is: which names stand on it, in which order, and letting go of it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fascicle.accounts.actions import nobody
from fascicle.accounts.models import PenName, Purpose, User
from fascicle.works.models import (
    Byline,
    Chapter,
    ChapterByline,
    HiddenByline,
    Offer,
    Orphaning,
    Revision,
    Work,
)
from fascicle.works.signals import work_changed

UNDO_WITHIN = timedelta(hours=72)


class LastWriter(Exception):
    """With them gone nobody would write the work; they may let go of it instead."""


class UndoneTooLate(Exception):
    """What was let go of so long ago cannot be taken back."""


@transaction.atomic
def orphan(work: Work, *, by: User, at: datetime) -> None:
    """Take one writer's names off a work and its chapters; the others stay.

    Where nobody else stands there, the archive's own name for orphans does. For 72 hours what
    was taken off is kept, to be put back. Announces ``work_changed``.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    taken = _take_off(work, by, at=at)
    if not any(taken.values()):
        return
    if not work.bylines.exists():
        Byline.objects.create(work=work, pen_name=nobody(Purpose.ORPHANED))
    Orphaning.objects.create(
        work=work, user=by, bylines=taken, done_at=at, undo_until=at + UNDO_WITHIN
    )
    announce(work)


@transaction.atomic
def undo_orphaning(orphaning: Orphaning, *, at: datetime) -> None:
    """Put the names back that somebody took off. Announces ``work_changed``.

    :raises UndoneTooLate: if the time for that is over.
    """
    work = Work.objects.select_for_update().get(pk=orphaning.work_id)
    found = Orphaning.objects.filter(pk=orphaning.pk).first()
    if found is None or found.undo_until < at:
        raise UndoneTooLate
    theirs = PenName.objects.filter(user=found.user)
    mine = set(theirs.values_list("pk", flat=True))
    for kind, bylines in (("public", Byline), ("hidden", HiddenByline)):
        for one in found.bylines[kind]:
            if one["pen_name"] in mine:
                _put_back(bylines.objects.all(), work, one)
    for one in found.bylines["chapters"]:
        is_there = Chapter.objects.of(work).with_pk(one["chapter"])
        if one["pen_name"] in mine and is_there:
            ChapterByline.objects.get_or_create(
                chapter=is_there, pen_name_id=one["pen_name"]
            )
    take_nobody_off(work, Purpose.ORPHANED)
    found.delete()
    announce(work)


def _put_back(bylines: "QuerySet[Any]", work: Work, one: dict[str, Any]) -> None:
    bylines.get_or_create(
        work=work,
        pen_name_id=one["pen_name"],
        defaults={"position": one["position"]},
    )


def make_orphanings_final(*, at: datetime) -> None:
    """Forget who let go of works, once they can no longer take them back."""
    for orphaning in list(Orphaning.objects.final(at)):
        with transaction.atomic():
            writes = _stands_on(orphaning.work_id, orphaning.user_id)
            if not writes:
                theirs = Revision.objects.filter(chapter__work=orphaning.work_id)
                theirs.filter(made_by=orphaning.user_id).update(made_by=None)
            orphaning.delete()


def _stands_on(work_id: int, user_id: int) -> bool:
    where = {"work": work_id, "pen_name__user": user_id}
    shown, hidden = Byline.objects.filter(**where), HiddenByline.objects.filter(**where)
    return shown.exists() or hidden.exists()


@transaction.atomic
def hand_over(work: Work, pen_name: PenName, *, by: User, at: datetime) -> None:
    """Put another's pen name where one writer's stood. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    taken = _take_off(work, by, at=at)
    hidden = bool(taken["hidden"])
    bylines = HiddenByline.objects if hidden else Byline.objects
    positions = [place["position"] for place in taken["hidden"] or taken["public"]]
    bylines.get_or_create(
        work=work, pen_name=pen_name, defaults={"position": min(positions, default=0)}
    )
    announce(work)


@transaction.atomic
def leave(work: Work, *, by: User, at: datetime) -> None:
    """Take one writer's names off a work that others write too. Announces ``work_changed``.

    :raises LastWriter: if nobody else writes it.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    if not others_writing(work, by):
        raise LastWriter
    _take_off(work, by, at=at)
    if not work.hidden_bylines.exists():
        take_nobody_off(work, Purpose.ANONYMOUS)
        Work.objects.filter(pk=work.pk).update(anonymous=False)
    announce(work)


def others_writing(work: Work, user: User) -> bool:
    """Whether somebody else with an account writes the work."""
    others = PenName.objects.filter(user__isnull=False).exclude(user=user)
    shown = Byline.objects.filter(work=work, pen_name__in=others)
    hidden = HiddenByline.objects.filter(work=work, pen_name__in=others)
    return shown.exists() or hidden.exists()


@transaction.atomic
def leave_chapter(chapter: Chapter, *, pen_names: "QuerySet[PenName]") -> None:
    """Take these names off a chapter of somebody else's work. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=chapter.work_id)
    ChapterByline.objects.filter(chapter=chapter, pen_name__in=pen_names).delete()
    announce(work)


@transaction.atomic
def write_as(work: Work, old: PenName, new: PenName) -> None:
    """Put one pen name of somebody where another of theirs stood. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    for bylines in (Byline.objects.all(), HiddenByline.objects.all()):
        here = bylines.filter(work=work)
        if here.filter(pen_name=new).exists():
            here.filter(pen_name=old).delete()
        else:
            here.filter(pen_name=old).update(pen_name=new)
    announce(work)


@transaction.atomic
def move_name(work: Work, pen_name: PenName, *, up: bool) -> None:
    """Move a name of the byline one place. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    order = list(work.bylines.order_by("position", "pk"))
    keys = [one.pen_name_id for one in order]
    if pen_name.pk not in keys:
        return
    here = keys.index(pen_name.pk)
    there = max(0, here - 1) if up else min(len(order) - 1, here + 1)
    order.insert(there, order.pop(here))
    for position, one in enumerate(order):
        one.position = position
    Byline.objects.bulk_update(order, ["position"])
    announce(work)


def _take_off(work: Work, writer: User, *, at: datetime) -> dict[str, list[Any]]:
    """Take the names of a writer off; what is returned is what stood where.

    What they have offered of it is withdrawn.
    """
    public = Byline.objects.filter(work=work, pen_name__user=writer)
    hidden = HiddenByline.objects.filter(work=work, pen_name__user=writer)
    chapters = ChapterByline.objects.filter(chapter__work=work, pen_name__user=writer)
    taken = {
        "public": [dict(one) for one in public.values("pen_name", "position")],
        "hidden": [dict(one) for one in hidden.values("pen_name", "position")],
        "chapters": [dict(one) for one in chapters.values("pen_name", "chapter")],
    }
    for bylines in (public, hidden, chapters):
        bylines.delete()
    offers = Offer.objects.open().filter(work=work, made_by=writer)
    offers.update(withdrawn_at=at)
    return taken


def take_nobody_off(work: Work, purpose: Purpose) -> None:
    """Take one of the archive's own names off, now that a writer's stands there."""
    Byline.objects.filter(work=work, pen_name__purpose=purpose).delete()


def announce(work: Work) -> None:
    transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work.pk))
