"""Atom feeds, written from plain values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from fascicle.core.known import unless_known

#: What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed. Addresses are paths of this site."""

    title: str
    address: str
    published: datetime | None
    updated: datetime
    key: str = ""
    """What tells it from all others, where its address does not."""
    summary: str = ""
    """Clean HTML."""
    writers: Sequence[str] = ()
    categories: Sequence[str] = ()


def feed(
    request: HttpRequest,
    entries: Iterable[Entry],
    *,
    title: str,
    address: str,
    changes: Iterable[datetime | None] = (),
) -> HttpResponse:
    """The feed of the page at ``address``, unless the program has it. Robots are to leave it.

    Its date is that of its newest entry, or of the last of ``changes``: when older ones came in.
    """
    atom = Atom1Feed(
        title=_writable(title),
        link=settings.SITE_URL + address,
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
    )
    shown = list(entries)
    for one in shown:
        link = settings.SITE_URL + one.address
        atom.add_item(
            title=_writable(one.title),
            link=link,
            unique_id=f"{link}{one.key}",
            description=_writable(one.summary),
            author_name=_writable(", ".join(one.writers)),
            pubdate=one.published,
            updateddate=one.updated,
            categories=[_writable(name) for name in one.categories],
        )
    headers = {"X-Robots-Tag": "noindex, noarchive"}
    response = HttpResponse(
        atom.writeString("utf-8"), atom.content_type, headers=headers
    )
    times = [*(one.updated for one in shown), *filter(None, changes)]
    return unless_known(request, response, changed_at=max(times, default=None))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
