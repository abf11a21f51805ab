"""How many works of a result bear each tag, rating, status and language. Exact, always.

A work's dense tags are bits and its common ones two-byte slots in chunks, so counting a result
is two gatherings. Where a result is most of what somebody may know of, only the works between
the two are counted, and the counts of the whole, which are kept, are corrected by them. Rare tags
are looked at only where one of them could stand among the most frequent of its kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fascicle.accounts.shield import NO_SHIELD
from fascicle.search.columns.asking import Access
from fascicle.search.columns.choosing import Chosen
from fascicle.search.columns.kinds import Kinds, KindTable
from fascicle.search.columns.layers import Known, Layer, Whole
from fascicle.search.columns.layout import COMMON, DENSE, ID, PADDING, STATUSES
from fascicle.search.columns.part import Part, Rows, gathered
from fascicle.search.lists.filters import Count, Facets

Counts = NDArray[np.int64]
BySlot = tuple[Counts, Counts]
"""Slots, each once, and their counts."""
K = TypeVar("K", int, str)

#: Rows are counted so many at a time, so that what is gathered stays in the cache.
_ROWS_AT_ONCE = 16_320
#: So many bits of one slot can be added up in one byte.
_BYTE = 255
#: Of so few rows what they bear is sorted, rather than counted in a table of all common slots.
_FEW_ROWS = 500
_LOW = np.uint64(0xFFFF_FFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Result:
    """What was chosen in a layer, and for whom."""

    layer: Layer
    chosen: Chosen
    access: Access


class Counting:
    """Counts of one layer's result, by slot and by trait."""

    def __init__(self, part: Part, rows: Rows) -> None:
        self.part = part
        self._plus = rows
        self._minus = rows[:0]
        self._whole: Whole | None = None

    @classmethod
    def of(cls, result: Result) -> "Counting":
        """Count the rows, or their difference from the whole, whichever are fewer."""
        part, chosen = result.layer.part, result.chosen
        if chosen.are_few or 4 * chosen.count < part.size:
            return cls(part, chosen.rows)
        whole = whole_for(part, result.layer.known, result.access)
        differs = np.flatnonzero(chosen.mask != whole.mask)
        if len(differs) >= chosen.count:
            return cls(part, chosen.rows)
        return cls.between(part, whole, chosen.mask, differs)

    @classmethod
    def between(
        cls, part: Part, whole: Whole, mask: NDArray[np.bool_], differs: Counts
    ) -> "Counting":
        """Count the whole, corrected by rows in which it and ``mask`` differ."""
        rows = differs.astype(ID)
        more = mask[differs]
        counting = cls(part, rows[more])
        counting._minus = rows[~more]
        counting._whole = whole
        return counting

    @cached_property
    def common(self) -> BySlot:
        """Dense and common slots that count, and their counts."""
        if self._whole is None and len(self._plus) < _FEW_ROWS:
            return _common_of_few(self.part, self._plus)
        size = min(len(self.part.tag_ids), COMMON)
        counts = _common(self.part, self._plus)[:size]
        if self._whole is not None:
            counts = counts - _common(self.part, self._minus)[:size]
            counts += self._whole.by_slot[:size]
        return _that_count(counts)

    @cached_property
    def rare(self) -> BySlot:
        """Rare slots that count, and their counts."""
        part = self.part
        if not len(part.rare):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        plus = gathered(part.rare_start, part.rare, self._plus)
        if self._whole is None:
            slots, counts = np.unique(plus, return_counts=True)
            return slots.astype(np.int64), counts
        counts = self._whole.by_slot[COMMON:].astype(np.int64)
        minus = gathered(part.rare_start, part.rare, self._minus)
        counts += np.bincount(plus - ID(COMMON), minlength=len(counts))
        counts -= np.bincount(minus - ID(COMMON), minlength=len(counts))
        slots, counts = _that_count(counts)
        return slots + COMMON, counts

    @cached_property
    def traits(self) -> Counts:
        part, size = self.part, len(self.part.traits.packed)
        counts: Counts = np.bincount(part.trait[self._plus], minlength=size)
        if self._whole is None:
            return counts
        counts = counts - np.bincount(part.trait[self._minus], minlength=size)
        return counts + self._whole.by_trait

    def whole(self, mask: NDArray[np.bool_]) -> Whole:
        """All of it, to compare others with; ``mask`` tells its works."""
        by_slot = np.zeros(len(self.part.tag_ids), np.int32)
        for slots, counts in (self.common, self.rare):
            by_slot[slots] = counts
        return Whole(mask, by_slot, self.traits)


