"""Names from A to Z: under which heading each stands, and what one page of them holds."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

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
class Group:
    """The names under one heading."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Index:
    """All letters, and the names shown: all of them, or, if they are many, one letter's."""

    letters: Sequence[Letter] = ()
    groups: Sequence[Group] = ()
    letter: str = ""
    count: int = field(default=0)


def heading_of(key: str) -> str:
    """The heading under which a name with this key stands."""
    if not key or not key[0].isalpha():
        return SIGNS
    script = unicodedata.name(key[0], "")
    for prefix, heading in _MANY_CHARACTERS:
        if script.startswith(prefix):
            return heading
    return key[0].upper()


def letters(initials: Iterable[tuple[str, int]]) -> list[Letter]:
    """Headings in order, from first characters and how often each occurs."""
    counts: dict[str, int] = {}
    for initial, count in initials:
        heading = heading_of(initial)
        counts[heading] = counts.get(heading, 0) + count
    return [Letter(heading, counts[heading]) for heading in sorted(counts)]


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """Names in order under their headings, whatever order they came in."""
    in_order = sorted(entries, key=lambda entry: (heading_of(entry.key), entry.key))
    by_heading = groupby(in_order, key=lambda entry: heading_of(entry.key))
    return [Group(heading, list(group)) for heading, group in by_heading]
