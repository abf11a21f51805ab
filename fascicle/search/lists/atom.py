"""Lists of works as Atom feeds, for readers who let a programme look for what is new."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from fascicle.core import atom
from fascicle.reading.queries.feeds import entry_of_work
from fascicle.search import queries
from fascicle.works.models import Work


def works_feed(
    request: HttpRequest,
    works: Iterable[Work],
    *,
    title: str,
    address: str,
    changes: Iterable[datetime | None] = (),
) -> HttpResponse:
    """The feed of a list at ``address``. The works come from ``for_blurbs``, for a guest.

    Of a work behind the adult gate it says what its blurb says: title, writers, content notes.
    An old one may come in by a tag, so the list is as new as the index, too.
    """
    entries = [replace(entry_of_work(one), updated=one.updated_at) for one in works]
    dates = [queries.changed_at(), *changes]
    return atom.feed(request, entries, title=title, address=address, changes=dates)