def whole_for(part: Part, known: Known, access: Access) -> Whole:
    """All that somebody may know of and does not shield from, own works left aside."""
    if access.shield == NO_SHIELD:
        return known.wholes.get(access.is_member, lambda: known.whole(access))

    def counted() -> Whole:
        mask = known.to(access) & ~known.covered(access.shield)
        whole = known.whole(access)
        differs = np.flatnonzero(mask != whole.mask)
        return Counting.between(part, whole, mask, differs).whole(mask)

    return known.wholes.get((access.is_member, access.shield), counted)


def _that_count(counts: Counts) -> BySlot:
    # Of truth values, which numpy goes through four times as quickly as through numbers.
    slots = np.flatnonzero(counts != 0)
    return slots, counts[slots]


def _common(part: Part, rows: Rows) -> Counts:
    counts = np.zeros(COMMON + 2, np.int64)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        counts += np.bincount(_chunks(part, some), minlength=COMMON + 2)
        counts[:DENSE] += _dense(part, some)
    return counts


def _common_of_few(part: Part, rows: Rows) -> BySlot:
    """The same without a look at the slots that do not count."""
    slots, counts = np.unique(_chunks(part, rows), return_counts=True)
    if len(slots) and slots[-1] == PADDING:
        slots, counts = slots[:-1], counts[:-1]
    dense, sums = _that_count(_dense(part, rows))
    return np.concatenate([dense, slots]), np.concatenate([sums, counts])


def _chunks(part: Part, rows: Rows) -> NDArray[np.uint16]:
    """Common slots of rows, and what fills the chunks up."""
    # Each chunk is one item of 16 bytes, which is moved as a whole.
    chunks = part.chunks.reshape(-1).view(np.complex128)
    slots: NDArray[np.uint16] = gathered(part.chunk_start, chunks, rows).view(np.uint16)
    return slots


