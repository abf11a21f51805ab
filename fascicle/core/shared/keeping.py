"""The shared pages of one process, and what lets go of them."""

from collections.abc import Callable

from django.conf import settings

from fascicle.core.public.changes import Watch
from fascicle.core.public.pages import Keeper
from fascicle.core.shared.holes import SharedPage

#: Of the memory for pages, what goes to shared ones.
SHARE = 1 / 2

_kept: Keeper[SharedPage] = Keeper([], room=int(settings.PAGE_MEMORY * SHARE))
_looks: list[Callable[[], bool]] = [Watch().has_changed]
_forgetting: list[Callable[[], None]] = [_kept.clear]


def kept() -> Keeper[SharedPage]:
    return _kept


def watch(look: Callable[[], bool]) -> None:
    """Ask this, too, whether anything changed that pages show."""
    _looks.append(look)


def forget_with_pages(forget: Callable[[], None]) -> None:
    """Call this, too, when anything changed."""
    _forgetting.append(forget)


def look() -> None:
    """Let go of what is kept if anything changed: once at the beginning of each request."""
    # Every one is asked, so that every one knows how things are.
    if any([has_changed() for has_changed in _looks]):  # noqa: C419
        forget()


def forget() -> None:
    for one in _forgetting:
        one()
