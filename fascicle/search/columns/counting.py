"""How many works of a result bear each tag, rating, status and language. Exact, always.

Each work's common tags lie in chunks of two-byte slots, so counting a result is one gathering.
Where a result is most of what somebody may know of, only the works between the two are counted,
and the counts of the whole, which are kept, are corrected by them. Rare tags are looked at only
where one of them could stand among the most frequent of its kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns.choosing import Chosen
from fascicle.search.columns.kinds import KindTable
from fascicle.search.columns.layers import Layer
from fascicle.search.columns.layout import COMMON, STATUSES, Flag
from fascicle.search.columns.part import Mask, Part, Rows, gathered
from fascicle.search.filters import Count, Facets

Counts = NDArray[np.int64]
K = TypeVar("K", int, str)

#: Rows are counted so many at a time, so that what is gathered stays in the cache.
_ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Result:
    """What was chosen in a layer, and whose whole it is compared with."""

    layer: Layer
    chosen: Chosen
    for_member: bool

    @property
    def part(self) -> Part:
        return self.layer.part


class Counting:
    """Counts of one layer's result, by slot and by trait."""

    def __init__(self, result: Result) -> None:
        self.part = result.part
        self._for_member = result.for_member
        self._whole: Counts | None = None
        self._plus: Rows | Counts
        self._minus: Rows | Counts
        self._known = result.layer.known
        whole = self._known.whole(for_member=result.for_member)
        if not self._compare(result.chosen, whole):
            self._plus = result.chosen.rows
            self._minus = self._plus[:0]

    def _compare(self, chosen: Chosen, whole: Mask) -> bool:
        """Count the difference from the whole instead, if it is smaller."""
        if chosen.are_rows or 4 * chosen.count < len(whole):
            return False
        differs = np.flatnonzero(chosen.mask != whole)
        if len(differs) >= chosen.count:
            return False
        more = chosen.mask[differs]
        self._plus, self._minus = differs[more], differs[~more]
        counts = self.part.whole_counts(for_member=self._for_member)
        self._whole = counts.astype(np.int64)
        return True

    @cached_property
    def common(self) -> Counts:
        """Of the common slots."""
        size = min(len(self.part.tag_ids), COMMON)
        counts = _common(self.part, self._plus) - _common(self.part, self._minus)
        counts = counts[:size]
        return counts if self._whole is None else counts + self._whole[:size]

    @cached_property
    def rare(self) -> tuple[Counts, Counts]:
        """Rare slots that count, and their counts."""
        if len(self.part.tag_ids) <= COMMON:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        plus = gathered(self.part.rare_start, self.part.rare, self._plus)[0]
        if self._whole is None:
            slots, counts = np.unique(plus, return_counts=True)
            return slots.astype(np.int64), counts
        whole = self._whole.copy()
        minus = gathered(self.part.rare_start, self.part.rare, self._minus)[0]
        whole += np.bincount(plus, minlength=len(whole))
        whole -= np.bincount(minus, minlength=len(whole))
        whole[:COMMON] = 0
        slots = np.flatnonzero(whole)
        return slots, whole[slots]

    @cached_property
    def traits(self) -> Counts:
        part, size = self.part, len(self.part.traits.packed)
        counts: Counts = np.bincount(part.trait[self._plus], minlength=size)
        if self._whole is None:
            return counts
        counts = counts - np.bincount(part.trait[self._minus], minlength=size)
        return counts + self._known.traits(for_member=self._for_member)


def _common(part: Part, rows: "Rows | Counts") -> Counts:
    counts = np.zeros(COMMON + 2, np.int64)
    chunks = _as_units(part.chunks)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        units, _ = gathered(part.chunk_start, chunks, some)
        slots = units.view(np.uint16)
        if len(slots) < COMMON // 8:
            found, times = np.unique(slots, return_counts=True)
            counts[found] += times
        else:
            counts += np.bincount(slots, minlength=COMMON + 2)
    return counts


def _as_units(chunks: NDArray[np.uint16]) -> "NDArray[np.complex128]":
    """Each chunk as one item of 16 bytes, which is moved as a whole."""
    return chunks.reshape(-1).view(np.complex128)


