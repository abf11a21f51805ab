"""The kinds of tags, as two columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TagKinds:
    """Tags in ascending order, and the kind of each."""

    tags: Column
    kinds: Column

    @classmethod
    def told(cls, kinds: Mapping[int, int]) -> Self:
        tags = np.fromiter(kinds, np.int64, len(kinds))
        values = np.fromiter(kinds.values(), np.int64, len(kinds))
        return cls.first_of(tags, values)

    @classmethod
    def first_of(cls, tags: Column, kinds: Column) -> Self:
        """The first kind that is told of each tag."""
        ordered, first = np.unique(tags, return_index=True)
        return cls(ordered.astype(np.int64), kinds[first].astype(np.int64))

    def updated(self, later: Self) -> "TagKinds":
        """With what was told later."""
        return TagKinds.first_of(
            np.concatenate([later.tags, self.tags]),
            np.concatenate([later.kinds, self.kinds]),
        )

    def of(self, tags: Column) -> Column:
        """The kind of each tag; 0 if nobody told."""
        kinds = np.zeros(len(tags), np.int64)
        if len(self.tags):
            at = np.searchsorted(self.tags, tags)
            at[at == len(self.tags)] = 0
            here = self.tags[at] == tags
            kinds[here] = self.kinds[at[here]]
        return kinds

    def where(self, wanted: NDArray[np.bool_]) -> "TagKinds":
        return TagKinds(self.tags[wanted], self.kinds[wanted])


NO_KINDS = TagKinds(np.empty(0, np.int64), np.empty(0, np.int64))
