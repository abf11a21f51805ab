"""How much is new, beside the archive's name on every page."""

import threading
import time

from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.functional import SimpleLazyObject

from fascicle.accounts.viewer import Viewer
from fascicle.reading.queries.updates import unread_count

#: A count is as old as this at most, in seconds.
FRESH_FOR = 30.0
_MOST_REMEMBERED = 10_000
#: Where in a session stands what changes when its reader has marked something as read.
_MARK = "updates_mark"


class Memory:
    """The counts that one process has made lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[int, str], tuple[float, int]] = {}

    def get(self, key: tuple[int, str], *, now: float) -> int | None:
        at, count = self._counts.get(key, (0.0, 0))
        return count if at and now - at < FRESH_FOR else None

    def keep(self, key: tuple[int, str], count: int, *, now: float) -> None:
        with self._lock:
            if len(self._counts) >= _MOST_REMEMBERED:
                self._counts = {}
            self._counts[key] = (now, count)

    def forget(self) -> None:
        with self._lock:
            self._counts = {}


MEMORY = Memory()


def unread(request: HttpRequest) -> int:
    """How many updates are new: one query now and then, none for a guest."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or viewer.user is None:
        return 0
    key = (viewer.user.pk, str(request.session.get(_MARK, "")))
    now = time.monotonic()
    known = MEMORY.get(key, now=now)
    if known is None:
        known = unread_count(viewer)
        MEMORY.keep(key, known, now=now)
    return known


def count_anew(request: HttpRequest) -> None:
    """The reader has changed what is new: no process answers with an old count."""
    request.session[_MARK] = get_random_string(8)


def context(request: HttpRequest) -> dict[str, object]:
    """For every page: ``unread_updates``, counted when first asked for."""
    return {"unread_updates": SimpleLazyObject(lambda: unread(request))}