class TagCounts:
    """Counts of tags over both layers."""

    def __init__(self, results: Sequence[Result], kinds: KindTable) -> None:
        self._base = results[0].part
        self._kinds = kinds
        self._countings = [Counting(result) for result in results]
        self._common = self._countings[0].common
        self._rare_more: dict[int, int] = {}
        """Rare slots of the base and how many works of the delta bear them."""
        self._others: dict[int, int] = {}
        """Tags that the base does not have."""
        for counting in self._countings[1:]:
            self._add(counting)

    def _add(self, counting: Counting) -> None:
        """Count a delta, whose slots are its own."""
        common, rare = counting.common, counting.rare
        slots = np.concatenate([np.flatnonzero(common), rare[0]])
        counts = np.concatenate([common[common != 0], rare[1]])
        tags = counting.part.tag_ids[slots]
        here = self._base.slots_of(tags)
        common_here = (here >= 0) & (here < COMMON)
        self._common[here[common_here]] += counts[common_here]
        for tag, slot, count in zip(
            tags[~common_here].tolist(),
            here[~common_here].tolist(),
            counts[~common_here].tolist(),
            strict=True,
        ):
            if slot < 0:
                self._others[tag] = count
            else:
                self._rare_more[slot] = count

    def kinds(self) -> list[int]:
        rare = self._kinds.rare_use
        return sorted({*self._kinds.common, *rare, *self._kinds.others.values()})

    def top(self, kind: int, most: int) -> tuple[Count, ...]:
        """The most frequent tags of a kind, ties by key."""
        slots = self._kinds.common.get(kind, _NO_SLOTS)
        counts = self._common[slots]
        tags, counts = _most(self._base.tag_ids[slots], counts, most)
        if len(tags) < most or counts[-1] <= self._bound(kind):
            more = self._beside(kind)
            tags = np.concatenate([tags, np.fromiter(more, np.int64, len(more))])
            values = np.fromiter(more.values(), np.int64, len(more))
            tags, counts = _most(tags, np.concatenate([counts, values]), most)
        return tuple(map(Count, tags.tolist(), counts.tolist()))

    def _bound(self, kind: int) -> int:
        """No rare tag of the kind has more."""
        rare = self._kinds.rare_use.get(kind, 0)
        kinds, others = self._kinds.by_slot, self._kinds.others
        more = max(
            (n for slot, n in self._rare_more.items() if kinds[slot] == kind), default=0
        )
        new = max(
            (n for tag, n in self._others.items() if others.get(tag) == kind), default=0
        )
        return max(rare + more, new)

    def _beside(self, kind: int) -> dict[int, int]:
        """Counts of the kind's tags that are not common."""
        slots, counts = self._countings[0].rare
        of_kind = self._kinds.by_slot[slots] == kind
        found = dict(
            zip(slots[of_kind].tolist(), counts[of_kind].tolist(), strict=True)
        )
        for slot, count in self._rare_more.items():
            if self._kinds.by_slot[slot] == kind:
                found[slot] = found.get(slot, 0) + count
        named = {int(self._base.tag_ids[slot]): n for slot, n in found.items()}
        others = self._kinds.others
        return named | {t: n for t, n in self._others.items() if others.get(t) == kind}

    def facets(self, most: int) -> Facets:
        kinds = {kind: self.top(kind, most) for kind in self.kinds()}
        tallies = _Tallies()
        for counting in self._countings:
            tallies.add(counting)
        return Facets(
            kinds={kind: counts for kind, counts in kinds.items() if counts},
            ratings=_sorted(tallies.ratings),
            statuses=_sorted(tallies.statuses),
            languages=_sorted(tallies.languages),
            parts=_sorted(tallies.parts),
        )


_NO_SLOTS = np.empty(0, np.int64)


class _Tallies:
    """What traits amount to."""

    def __init__(self) -> None:
        self.ratings: dict[int, int] = {}
        self.statuses: dict[str, int] = {}
        self.languages: dict[str, int] = {}
        self.parts: dict[str, int] = {}

    def add(self, counting: Counting) -> None:
        counts, traits = counting.traits, counting.part.traits
        ratings, codes = np.unique(traits.rating, return_inverse=True)
        _count(self.ratings, ratings.tolist(), codes, counts)
        _count(self.statuses, STATUSES, traits.status, counts)
        _count(self.languages, traits.languages, traits.language, counts)
        many = ((traits.flags & Flag.MANY_PARTS) > 0).astype(np.int64)
        _count(self.parts, ("one", "many"), many, counts)


def _count(
    tally: dict[K, int], names: Sequence[K], codes: Counts, counts: Counts
) -> None:
    sums = np.bincount(codes, weights=counts, minlength=len(names))
    for name, works in zip(names, sums.astype(np.int64).tolist(), strict=True):
        if works:
            tally[name] = tally.get(name, 0) + works


def _sorted(tally: dict[K, int]) -> tuple[Count, ...]:
    pairs = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(key, works) for key, works in pairs)


def _most(
    tags: NDArray[np.generic], counts: Counts, most: int
) -> tuple[NDArray[np.generic], Counts]:
    """The most frequent of these tags; ties by key; none that do not count."""
    least = 1
    if most < len(counts):
        least = max(int(np.partition(counts, -most)[-most]), 1)
    above = np.flatnonzero(counts >= least)
    if len(above) > most:
        above = _settled(tags, counts, above, least, most)
    order = np.lexsort((tags[above], -counts[above]))[:most]
    return tags[above][order], counts[above][order]


def _settled(
    tags: NDArray[np.generic], counts: Counts, above: Counts, least: int, most: int
) -> Counts:
    """Of many tags that tie for the last places, those with the lowest keys."""
    equal = above[counts[above] == least]
    over = above[counts[above] > least]
    room = most - len(over)
    if room < len(equal):
        equal = equal[np.argpartition(tags[equal], room)[:room]]
    return np.concatenate([over, equal])
