"""Which tags are of which kind, over base and delta."""

from dataclasses import dataclass

import numpy as np

from fascicle.search.columns.layout import COMMON
from fascicle.search.columns.part import Part, Slots


@dataclass(frozen=True, slots=True)
class KindTable:
    """Kinds of the base's slots, as they are now, and of tags that only the delta has."""

    by_slot: Slots
    common: dict[int, Slots]
    """Common slots of each kind."""
    rare_use: dict[int, int]
    """Of each kind, in how many works of the base its most used rare tag stands."""
    others: dict[int, int]


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
    return KindTable(
        by_slot, _by_kind(by_slot[:COMMON]), _most_by_kind(by_slot, use), others
    )


def same_kinds(base: Part, told: dict[int, int]) -> bool:
    """Whether the base has all these tags, in these kinds."""
    slots = base.slots_of(np.fromiter(told, np.int64, len(told)))
    kinds = np.fromiter(told.values(), np.int64, len(told))
    return bool((slots >= 0).all() and (base.slot_kinds[slots] == kinds).all())


def _by_kind(kinds: Slots) -> dict[int, Slots]:
    order = np.argsort(kinds, kind="stable")
    names, starts = np.unique(kinds[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=False))


def _most_by_kind(kinds: Slots, use: Slots) -> dict[int, int]:
    """Slots stand by use, so the first rare one of a kind is its most used."""
    rare = kinds[COMMON:]
    names, first = np.unique(rare, return_index=True)
    return {
        int(kind): int(use[COMMON + at :][rare[at:] == kind].max())
        for kind, at in zip(names, first, strict=True)
    }
