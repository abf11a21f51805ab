"""Letters to people: plain text, in the archive's language, sent once what they tell of stands."""

import logging
import re
from collections.abc import Mapping
from functools import partial
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from fascicle.core import archive

logger = logging.getLogger(__name__)

#: From here on an SMTP server's codes say that another try is of no use.
_FOR_GOOD = 500
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")


class NotTaken(Exception):
    """The mail server is away, or takes nothing now."""


def post(letter: str, *, to: str, context: Mapping[str, object]) -> None:
    """Send a letter on commit; the first line of its template is the subject.

    A letter that the mail server does not take is noted and lost: what it tells of stands.
    """
    if to:
        send = partial(_send, letter, to, dict(context))
        transaction.on_commit(send, robust=True)  # what else was to be done is done


def _send(letter: str, to: str, context: dict[str, object]) -> None:
    known = archive.current()
    around = {"archive": known, "site_url": settings.SITE_URL, **context}
    with translation.override(settings.LANGUAGE_CODE):
        subject, _, body = render_to_string(letter, around).strip().partition("\n")
    try:
        send_mail(" ".join(subject.split()), _tidied(body), None, [to])
    except (OSError, SMTPException):
        logger.exception("A letter could not be sent: %s", letter)


def post_bulk(
    letter: str, *, to: str, context: Mapping[str, object], unsubscribe: str
) -> None:
    """Send a letter that nobody waits for, now: as plain text and as HTML.

    ``letter`` is the name of its templates, ``.txt`` and ``.html``; the first line of the former
    is the subject. ``unsubscribe`` is the address that stops such letters by a POST (RFC 8058).

    :raises NotTaken: if the mail server is away or wants it later. What it refuses for good is
        noted and lost.
    """
    known = archive.current()
    around = {"archive": known, "site_url": settings.SITE_URL, **context}
    around["unsubscribe"] = unsubscribe
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"{letter}.txt", around)
        html = render_to_string(f"{letter}.html", around)
    subject, _, body = text.strip().partition("\n")
    headers = {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
    subject, body = " ".join(subject.split()), _tidied(body)
    mail = EmailMultiAlternatives(subject, body, None, [to], headers=headers)
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        if _may_be_taken_later(error):
            raise NotTaken from error
        logger.exception("A letter was refused: %s", letter)


def _tidied(text: str) -> str:
    """Without the empty lines that a template's own lines leave."""
    return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def _may_be_taken_later(error: Exception) -> bool:
    """Whether it says something of the server, and not of this letter."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return any(code < _FOR_GOOD for code in codes)
    if isinstance(error, SMTPAuthenticationError):
        return True
    return not isinstance(error, SMTPResponseException) or error.smtp_code < _FOR_GOOD
