"""Places in a byline, offered and taken: nobody is named as a writer who did not agree."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fascicle.accounts.models import PenName, Purpose, User
from fascicle.accounts.viewer import Viewer
from fascicle.works.actions.asking import named_to, write_to
from fascicle.works.actions.company import announce, hand_over, take_nobody_off
from fascicle.works.models import (
    Byline,
    Chapter,
    ChapterByline,
    HiddenByline,
    Offer,
    OfferKind,
    Work,
)

#: So many offers of one work can wait for an answer at a time.
MOST_OPEN = 20


class CannotBeOffered(Exception):
    """Nobody of this name may be offered anything."""


class OwnName(Exception):
    """It is the name of whoever offers."""


class WritesItAlready(Exception):
    """That pen name stands there."""


class OfferedAlready(Exception):
    """The same waits for an answer."""


class TooManyOffers(Exception):
    """Others should be answered first."""


class OfferVoid(Exception):
    """Whoever offered this has no say in it any more, or it has been answered."""


@transaction.atomic
def offer(
    work: Work,
    name: str,
    *,
    kind: OfferKind,
    chapter: Chapter | None = None,
    by: User,
    at: datetime,
) -> Offer:
    """Offer somebody a place in a byline, a chapter, or the whole work; they are told by letter.

    :raises CannotBeOffered: if nobody of this name takes offers.
    :raises OwnName: if the name is the offerer's own.
    :raises WritesItAlready: if they write it as it is.
    :raises OfferedAlready: if they have been asked.
    :raises TooManyOffers: if too many others have not answered.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    pen_name = PenName.objects.taking_offers().named(name).first()
    if pen_name is None:
        raise CannotBeOffered
    if pen_name.user_id == by.pk:
        raise OwnName
    if kind != OfferKind.HAND_OVER and _writes(pen_name, work, chapter):
        raise WritesItAlready
    waiting = Offer.objects.open().filter(work=work)
    if waiting.filter(kind=kind, pen_name=pen_name, chapter=chapter).exists():
        raise OfferedAlready
    if waiting.count() >= MOST_OPEN:
        raise TooManyOffers
    made = Offer.objects.create(
        kind=kind, work=work, chapter=chapter, pen_name=pen_name, made_by=by, made_at=at
    )
    _tell(made)
    return made


def _writes(pen_name: PenName, work: Work, chapter: Chapter | None) -> bool:
    on_work = Q(bylines__work=work) | Q(hidden_bylines__work=work)
    on_chapter = Q(chapter_bylines__chapter=chapter) if chapter else Q(pk__in=())
    return PenName.objects.filter(on_work | on_chapter, pk=pen_name.pk).exists()


def _tell(made: Offer) -> None:
    somebody = made.pen_name.user
    write_to(somebody, "offer", offer=made, work=named_to(somebody, made.work))


@transaction.atomic
def accept_offer(offer: Offer, *, by: User, at: datetime) -> None:
    """Take what was offered. Announces ``work_changed``.

    :raises OfferVoid: if it is not to be had any more.
    """
    work = Work.objects.select_for_update().get(pk=offer.work_id)
    waiting = Offer.objects.to(Viewer(by)).filter(pk=offer.pk)
    found = waiting.select_related("pen_name", "made_by").first()
    if found is None or found.made_by is None or not _has_a_say(found.made_by, work):
        raise OfferVoid
    found.accepted_at = at
    found.save(update_fields=["accepted_at"])
    if found.kind == OfferKind.HAND_OVER:
        hand_over(work, found.pen_name, by=found.made_by, at=at)
    elif found.chapter_id:
        ChapterByline.objects.get_or_create(
            chapter_id=found.chapter_id, pen_name=found.pen_name
        )
    else:
        _take_place(work, found.pen_name)
    announce(work)


def _has_a_say(user: User, work: Work) -> bool:
    return Work.objects.editable_by(Viewer(user)).with_pk(work.pk) is not None


def _take_place(work: Work, pen_name: PenName) -> None:
    """The last place of the byline; a hidden one where others hide."""
    if work.anonymous:
        last = work.hidden_bylines.count()
        HiddenByline.objects.get_or_create(
            work=work, pen_name=pen_name, defaults={"position": last}
        )
        return
    place = {"position": (max(_places(work), default=-1)) + 1}
    Byline.objects.get_or_create(work=work, pen_name=pen_name, defaults=place)
    take_nobody_off(work, Purpose.ORPHANED)


def _places(work: Work) -> list[int]:
    return list(work.bylines.values_list("position", flat=True))


def decline_offer(offer: Offer, *, at: datetime) -> None:
    """Say no. Declining twice changes nothing."""
    Offer.objects.open().filter(pk=offer.pk).update(declined_at=at)


def withdraw_offer(offer: Offer, *, at: datetime) -> None:
    """Take an offer back that nobody has answered."""
    Offer.objects.open().filter(pk=offer.pk).update(withdrawn_at=at)
