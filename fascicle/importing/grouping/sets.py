"""Disjoint sets of small numbers (union-find)."""

from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Sets(Generic[T]):
    """Things that are put together step by step; each begins alone."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def of(self, item: T) -> T:
        """The one that stands for the set of ``item``."""
        above = self._above.setdefault(item, item)
        while above != item:
            further = self._above[above]
            self._above[item] = further
            item, above = above, further
        return item

    def join(self, item: T, other: T) -> None:
        """Put two sets together; the first one's stand-in stays."""
        self._above[self.of(other)] = self.of(item)

    def together(self, item: T, other: T) -> bool:
        return self.of(item) == self.of(other)

    def all(self) -> list[list[T]]:
        found: defaultdict[T, list[T]] = defaultdict(list)
        for item in list(self._above):
            found[self.of(item)].append(item)
        return list(found.values())
