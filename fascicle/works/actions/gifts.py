"""Works that are for somebody, who may decline."""

from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import PenName
from fascicle.core.names import one_line
from fascicle.works.actions.asking import tell_of_gift
from fascicle.works.models import Gift, Work

MOST_GIFTS = 20


class TakesNoGifts(Exception):
    """The one of this name has said that they take none, or not this one."""


class TooManyGifts(Exception):
    """A work that is for so many is for everybody."""


@transaction.atomic
def dedicate(work: Work, name: str, *, at: datetime) -> Gift:
    """Say that a work is for somebody: one who writes here, if one is called so.

    They are told by letter once the work is public.

    :raises TakesNoGifts: if they do not want that.
    :raises TooManyGifts: if it is for too many already.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    pen_name = PenName.objects.filter(purpose="").named(name).first()
    bare = "" if pen_name else one_line(name)[:150]
    there = work.gifts.filter(pen_name=pen_name, name=bare).first()
    if there and there.declined_at:
        raise TakesNoGifts
    if there:
        return there
    if pen_name and not _takes_gifts(pen_name):
        raise TakesNoGifts
    if work.gifts.count() >= MOST_GIFTS:
        raise TooManyGifts
    gift = Gift.objects.create(work=work, pen_name=pen_name, name=bare, made_at=at)
    tell_of_gift(gift, at=at)
    return gift


def _takes_gifts(pen_name: PenName) -> bool:
    refusing = PenName.objects.filter(user__preferences__takes_gifts=False)
    return not refusing.filter(pk=pen_name.pk).exists()


def take_gift_back(gift: Gift) -> None:
    """A gift that was declined stays noted, so that it is not made again and again."""
    Gift.objects.accepted().filter(pk=gift.pk).delete()


def decline_gift(gift: Gift, *, at: datetime) -> None:
    """Have one's name taken off; the work is not for them any more."""
    Gift.objects.accepted().filter(pk=gift.pk).update(declined_at=at)
