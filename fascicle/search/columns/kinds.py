"""Which tags are of which kind, over base and delta."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns.layout import COMMON
from fascicle.search.columns.part import Part
from fascicle.search.columns.tagkinds import NO_KINDS, TagKinds

Kinds = NDArray[np.unsignedinteger]
"""In as few bytes as their keys need: numpy sorts one or two bytes without comparing any."""


@dataclass(frozen=True, slots=True)
class KindTable:
    """Kinds of the base's slots, as they are now, and of tags that only the delta has."""

    by_slot: Kinds
    rare_use: dict[int, int]
    """Of each kind, in how many works of the base its most used rare tag stands."""
    others: TagKinds
    all: tuple[int, ...]

    def of(self, base: Part, tags: NDArray[np.int64]) -> Kinds:
        """The kind of each tag; 0 if nobody told."""
        slots = base.slots_of(tags)
        here = slots >= 0
        kinds = self.others.of(tags).astype(self.by_slot.dtype)
        kinds[here] = self.by_slot[slots[here]]
        return kinds


def kind_table(base: Part, told: TagKinds = NO_KINDS) -> KindTable:
    """The base's kinds, with those that were told since."""
    by_slot = base.slot_kinds.astype(np.int64)
    slots = base.slots_of(told.tags)
    here = slots >= 0
    by_slot[slots[here]] = told.kinds[here]
    starts = base.tag_start.astype(np.int64)
    use = starts[1:] - starts[:-1]
    rare_use = _most_rare_use(by_slot[COMMON:], use[COMMON:])
    others = told.where(~here)
    kinds = np.unique(np.concatenate([[0], by_slot, others.kinds]))
    narrow = by_slot.astype(np.min_scalar_type(kinds[-1]))
    return KindTable(narrow, rare_use, others, tuple(kinds.tolist()))


def _most_rare_use(kinds: NDArray[np.int64], use: NDArray[np.int64]) -> dict[int, int]:
    names, places = np.unique(kinds, return_inverse=True)
    most = np.zeros(len(names), np.int64)
    np.maximum.at(most, places, use)
    return dict(zip(names.tolist(), most.tolist(), strict=True))
