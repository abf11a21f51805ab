"""What a reader asked never to meet: it holds in every list, count, feed and suggestion."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

#: A reader's list may grow as long as this, so that no shield slows others down.
MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Shield:
    """Keys of what is shielded from. A tag stands for everything narrower, too."""

    tags: frozenset[int] = frozenset()
    pen_names: frozenset[int] = frozenset()
    works: frozenset[int] = frozenset()
    ratings: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    unfinished: bool = False
    shorter_than: int = 0
    longer_than: int = 0

    def __bool__(self) -> bool:
        return self != NO_SHIELD

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


NO_SHIELD = Shield()
