"""The line of a list that says how much of it the viewer's shield keeps away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import QueryDict
from django.utils.translation import ngettext

from fascicle.accounts.viewer import (
    LIFTED,
    Request,
    Viewer,
    viewer_of_page,
    without_shield,
)

What = Literal["stories", "tags", "writers", "series", "languages"]


@dataclass(frozen=True, slots=True)
class ShieldLine:
    """So much is kept away, or the shield is lifted; and the ways to the other."""

    what: What
    hidden: int
    is_lifted: bool
    address: str
    """Of the page with the shield up."""
    address_lifted: str

    @property
    def said(self) -> str:
        return _SAID[self.what](self.hidden) % {"number": intcomma(self.hidden)}


_SAID: dict[What, Callable[[int], str]] = {
    "stories": lambda n: ngettext(
        "%(number)s story hidden by your shield.",
        "%(number)s stories hidden by your shield.",
        n,
    ),
    "tags": lambda n: ngettext(
        "%(number)s tag hidden by your shield.",
        "%(number)s tags hidden by your shield.",
        n,
    ),
    "writers": lambda n: ngettext(
        "%(number)s writer hidden by your shield.",
        "%(number)s writers hidden by your shield.",
        n,
    ),
    "series": lambda n: ngettext(
        "%(number)s series hidden by your shield.",
        "%(number)s series hidden by your shield.",
        n,
    ),
    "languages": lambda n: ngettext(
        "%(number)s language hidden by your shield.",
        "%(number)s languages hidden by your shield.",
        n,
    ),
}


def shield_line(request: Request, what: What, hidden: int) -> ShieldLine | None:
    """The line of the page that is asked for; None if there is nothing to say."""
    is_lifted = bool(request.viewer.shield) and not viewer_of_page(request).shield
    if not (hidden or is_lifted):
        return None
    return ShieldLine(what, hidden, is_lifted, *addresses(request.get_full_path()))


def hidden_from(viewer: Viewer, shown: int, count: Callable[[Viewer], int]) -> int:
    """How much more there is than what the viewer is shown; ``count`` tells of any viewer."""
    return max(count(without_shield(viewer)) - shown, 0) if viewer.shield else 0


def addresses(address: str) -> tuple[str, str]:
    """A page's address with the shield up, and with it lifted."""
    path, _question, query = address.partition("?")
    name, off = LIFTED
    said = QueryDict(query, mutable=True)
    said.pop(name, None)
    shielded = f"{path}?{said.urlencode()}" if said else path
    said[name] = off
    return shielded, f"{path}?{said.urlencode()}"
