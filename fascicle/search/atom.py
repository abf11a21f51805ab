"""Lists of works as Atom feeds, for readers who let a programme look for what is new."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fascicle.works.models import Work

#: What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def works_feed(
    works: Iterable[Work], *, title: str, address: str, feed_address: str
) -> HttpResponse:
    """The feed of a list at ``address``. The works come from ``for_blurbs``, for a guest.

    Of a work behind the adult gate it says what its blurb says: title, writers, content notes.
    """
    feed = Atom1Feed(
        title=_writable(title),
        link=settings.SITE_URL + address,
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + feed_address,
    )
    shown = list(works)
    for work in shown:
        _add(feed, work)
    headers = {"X-Robots-Tag": "noindex, noarchive"}
    if shown:
        latest = max(work.updated_at for work in shown)
        headers["Last-Modified"] = http_date(latest.timestamp())
    return HttpResponse(feed.writeString("utf-8"), feed.content_type, headers=headers)


def _add(feed: Atom1Feed, work: Work) -> None:
    is_gated = bool(getattr(work, "is_gated", True))
    summary = str(getattr(work, "shown_summary", ""))
    link = settings.SITE_URL + work.get_absolute_url()
    writers = [byline.pen_name.name for byline in work.bylines.all()]
    tags = [
        tag.name for tag in work.tags.all() if tag.kind.is_content_note or not is_gated
    ]
    feed.add_item(
        title=_writable(str(work)),
        link=link,
        unique_id=link,
        description=_writable(summary),
        author_name=_writable(", ".join(writers) or _("writer unknown")),
        pubdate=work.posted_at,
        updateddate=work.updated_at,
        categories=[_writable(tag) for tag in tags],
    )


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
