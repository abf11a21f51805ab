"""What writers tell their readers between chapters, and the notes they use again."""

from datetime import datetime
from functools import partial

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core.html import clean, has_text
from fascicle.core.names import one_line
from fascicle.works.models import Announcement, KeptNote, Work
from fascicle.works.signals import (
    work_announced,
    work_being_announced,
    work_changed,
)


class NothingSaid(Exception):
    """An announcement or note has no words."""


@transaction.atomic
def announce(
    work: Work,
    html: str,
    *,
    by: User,
    at: datetime,
    status: str | None = None,
    quietly: bool = False,
) -> Announcement:
    """Tell a work's readers something, and what state it is in from now on, if that is said.

    Announces ``work_announced``, and ``work_changed`` with a new state.

    :raises NothingSaid: if there are no words.
    :raises TooComplex: if the HTML is beyond what an announcement needs.
    """
    words = clean(html)
    if not has_text(words):
        raise NothingSaid
    work = Work.objects.select_for_update().get(pk=work.pk)
    if status is not None and status != work.status:
        work.status = status
        work.version += 1
        work.save(update_fields=["status", "version"])
        tell = partial(work_changed.send_robust, Work, work_id=work.pk)
        transaction.on_commit(tell)
    said = Announcement.objects.create(
        work=work, html=words, made_by=by, posted_at=at, is_quiet=quietly
    )
    told = {"work_id": work.pk, "announcement_id": said.pk, "quietly": quietly}
    work_being_announced.send(Announcement, **told, at=at)
    transaction.on_commit(partial(work_announced.send_robust, Announcement, **told))
    return said


def unsay(announcement: Announcement) -> None:
    """Take an announcement away."""
    Announcement.objects.filter(pk=announcement.pk).delete()


def keep_note(user: User, *, name: str, html: str) -> KeptNote:
    """Keep a note to be used again; one of the same name gives way.

    :raises NothingSaid: if it has no words.
    :raises TooComplex: if the HTML is beyond what a note needs.
    """
    words = clean(html)
    if not has_text(words):
        raise NothingSaid
    note, _ = KeptNote.objects.update_or_create(
        user=user, name=one_line(name)[:80], defaults={"html": words}
    )
    return note


def forget_note(note: KeptNote) -> None:
    KeptNote.objects.filter(pk=note.pk).delete()
