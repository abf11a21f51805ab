"""A place in a text that an address leads to: ``?place=57.120#place``.

The page carries the place itself, so that it opens there without scripts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.translation import gettext as _

#: What is asked for, and the name of the place in the page.
ASKED: Final = "place"
FOUND: Final = "found"
NEAR: Final = "near"
_WRITTEN = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph and a character in it; ``is_near`` where it is not surely the one sought."""

    paragraph: int
    offset: int
    is_near: bool = False

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> Self | None:
        written = _WRITTEN.fullmatch(query.get(ASKED, ""))
        if written is None:
            return None
        paragraph, offset = map(int, written.groups())
        return cls(paragraph, offset, is_near=query.get(FOUND) == NEAR)

    def address(self, chapter: str) -> str:
        """The chapter's address, leading here."""
        query = {ASKED: f"{self.paragraph}.{self.offset}"}
        if self.is_near:
            query[FOUND] = NEAR
        return f"{chapter}?{urlencode(query)}#{ASKED}"

    @property
    def html(self) -> str:
        """What stands in the text at the place."""
        said = _("The text has changed since you were here. This is the nearest place.")
        inside = format_html("<small>{}</small>", said) if self.is_near else ""
        mark = '<span class="place-mark" id="{}" data-aside tabindex="-1">{}</span>'
        return format_html(mark, ASKED, inside)
