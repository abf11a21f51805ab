"""Sending a book to a reader's own e-reader by mail: few at a time, and never for others."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from fascicle.accounts.models import Preferences, User
from fascicle.accounts.viewer import Viewer, viewer_for
from fascicle.core import archive
from fascicle.exporting.book import Book
from fascicle.exporting.books import book_of_work
from fascicle.exporting.filenames import ascii_name, file_stem
from fascicle.exporting.formats import FORMATS, fingerprint
from fascicle.exporting.issuing import issued
from fascicle.exporting.made import epub_of
from fascicle.exporting.models import Failure, Sending
from fascicle.reading.actions.documents import record_issue
from fascicle.works.models import Work

logger = logging.getLogger(__name__)

MOST_A_DAY = 20
#: Letters may have 50 MB, of which writing bytes as text takes a quarter.
MOST_BYTES = 36 * 1024**2
#: Whatever is on its way so long has lost its worker.
LOST_AFTER = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)


class NoReader(Exception):
    """The account has no e-reader that takes letters."""


class TooManySendings(Exception):
    """Enough books went out today."""


@transaction.atomic
def ask_to_send(work: Work, viewer: Viewer, user: User, *, at: datetime) -> Sending:
    """A book that is to go out; asked for twice, it goes once.

    :raises NoReader:
    :raises TooManySendings:
    """
    User.objects.select_for_update().get(pk=user.pk)
    chosen = Preferences.objects.filter(user=user).exclude(send_to="").first()
    if chosen is None:
        raise NoReader
    own = Sending.objects.of(user)
    if under_way := own.on_their_way().filter(work=work).first():
        return under_way
    if own.since(at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManySendings
    return Sending.objects.create(
        user=user,
        work=work,
        address=chosen.send_to,
        sees_adult=viewer.sees_adult,
        asked_at=at,
    )


def send(sending: Sending, *, at: datetime) -> None:
    """Make the book as its reader may have it now, and send it. Sending it twice sends it once."""
    viewer = viewer_for(sending.user, sees_adult=sending.sees_adult)
    readable = Work.objects.readable_by(viewer).for_books()
    work = readable.with_pk(sending.work_id)
    book = book_of_work(work, viewer) if work else None
    if book is None:
        _end(sending, failure=Failure.GONE)
        return
    known_as = fingerprint(book, FORMATS["epub"])
    data = epub_of(book, known_as, work_id=sending.work_id)
    if len(data) > MOST_BYTES:
        _end(sending, failure=Failure.LARGE)
        return
    if not _end(sending, sent_at=at):
        return
    try:
        _letter(book, data, sending).send()
    except (OSError, SMTPException):
        logger.exception("A book could not be sent.")
        Sending.objects.filter(pk=sending.pk).update(sent_at=None, failure=Failure.MAIL)
        return
    name = f"work-{sending.work_id}"
    known = issued(book, data, work_id=sending.work_id, otherwise=name)
    record_issue(known, at=at)


def give_up_and_forget(*, at: datetime) -> None:
    lost = Sending.objects.on_their_way().asked_before(at - LOST_AFTER)
    lost.update(failure=Failure.MAIL)
    Sending.objects.asked_before(at - KEPT_FOR).delete()


def _end(
    sending: Sending, *, sent_at: datetime | None = None, failure: str = ""
) -> bool:
    """Whether it was this call that ended it."""
    here = Sending.objects.on_their_way().filter(pk=sending.pk)
    return bool(here.update(sent_at=sent_at, failure=failure))


def _letter(book: Book, data: bytes, sending: Sending) -> EmailMessage:
    """The book, in a letter that tells nothing of what is in it."""
    known = archive.current()
    name = ascii_name(file_stem(book), otherwise=f"work-{sending.work_id}")
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A book from %s") % (known.name if known else "Fascicle")
        body = _("It is attached. You asked for it to be sent to this address.")
    message = EmailMessage(subject, f"{body}\n", None, [sending.address])
    message.attach(f"{name}.epub", data, "application/epub+zip")
    return message