def _dense(part: Part, rows: Rows) -> Counts:
    """Add up bits: within bytes first, which is as fast as memory."""
    whole = -(-len(rows) // _BYTE) * _BYTE
    units = np.zeros(whole, np.complex128)  # 16 bytes, as many as bits of a row
    units[: len(rows)] = part.dense_rows.reshape(-1).view(np.complex128)[rows]
    bits = units.view(np.uint8)
    spread = np.unpackbits(bits, bitorder="little").reshape(_BYTE, -1)
    sums = spread.sum(axis=0, dtype=np.uint8).reshape(-1, DENSE)
    counts: Counts = sums.sum(axis=0, dtype=np.int64)
    return counts


class Tags:
    """Some tags, their kinds, and how many works bear each."""

    def __init__(self, ids: Counts, kinds: Kinds, counts: Counts) -> None:
        self.ids, self.kinds, self.counts = ids, kinds, counts

    @cached_property
    def _by_kind(self) -> dict[int, NDArray[np.uint64]]:
        """Count and tag in one number, the higher the earlier, ties by key."""
        high = self.counts.astype(np.uint64) << _HALF
        ranks = high | (_LOW - self.ids.astype(np.uint64))
        order = np.argsort(self.kinds, kind="stable")
        kinds, ranks = self.kinds[order], ranks[order]
        edges = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
        return {
            int(kinds[first]): ranks[first:end]
            for first, end in pairwise(edges)
            if first < end
        }

    def top(self, kind: int, most: int) -> tuple[Count, ...]:
        """The most frequent of a kind."""
        ranks = self._by_kind.get(kind)
        if ranks is None:
            return ()
        if most < len(ranks):
            ranks = np.partition(ranks, -most)[-most:]
        ranks = np.sort(ranks)[::-1]
        ids, counts = (_LOW - (ranks & _LOW)).tolist(), (ranks >> _HALF).tolist()
        return tuple(map(Count, ids, counts))


class TagCounts:
    """Counts of tags over both layers."""

    def __init__(self, results: Sequence[Result], kinds: KindTable) -> None:
        self._base = results[0].layer.part
        self._kinds = kinds
        self._countings = [Counting.of(result) for result in results]
        self._beside: dict[int, int] = {}
        """Tags that are rare in the base or not there, and their counts in the delta."""
        common = self._countings[0].common
        for counting in self._countings[1:]:
            common = self._with(counting, common)
        self._common = self._tags(*common)

    def _with(self, counting: Counting, common: BySlot) -> BySlot:
        """Count a delta, whose slots are its own, into the base's."""
        slots, more = map(
            np.concatenate, zip(counting.common, counting.rare, strict=True)
        )
        tags = counting.part.tag_ids[slots]
        here = self._base.slots_of(tags)
        known = (here >= 0) & (here < COMMON)
        beside = zip(tags[~known].tolist(), more[~known].tolist(), strict=True)
        self._beside = dict(beside)
        return _added(common, (here[known], more[known]))

    def _tags(self, slots: Counts, counts: Counts) -> Tags:
        ids = self._base.tag_ids[slots].astype(np.int64)
        return Tags(ids, self._kinds.by_slot[slots], counts)

    @cached_property
    def _rare(self) -> Tags:
        """Tags that are not common in the base."""
        rare = self._tags(*self._countings[0].rare)
        return self._with_beside(rare) if self._beside else rare

    def _with_beside(self, rare: Tags) -> Tags:
        beside = np.array(list(self._beside.items()), np.int64)
        ids, places = np.unique(
            np.concatenate([rare.ids, beside[:, 0]]), return_inverse=True
        )
        weights = np.concatenate([rare.counts, beside[:, 1]])
        counts = np.bincount(places, weights).astype(np.int64)
        return Tags(ids, self._kinds.of(self._base, ids), counts)

    @cached_property
    def _most_beside(self) -> dict[int, int]:
        """Of each kind, what no tag that is not common has more than."""
        tags = np.fromiter(self._beside, np.int64, len(self._beside))
        most = dict(self._kinds.rare_use)
        more: dict[int, int] = {}
        for kind, count in zip(
            self._kinds.of(self._base, tags).tolist(),
            self._beside.values(),
            strict=True,
        ):
            more[kind] = max(more.get(kind, 0), count)
        for kind, count in more.items():
            most[kind] = most.get(kind, 0) + count
        return most

    def top(self, kind: int, most: int) -> tuple[Count, ...]:
        """The most frequent tags of a kind, ties by key."""
        found = self._common.top(kind, most)
        bound = self._most_beside.get(kind, 0)
        if bound and (len(found) < most or found[-1].works <= bound):
            both = (*found, *self._rare.top(kind, most))
            return tuple(sorted(both, key=lambda one: (-one.works, one.key))[:most])
        return found

    def in_use(self) -> dict[int, int]:
        """Of each kind, how many tags count at all."""
        kinds = np.concatenate([self._common.kinds, self._rare.kinds])
        found, counts = np.unique(kinds, return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))

    def languages(self) -> dict[str, int]:
        return self._tallies().languages

    def _tallies(self) -> "_Tallies":
        tallies = _Tallies()
        for counting in self._countings:
            tallies.add(counting)
        return tallies

    def facets(self, most: int) -> Facets:
        top = {kind: self.top(kind, most) for kind in self._kinds.all}
        tallies = self._tallies()
        return Facets(
            kinds={kind: counts for kind, counts in top.items() if counts},
            ratings=_sorted(tallies.ratings),
            statuses=_sorted(tallies.statuses),
            languages=_sorted(tallies.languages),
            parts=_sorted(tallies.parts),
        )


class _Tallies:
    """What traits amount to."""

    def __init__(self) -> None:
        self.ratings: dict[int, int] = {}
        self.statuses: dict[str, int] = {}
        self.languages: dict[str, int] = {}
        self.parts: dict[str, int] = {}

    def add(self, counting: Counting) -> None:
        counts, traits = counting.traits, counting.part.traits
        _count(self.ratings, *traits.ratings, counts)
        _count(self.statuses, STATUSES, traits.status, counts)
        _count(self.languages, traits.languages, traits.language, counts)
        _count(self.parts, ("one", "many"), traits.has_many_parts, counts)


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


def _added(first: BySlot, second: BySlot) -> BySlot:
    """Counts of both; the first are in order, the sum need not be."""
    slots, counts = first[0], first[1].copy()
    at = np.searchsorted(slots, second[0])
    inside = at < len(slots)
    known = np.zeros(len(at), np.bool_)
    known[inside] = slots[at[inside]] == second[0][inside]
    counts[at[known]] += second[1][known]
    return (
        np.concatenate([slots, second[0][~known]]),
        np.concatenate([counts, second[1][~known]]),
    )
