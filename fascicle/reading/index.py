"""Names from A to Z: under which heading each stands, and what one page of them holds."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page
from django.urls import reverse

#: Signs, digits and whatever else is no letter.
SIGNS = "#"
#: Scripts of thousands of characters stand under one heading.
_MANY_CHARACTERS = (
    ("CJK", "文"),
    ("HIRAGANA", "あ"),
    ("KATAKANA", "あ"),
    ("HANGUL", "한"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A heading, with how many names stand under it."""

    heading: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its address, and how many works it leads to."""

    key: str
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the database has it."""

    pk: int
    key: str
    name: str
    count: int

    def entry(self, address: str) -> Entry:
        """``address`` is the name of the URL that takes the primary key."""
        return Entry(self.key, self.name, reverse(address, args=[self.pk]), self.count)


@dataclass(frozen=True, slots=True)
class Group:
    """The names under one heading."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Index:
    """All letters, and the names shown: all of them, or, if they are many, one letter's."""

    letters: Sequence[Letter]
    groups: Sequence[Group]
    letter: str
    count: int
    page: "Page[int] | None" = None
    """Of a letter with more names than stand on a page."""


def heading_of(key: str) -> str:
    """The heading under which a name with this key stands."""
    if not key or not key[0].isalpha():
        return SIGNS
    script = unicodedata.name(key[0], "")
    for prefix, heading in _MANY_CHARACTERS:
        if script.startswith(prefix):
            return heading
    return key[0].upper()


def index_of(
    names: Sequence[Name], *, address: str, letter: str = "", most: int
) -> Index:
    """Names in order under their headings: those of one letter if there are more than ``most``.

    Without a letter, or with one that no name has, the first letter is shown then.
    """
    counts = Counter(heading_of(name.key) for name in names)
    letters = [Letter(heading, counts[heading]) for heading in sorted(counts)]
    if len(names) <= most:
        letter = ""
    elif letter not in counts:
        letter = letters[0].heading
    shown = [name for name in names if letter in ("", heading_of(name.key))]
    in_order = sorted(shown, key=lambda name: (heading_of(name.key), name.key, name.pk))
    groups = [
        Group(heading, [name.entry(address) for name in group])
        for heading, group in groupby(in_order, key=lambda name: heading_of(name.key))
    ]
    return Index(letters, groups, letter, len(names))
