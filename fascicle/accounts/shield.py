"""What a reader asked never to meet: it holds in every list, count, feed and suggestion."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

#: A reader's list may grow as long as this, so that no shield slows others down.
MOST_ENTRIES = 1000
#: Stand in a shield for works that nobody rated, and for those in who knows which language.
UNRATED = 0
UNKNOWN_LANGUAGE = "und"


class EntryList(StrEnum):
    """The lists of a shield that a reader adds to one by one."""

    TAGS = "tags"
    PEN_NAMES = "pen_names"
    WORKS = "works"
    RATINGS = "ratings"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a reader asked not to meet: the key of a tag, a work, a language …"""

    list: EntryList
    key: int | str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The entry that ``str()`` wrote as "tags:12"; None if it is none."""
        name, _, key = text.partition(":")
        if name not in set(EntryList) or not 0 < len(key) <= 35:
            return None
        if name == EntryList.LANGUAGES:
            return cls(EntryList.LANGUAGES, key)
        is_number = key.isascii() and key.isdigit() and len(key) < 19
        return cls(EntryList(name), int(key)) if is_number else None

    def __str__(self) -> str:
        return f"{self.list}:{self.key}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What of a shield is no list; 0 words is no limit."""

    unfinished: bool = False
    shorter_than: int = 0
    longer_than: int = 0


@dataclass(frozen=True, slots=True)
class Shield:
    """Keys of what is shielded from. A tag stands for everything narrower, too."""

    tags: frozenset[int] = frozenset()
    pen_names: frozenset[int] = frozenset()
    works: frozenset[int] = frozenset()
    ratings: frozenset[int] = frozenset()
    """0 stands for works that nobody rated."""
    languages: frozenset[str] = frozenset()
    """BCP 47; "und" stands for works whose language nobody knows."""
    unfinished: bool = False
    shorter_than: int = 0
    longer_than: int = 0

    def __bool__(self) -> bool:
        return self != NO_SHIELD

    def __contains__(self, entry: Entry) -> bool:
        return entry.key in self._keys(entry.list)

    @property
    def entry_count(self) -> int:
        return sum(len(self._keys(name)) for name in EntryList)

    @property
    def limits(self) -> Limits:
        return Limits(self.unfinished, self.shorter_than, self.longer_than)

    def entries(self) -> list[Entry]:
        """All of them, list by list, each in the order of its keys."""
        return [
            Entry(name, key) for name in EntryList for key in sorted(self._keys(name))
        ]

    def with_entry(self, entry: Entry) -> Self:
        return self._with_keys(entry.list, self._keys(entry.list) | {entry.key})

    def without_entry(self, entry: Entry) -> Self:
        return self._with_keys(entry.list, self._keys(entry.list) - {entry.key})

    def with_limits(self, limits: Limits) -> Self:
        return replace(self, **asdict(limits))

    def merged_with(self, other: "Shield") -> Self:
        """Everything that either shields from."""
        lists: dict[str, Any] = {
            name: self._keys(name) | other._keys(name) for name in EntryList
        }
        ends = [end for end in (self.longer_than, other.longer_than) if end]
        return replace(
            self,
            **lists,
            unfinished=self.unfinished or other.unfinished,
            shorter_than=max(self.shorter_than, other.shorter_than),
            longer_than=min(ends, default=0),
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote; what is not understood is left out."""
        known: dict[str, Any] = {}
        for field in fields(cls):
            value = data.get(field.name)
            if isinstance(value, list):
                known[field.name] = frozenset(value)
            elif value is not None:
                known[field.name] = value
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        return {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in asdict(self).items()
            if value
        }

    def _keys(self, name: EntryList) -> frozenset[Any]:
        keys: frozenset[Any] = getattr(self, name)
        return keys

    def _with_keys(self, name: EntryList, keys: frozenset[Any]) -> Self:
        changed: dict[str, Any] = {name: keys}
        return replace(self, **changed)


NO_SHIELD = Shield()
