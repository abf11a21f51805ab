"""Which tags are of which kind, over base and delta."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns.layout import COMMON
from fascicle.search.columns.part import Part, Slots


@dataclass(frozen=True, slots=True)
class KindTable:
    """Kinds of the base's slots, as they are now, and of tags that only the delta has."""

    by_slot: Slots
    rare_use: dict[int, int]
    """Of each kind, in how many works of the base its most used rare tag stands."""
    others: dict[int, int]

    def of(self, base: Part, tags: NDArray[np.int64]) -> Slots:
        """The kind of each tag; 0 if nobody told."""
        slots = base.slots_of(tags)
        kinds = np.zeros(len(tags), np.int64)
        here = slots >= 0
        kinds[here] = self.by_slot[slots[here]]
        others = [self.others.get(tag, 0) for tag in tags[~here].tolist()]
        kinds[~here] = others
        return kinds


def kind_table(base: Part, told: dict[int, int] | None = None) -> KindTable:
    """The base's kinds, with those that were told since."""
    by_slot = base.slot_kinds.astype(np.int64)
    others = {}
    if told:
        tags = np.fromiter(told, np.int64, len(told))
        kinds = np.fromiter(told.values(), np.int64, len(told))
        slots = base.slots_of(tags)
        here = slots >= 0
        by_slot[slots[here]] = kinds[here]
        others = dict(zip(tags[~here].tolist(), kinds[~here].tolist(), strict=True))
    starts = base.tag_start.astype(np.int64)
    use = starts[1:] - starts[:-1]
    return KindTable(by_slot, _most_rare_use(by_slot[COMMON:], use[COMMON:]), others)


def same_kinds(base: Part, told: dict[int, int]) -> bool:
    """Whether the base has all these tags, in these kinds."""
    slots = base.slots_of(np.fromiter(told, np.int64, len(told)))
    kinds = np.fromiter(told.values(), np.int64, len(told))
    return bool((slots >= 0).all() and (base.slot_kinds[slots] == kinds).all())


def _most_rare_use(kinds: Slots, use: Slots) -> dict[int, int]:
    names, places = np.unique(kinds, return_inverse=True)
    most = np.zeros(len(names), np.int64)
    np.maximum.at(most, places, use)
    return dict(zip(names.tolist(), most.tolist(), strict=True))
