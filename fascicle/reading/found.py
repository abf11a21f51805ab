"""What a reader looked for, marked where it stands in a blurb."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from fascicle.core.html import trusted
from fascicle.works.models import Work


@dataclass(frozen=True, slots=True)
class Found:
    """Makes HTML of what a blurb says: of plain text, and of the summary's clean HTML."""

    title: Callable[[str], SafeString]
    by: Callable[[str], SafeString]
    tag: Callable[[str], SafeString]
    summary: Callable[[str], SafeString]


def _as_it_is(text: str) -> SafeString:
    return trusted(escape(text))


NOTHING_LOOKED_FOR = Found(_as_it_is, _as_it_is, _as_it_is, trusted)


def found_in(work: Work) -> Found:
    """How to show a work, which has ``found`` if it came by words that were looked for."""
    found: Found = getattr(work, "found", NOTHING_LOOKED_FOR)
    return found
