"""Guests' lists wait for one another, so that no crawler starves readers who are logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from fascicle.accounts.viewer import Viewer

#: Of the four threads that a process answers with (``serve``), which share one interpreter,
#: guests' lists take one; two more may wait.
AT_A_TIME = 1
WAITING = 2
#: As long as this a guest waits for a turn: seconds.
PATIENCE = 0.5

_places = BoundedSemaphore(AT_A_TIME + WAITING)
_turns = BoundedSemaphore(AT_A_TIME)


class TooBusy(Exception):
    """Too many guests are filtering right now."""


@contextmanager
def turn(viewer: Viewer, *, is_narrowed: bool) -> Iterator[None]:
    """Hold a turn while a list is made for a guest; anybody else goes right ahead.

    A list that nobody narrowed down costs little, and needs none.

    :raises TooBusy: if none is free, or comes free in time.
    """
    if viewer.user is not None or not is_narrowed:
        yield
        return
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise TooBusy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()
