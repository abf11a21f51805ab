"""Lists of works as Atom feeds, for readers who let a programme look for what is new."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse

from fascicle.core import atom
from fascicle.reading.queries.feeds import entry_of_work
from fascicle.works.models import Work


def works_feed(
    works: Iterable[Work], *, title: str, address: str, feed_address: str
) -> HttpResponse:
    """The feed of a list at ``address``. The works come from ``for_blurbs``, for a guest.

    Of a work behind the adult gate it says what its blurb says: title, writers, content notes.
    """
    entries = [replace(entry_of_work(one), updated=one.updated_at) for one in works]
    return atom.feed(entries, title=title, address=address, feed_address=feed_address)
