"""Letters that tell readers what is new: one for all of it, at the time they chose.

What a letter will tell of is marked as told right before the letter is handed to the mail server.
A process that dies in between posts nothing twice; what it lost stands on the reader's page of
updates. A letter that the server does not take now is unmarked, and posted later.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q

from fascicle.accounts.models import Preferences, User
from fascicle.accounts.models.preferences import MailRhythm
from fascicle.accounts.viewer import Viewer, shield_of
from fascicle.core import letters
from fascicle.reading.models import Update
from fascicle.reading.queries.updates import Told, told
from fascicle.reading.telling.rhythm import last_moment
from fascicle.reading.unsubscribing import address_of

SLICE = 10.0
#: A letter names as many pieces of news; the page has the rest.
MOST_IN_A_LETTER = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A reader with unmailed updates from before ``moment``."""

    user_id: int
    moment: datetime


def post_due(*, at: datetime, seconds: float = SLICE) -> bool:
    """Post the letters that are due. Whether some are left, for another time soon."""
    until = time.monotonic() + seconds
    _let_go_of_what_nobody_wants(at)
    for due in _due(at):
        try:
            _post(due, at=at)
        except letters.NotTaken:
            return False
        if time.monotonic() > until:
            return True
    return False


def _let_go_of_what_nobody_wants(at: datetime) -> None:
    """Readers may stop letters while some are due."""
    unmailed = Update.objects.unmailed()
    if settings.SENDS_MAIL:
        none = Q(user__preferences=None) | Q(
            user__preferences__mail_rhythm=MailRhythm.NEVER
        )
        unmailed = unmailed.filter(none | Q(user__is_active=False) | Q(user__email=""))
    Update.objects.filter(pk__in=unmailed.values("pk")).update(mailed_at=at)


def _due(at: datetime) -> Iterator[Due]:
    rows = Update.objects.unmailed().values_list(
        "user", "user__preferences__mail_rhythm", "user__time_zone"
    )
    for user_id, rhythm, zone, first in rows.annotate(first=Min("at")).order_by("user"):
        moment = last_moment(rhythm, at, ZoneInfo(zone or settings.TIME_ZONE))
        if moment is not None and first <= moment:
            yield Due(user_id, moment)


def _post(due: Due, *, at: datetime) -> None:
    taken, entries = _take(due, at=at)
    if not entries:
        return
    user = User.objects.select_related("preferences").get(pk=due.user_id)
    try:
        letters.post_bulk(
            "reading/letters/digest",
            to=user.email,
            context={"entries": entries, "subject_work": _for_subject(entries)}
            | {"pieces": sum(len(one.pieces) for one in entries)},
            unsubscribe=address_of(user),
        )
    except letters.NotTaken:
        Update.objects.filter(pk__in=taken).update(mailed_at=None)
        raise


@transaction.atomic
def _take(due: Due, *, at: datetime) -> tuple[list[int], list[Told]]:
    """Mark what a letter is to tell of, and say what that is: nothing if another worker did."""
    user = User.objects.select_for_update().get(pk=due.user_id)
    unmailed = Update.objects.unmailed().filter(user=user, at__lte=due.moment)
    taken = list(unmailed.values_list("pk", flat=True))
    unmailed.update(mailed_at=at)
    preferences = Preferences.objects.get(user=user)
    viewer = Viewer(
        user, sees_adult=preferences.mails_adult_titles, shield=shield_of(user)
    )
    rows = Update.objects.filter(pk__in=taken).shown_to(viewer).unread()
    return taken, told(rows.newest_first()[:MOST_IN_A_LETTER], viewer)


def _for_subject(entries: Sequence[Told]) -> object:
    """The one work that a letter tells of, if it is not for adults."""
    works = {one.work.pk: one.work for one in entries}
    only = next(iter(works.values())) if len(works) == 1 else None
    is_adult = only is None or only.rating is None or only.rating.is_adult
    return None if is_adult else only
