"""Works in columns: the base, or what has changed since. Arrays are read where they lie."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from threading import local

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns import ordering
from fascicle.search.columns.container import Array
from fascicle.search.columns.layout import (
    BY_KEY,
    BY_NUMBER,
    CHUNK,
    ID,
    KEYS,
    NUMBERS,
    PADDING,
    Flag,
    is_key,
)
from fascicle.search.columns.table import Numbers, Pairs, Table
from fascicle.search.columns.tagkinds import TagKinds
from fascicle.search.index.damage import Damaged
from fascicle.search.lists.filters import Order

Rows = NDArray[np.uint32]
Mask = NDArray[np.bool_]
Slots = NDArray[np.int64]
Index = Rows | slice
"""Which rows of a column: some, or all of them by ``slice(None)``."""

_BLOCK = 65_536


class Part:
    """Some works, sorted and indexed."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        try:
            self.work_ids: Numbers = arrays["work_id"]
            self.numbers = {name: arrays[name] for name in NUMBERS}
            self.trait = arrays["trait"]
            self.ranks = {name: arrays[f"{name}_rank"] for name in KEYS}
            self.keys = {name: arrays[f"{name}_keys"] for name in KEYS}
            self.tag_ids: Numbers = arrays["tag_id"]
            self.tag_start = arrays["tag_start"]
            self.chunks = arrays["chunks"]
            self.chunk_start = arrays["chunk_start"]
            self.dense_rows: NDArray[np.uint8] = arrays["dense_rows"]
            self.dense_bits: NDArray[np.uint8] = arrays["dense_bits"]
            self.rare = arrays["rare"]
            self.rare_start = arrays["rare_start"]
            self.traits = Traits(arrays["traits"], arrays["languages"])
        except (KeyError, UnicodeDecodeError) as error:
            raise Damaged(f"columns: {error}") from error
        self._arrays = arrays
        self._marks = _Marks()
        self.size = len(self.work_ids)
        if len(self.trait) != self.size or len(self.chunk_start) != self.size + 1:
            raise Damaged("columns of different lengths")

    def rows_of(self, work_ids: Array) -> NDArray[np.int64]:
        """The row of each work, -1 for those that are not here."""
        sorted_ids = self._arrays["sorted_ids"]
        return _looked_up(work_ids, sorted_ids, self._arrays["row_by_id"])

    def rows_among(self, work_ids: Array) -> Rows:
        """Where those of some works stand that are here, in order."""
        rows = self.rows_of(work_ids)
        found: Rows = np.sort(rows[rows >= 0]).astype(ID)
        return found

    def slots_of(self, tag_ids: Array) -> Slots:
        """The slot of each tag, -1 for those that no work here bears."""
        return _looked_up(tag_ids, self._sorted_tag_ids, self._arrays["tag_by_id"])

    @cached_property
    def _sorted_tag_ids(self) -> Numbers:
        sorted_ids: Numbers = self.tag_ids[self._arrays["tag_by_id"]]
        return sorted_ids

    @cached_property
    def tag_kinds(self) -> TagKinds:
        """Kinds of the tags that works here bear and of those told beside."""
        tags = np.concatenate([self.tag_ids, self._arrays["other_tags"]])
        kinds = np.concatenate([self.slot_kinds, self._arrays["other_kinds"]])
        return TagKinds.first_of(tags, kinds)

    @property
    def slot_kinds(self) -> Numbers:
        kinds: Numbers = self._arrays["tag_kind"]
        return kinds

    def whole_counts(self, *, for_member: bool) -> Numbers:
        """By slot, over all works of this part that members or guests may know of."""
        counts: Numbers = self._arrays["member_count" if for_member else "guest_count"]
        return counts

    def use_of(self, slot: int) -> int:
        """How many works bear the tag."""
        return int(self.tag_start[slot + 1]) - int(self.tag_start[slot])

    def rows_of_tag(self, slot: int) -> Rows:
        """Where the works stand that bear the tag, in order."""
        if slot < len(self.dense_bits):
            return np.flatnonzero(self._dense_mask(slot)).astype(ID)
        blocks = self._arrays["tag_blocks"]
        number = slot - len(self.dense_bits)
        if number >= len(blocks):
            first = self.tag_start[len(self.dense_bits) + len(blocks)]
            start, end = self.tag_start[slot : slot + 2] - first
            rows: Rows = self._arrays["tag_rows"][start:end]
            return rows
        edges = blocks[number]
        lows = self._arrays["tag_lows"][edges[0] : edges[-1]]
        highs = np.arange(len(edges) - 1, dtype=ID) * ID(_BLOCK)
        return np.repeat(highs, np.diff(edges)) + lows

    def is_dense(self, slot: int) -> bool:
        return slot < len(self.dense_bits)

    def use_among(self, slot: int, mask: Mask) -> int:
        """How many of the works in a mask bear the tag."""
        if self.is_dense(slot):
            return int(np.count_nonzero(mask & self._dense_mask(slot)))
        return int(np.count_nonzero(mask[self.rows_of_tag(slot)]))

    def mark_tag(self, mask: Mask, slot: int) -> None:
        """Set the rows of works that bear the tag."""
        blocks, dense = self._arrays["tag_blocks"], len(self.dense_bits)
        if slot < dense:
            mask |= self._dense_mask(slot)
            return
        if slot >= dense + len(blocks):
            mask[self.rows_of_tag(slot)] = True
            return
        lows = self._arrays["tag_lows"]
        for number, (start, end) in enumerate(pairwise(blocks[slot - dense].tolist())):
            if start < end:
                mask[number * _BLOCK : (number + 1) * _BLOCK][lows[start:end]] = True

    def bearing(self, slots: Iterable[int], index: Index) -> Mask:
        """Which works bear one of these tags at least."""
        if isinstance(index, slice):
            return self._bearing_anywhere(slots)
        mask = np.zeros(len(index), np.bool_)
        others = []
        for slot in slots:
            if slot < len(self.dense_bits):
                mask |= self._dense_among(slot, index)
            else:
                others.append(self.rows_of_tag(slot))
        return mask | self._among(others, index) if others else mask

    def _dense_among(self, slot: int, rows: Rows) -> Mask:
        """Which of some rows bear a dense tag; its bits are few enough to stay in the cache."""
        units = self.dense_bits[slot].take(rows >> ID(3))
        units >>= (rows & ID(7)).astype(np.uint8)
        units &= np.uint8(1)
        found: Mask = units.view(np.bool_)
        return found

    def _among(self, lists: Sequence[Rows], rows: Rows) -> Mask:
        """Which of some rows stand in one of these lists."""
        marks = self._marks.of(self.size)
        try:
            for listed in lists:
                marks[listed] = True
            found: Mask = marks[rows]
            for listed in lists:
                marks[listed] = False
        except IndexError:  # of a damaged file: what was marked so far is forgotten
            self._marks = _Marks()
            raise
        return found

    def rows_of_dense(self, slots: Sequence[int], most: int) -> Rows | None:
        """Where the works stand that bear all of these dense tags; None if they are more."""
        bits = np.bitwise_and.reduce(self.dense_bits[slots], axis=0)
        words = np.zeros(-(-len(bits) // 8), np.uint64)
        words.view(np.uint8)[: len(bits)] = bits
        if np.bitwise_count(words).sum(dtype=np.int64) > most:
            return None
        some = np.flatnonzero(words != 0)
        spread = np.unpackbits(words[some].view(np.uint8), bitorder="little")
        at = np.flatnonzero(spread.view(np.bool_))
        rows: Rows = (some[at >> 6] << 6 | at & 63).astype(ID)
        return rows

    def _bearing_anywhere(self, slots: Iterable[int]) -> Mask:
        mask = np.zeros(self.size, np.bool_)
        for slot in slots:
            self.mark_tag(mask, slot)
        return mask

    def _dense_mask(self, slot: int) -> Mask:
        bits = np.unpackbits(self.dense_bits[slot], count=self.size, bitorder="little")
        return bits.view(np.bool_)

    def rows_in(self, name: str, key: int) -> Rows:
        """Where the works of a pen name or series stand, in order."""
        ids, start = self._arrays[f"{name}_ids"], self._arrays[f"{name}_start"]
        at = int(np.searchsorted(ids, ID(key))) if is_key(key) else len(ids)
        if at == len(ids) or ids[at] != key:
            return np.empty(0, ID)
        rows: Rows = self._arrays[f"{name}_rows"][start[at] : start[at + 1]]
        return rows

    def uses_in(self, name: str, mask: Mask) -> tuple[Numbers, Numbers]:
        """The pen names or series of the works in the mask, and in how many each stands."""
        ids: Numbers = self._arrays[f"{name}_ids"]
        start, rows = self._arrays[f"{name}_start"], self._arrays[f"{name}_rows"]
        before = np.concatenate([[0], np.cumsum(mask[rows])])
        counts: Numbers = before[start[1:]] - before[start[:-1]]
        return ids[counts > 0], counts[counts > 0]

    def places(self, order: Order, index: Index) -> ordering.Places:
        """Where rows stand in an order; those of a smaller number come first."""
        work_ids = self.work_ids[index]
        if order in BY_KEY:
            return ordering.rising(self.ranks[BY_KEY[order]][index], work_ids)
        column = self.numbers[BY_NUMBER.get(order, "updated")]
        return ordering.falling(column[index], work_ids)

    def top(self, order: Order) -> Rows:
        """The first rows of an order, as far as they are kept in order."""
        name = BY_KEY.get(order) or BY_NUMBER[order]
        rows: Rows = self._arrays[f"top_{name}"]
        return rows

    def is_tallied(self, order: Order) -> bool:
        """Whether any work here has what an order goes by at all."""
        first = self.top(order)[:1]
        return bool(self.numbers[BY_NUMBER[order]][first].any())

    def table(self, rows: NDArray[np.int64] | None = None) -> Table:
        """The works in columns again, to be joined with others: all, or some rows in order."""
        index = slice(None) if rows is None else rows
        return Table(
            self.work_ids[index],
            {name: column[index] for name, column in self.numbers.items()},
            self.traits.packed[self.trait[index]],
            self.traits.languages,
            {name: keys[self.ranks[name][index]] for name, keys in self.keys.items()},
            {
                "tags": self._tag_pairs(),
                "pen_names": self._pairs("pen_names"),
                "series": self._pairs("series"),
            }
            if rows is None
            else {
                "tags": self._tag_pairs_of(rows),
                "pen_names": _of_rows(self._pairs("pen_names"), rows, self.size),
                "series": _of_rows(self._pairs("series"), rows, self.size),
            },
            self.tag_kinds,
        )

    def _tag_pairs(self) -> Pairs:
        filled = self.chunks != PADDING
        rows = np.arange(self.size, dtype=ID)
        owner_of_chunk = np.repeat(rows, np.diff(self.chunk_start))
        owners = [
            np.repeat(owner_of_chunk, filled.sum(axis=1)),
            np.repeat(rows, np.diff(self.rare_start)),
        ]
        ids = [self.tag_ids[self.chunks[filled]], self.tag_ids[self.rare]]
        for slot in range(len(self.dense_bits)):
            owners.append(self.rows_of_tag(slot))
            ids.append(np.full(len(owners[-1]), self.tag_ids[slot]))
        return Pairs(np.concatenate(owners), np.concatenate(ids))

    def _tag_pairs_of(self, rows: NDArray[np.int64]) -> Pairs:
        chunks, owner_of_chunk = owned(self.chunk_start, self.chunks, rows)
        filled = chunks != PADDING
        owner = np.repeat(owner_of_chunk, CHUNK).reshape(-1, CHUNK)[filled]
        rare, rare_owner = owned(self.rare_start, self.rare, rows)
        bits = np.unpackbits(self.dense_rows[rows], axis=1, bitorder="little")
        dense_owner, dense = bits.view(np.bool_).nonzero()
        slots = np.concatenate([chunks[filled], rare, dense]).astype(np.int64)
        owners = np.concatenate([owner, rare_owner, dense_owner]).astype(ID)
        return Pairs(owners, self.tag_ids[slots])

    def _pairs(self, name: str) -> Pairs:
        start = self._arrays[f"{name}_start"]
        ids = np.repeat(self._arrays[f"{name}_ids"], np.diff(start))
        return Pairs(self._arrays[f"{name}_rows"], ids)


class _Marks(local):
    """A mark for each row, all unset: clearing a few is quicker than making a million anew."""

    def __init__(self) -> None:
        self._kept: Mask = np.zeros(0, np.bool_)

    def of(self, size: int) -> Mask:
        """This thread's. Whoever sets some unsets them again."""
        if len(self._kept) != size:
            self._kept = np.zeros(size, np.bool_)
        return self._kept


class Traits:
    """The combinations of rating, language, status and flags that works here have."""

    def __init__(self, packed: NDArray[np.uint64], languages: Array) -> None:
        self.packed = packed
        self.languages = tuple(one.decode() for one in languages.tolist())
        self.rating = (packed >> np.uint64(32)).astype(np.int64)
        self.language = (packed >> np.uint64(16) & np.uint64(0xFFFF)).astype(np.int64)
        self.status = (packed >> np.uint64(8) & np.uint64(0xFF)).astype(np.int64)
        self.flags = packed.astype(np.uint8)
        self.has_many_parts = ((self.flags & Flag.MANY_PARTS) > 0).astype(np.int64)

    @cached_property
    def ratings(self) -> tuple[list[int], Slots]:
        """The ratings there are, and which of them each combination has."""
        ratings, codes = np.unique(self.rating, return_inverse=True)
        return ratings.tolist(), codes.astype(np.int64)

    def language_codes(self, languages: Iterable[str]) -> list[int]:
        wanted = set(languages)
        return [code for code, one in enumerate(self.languages) if one in wanted]


def looked_up(table: Mask, codes: Array) -> Mask:
    """What the table says of each code; a piece at a time, which stays in the cache."""
    found = np.empty(len(codes), np.bool_)
    for first in range(0, len(codes), _BLOCK):
        some = slice(first, first + _BLOCK)
        np.take(table, codes[some], out=found[some], mode="clip")
    return found


def gathered(start: Array, values: Array, rows: Array) -> Array:
    """What stands under some rows."""
    first = start[rows].astype(np.int64)
    lengths = start[rows + np.int64(1)] - first
    some = lengths > 0
    if not some.all():
        first, lengths = first[some], lengths[some]
    if not len(first):
        return values[:0]
    ends = np.cumsum(lengths)
    # Steps of one, but from the end of each row's values to the beginning of the next's.
    steps = np.ones(ends[-1], np.int64)
    steps[0] = first[0]
    steps[ends[:-1]] = first[1:] - first[:-1] - lengths[:-1] + 1
    found: Array = values[np.cumsum(steps)]
    return found


def owned(start: Array, values: Array, rows: Array) -> tuple[Array, Array]:
    """What stands under some rows, and for each the number of its row among them."""
    lengths = start[rows + np.int64(1)] - start[rows]
    return gathered(start, values, rows), np.repeat(np.arange(len(rows)), lengths)


def _of_rows(pairs: Pairs, rows: NDArray[np.int64], size: int) -> Pairs:
    new_rows = np.full(size, -1, np.int64)
    new_rows[rows] = np.arange(len(rows))
    return pairs.of(new_rows)


def _looked_up(keys: Array, sorted_keys: Array, values: Array) -> NDArray[np.int64]:
    found = np.full(len(keys), -1, np.int64)
    if not len(sorted_keys):
        return found
    # Of one type, or all the sorted keys would be turned into the other; a key that does not
    # fit finds some other key, which it is not equal to.
    at = np.searchsorted(sorted_keys, keys.astype(sorted_keys.dtype))
    at[at == len(sorted_keys)] = 0
    here = sorted_keys[at] == keys
    found[here] = values[at[here]]
    return found
