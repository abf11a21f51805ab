"""The shared pages of one process, and what lets go of them."""

import threading
from collections.abc import Callable

from django.conf import settings

from fascicle.core.public.changes import Watch
from fascicle.core.public.pages import Keeper
from fascicle.core.shared.holes import SharedPage

#: Of the memory for pages, what goes to shared ones.
SHARE = 1 / 2

_kept: Keeper[SharedPage] = Keeper([], room=int(settings.PAGE_MEMORY * SHARE))
_looking = threading.Lock()
_looks: list[Callable[[], bool]] = [Watch().has_changed]


def kept() -> Keeper[SharedPage]:
    return _kept


def watch(look: Callable[[], bool]) -> None:
    """Ask this, too, whether anything changed that pages show."""
    _looks.append(look)


def look() -> None:
    """Let go of what is kept if anything changed: once at the beginning of each request."""
    with _looking:  # nobody finds nothing new before what is old has been let go
        # Every one is asked, so that every one knows how things are.
        if any([has_changed() for has_changed in _looks]):  # noqa: C419
            _kept.clear()
