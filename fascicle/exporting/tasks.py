"""Background work on takeouts. Doing any of it twice changes nothing."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from fascicle.exporting import actions, made, sending
from fascicle.exporting.models import Sending, Takeout

#: Something not worked at for so long has lost its worker.
LOST_AFTER = timedelta(minutes=3)


@task()
def make_takeout(takeout_id: int) -> None:
    takeout = Takeout.objects.unfinished().filter(pk=takeout_id).first()
    if takeout:
        actions.make_takeout(takeout)


def look_after_takeouts() -> None:
    """Take up what lost its worker, and forget what is old."""
    now = timezone.now()
    for takeout in Takeout.objects.left_behind(now - LOST_AFTER):
        if takeout.tries >= actions.MOST_TRIES:
            actions.tell_failed(takeout)
        else:
            Takeout.objects.filter(pk=takeout.pk).update(touched_at=now)
            make_takeout.enqueue(takeout.pk)
    actions.forget_old_takeouts(at=now)


@task()
def send_book(sending_id: int) -> None:
    one = Sending.objects.on_their_way().filter(pk=sending_id).first()
    if one:
        sending.send(one, at=timezone.now())


def look_after_sendings() -> None:
    """Say of what lost its worker that it failed, and forget what is old."""
    sending.give_up_and_forget(at=timezone.now())


def look_after_made_books() -> None:
    """Delete what was made long ago, or is too much."""
    made.forget_old_books()
