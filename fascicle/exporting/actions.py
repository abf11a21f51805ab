"""Asking for a takeout, making it, forgetting it."""

import logging
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from fascicle.accounts.models import User
from fascicle.exporting import shelf
from fascicle.exporting.models import Takeout
from fascicle.exporting.takeout import write_takeout

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
MOST_TRIES = 3


def ask_for_takeout(user: User, *, at: datetime) -> tuple[Takeout, bool]:
    """A takeout to be made, and whether it is a new one: one that is being made stands for all.

    What was made before is taken away: there is one file for each writer.
    """
    with transaction.atomic():
        if under_way := Takeout.objects.unfinished().filter(user=user).first():
            return under_way, False
        for old in Takeout.objects.select_for_update().filter(user=user):
            forget_takeout(old)
        token = secrets.token_urlsafe(32)
        try:
            with transaction.atomic():
                made = Takeout.objects.create(
                    user=user, asked_at=at, touched_at=at, file=token
                )
        except IntegrityError:  # asked for twice at once
            return Takeout.objects.unfinished().get(user=user), False
    return made, True


def make_takeout(takeout: Takeout) -> None:
    """Write the file. Making it twice makes the same; who asks no more gets none."""
    Takeout.objects.filter(pk=takeout.pk).update(tries=takeout.tries + 1)

    def tell(done: int, total: int) -> None:
        here = Takeout.objects.unfinished().filter(pk=takeout.pk)
        here.update(done=done, total=total, touched_at=timezone.now())

    path = shelf.path_of(takeout.file)
    try:
        write_takeout(path, takeout.user, tell=tell)
    except OSError:  # a full disk
        logger.exception("A takeout could not be written.")
        tell_failed(takeout)
        return
    now = timezone.now()
    there = Takeout.objects.unfinished().filter(pk=takeout.pk)
    size = path.stat().st_size
    there.update(ready_at=now, expires_at=now + KEPT_FOR, size=size)
    if not Takeout.objects.filter(pk=takeout.pk).exists():
        shelf.take_away(takeout.file)


def tell_failed(takeout: Takeout) -> None:
    here = Takeout.objects.unfinished().filter(pk=takeout.pk)
    here.update(failed_at=timezone.now())


def forget_takeout(takeout: Takeout) -> None:
    """Take the file away, and that there was one."""
    Takeout.objects.filter(pk=takeout.pk).delete()
    transaction.on_commit(lambda: shelf.take_away(takeout.file))


def forget_old_takeouts(*, at: datetime) -> None:
    """Take away what has lain a week, and files that nobody's row knows of."""
    for takeout in Takeout.objects.filter(expires_at__lte=at):
        forget_takeout(takeout)
    shelf.keep_only(set(Takeout.objects.values_list("file", flat=True)))
