"""Make the arrays of a part from a table: sorted, with lists of rows and counts."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns import layout, ordering
from fascicle.search.columns.container import Array
from fascicle.search.columns.layout import CHUNK, COMMON, ID, PADDING, Flag
from fascicle.search.columns.table import Numbers, Pairs, Table

Named = Iterator[tuple[str, Array]]
Long = NDArray[np.uint64]

_LOW = np.uint64(0xFFFF_FFFF)
_HALF = np.uint64(32)
#: Rows are looked at so many at a time, so that memory stays bounded.
_ROWS_AT_ONCE = 65_536
_PAIRS_AT_ONCE = 1 << 21
#: Keys below this are always looked up in a table.
_TABLE = 1 << 20


def arrays_of(table: Table) -> Named:
    """All arrays of a part, as they are made."""
    order = np.lexsort((table.work_ids, table.numbers["updated"]))
    new_row = np.empty(len(order), ID)
    new_row[order] = np.arange(len(order), dtype=ID)
    work_ids = table.work_ids[order]
    by_id = np.argsort(work_ids)
    yield "work_id", work_ids
    yield "row_by_id", by_id.astype(ID)
    yield "sorted_ids", work_ids[by_id]
    yield from _numbers(table, order, work_ids)
    yield from _keys(table, order, work_ids)
    traits, trait = np.unique(table.traits[order], return_inverse=True)
    yield "traits", traits
    yield "trait", trait.astype(np.min_scalar_type(len(traits)))
    yield "languages", np.array([one.encode() for one in table.languages], "S35")
    flags = (traits.astype(np.uint8))[trait]
    yield from _tags(table, new_row, flags)
    for name in ("pen_names", "series"):
        yield from _lists(name, table.pairs[name], new_row)


def _numbers(table: Table, order: NDArray[np.int64], work_ids: Numbers) -> Named:
    for name in layout.NUMBERS:
        column = table.numbers[name][order]
        yield name, column
        if name in layout.BY_NUMBER.values():
            yield f"top_{name}", _top(ordering.falling(column, work_ids))


def _keys(table: Table, order: NDArray[np.int64], work_ids: Numbers) -> Named:
    for name in layout.KEYS:
        keys, ranks = np.unique(table.keys[name][order], return_inverse=True)
        yield f"{name}_keys", keys
        yield f"{name}_rank", ranks.astype(ID)
        yield f"top_{name}", _top(ordering.rising(ranks.astype(ID), work_ids))


def _top(places: Long) -> Numbers:
    """The first rows of an order, in order."""
    most = min(layout.TOP_ROWS, len(places))
    first = np.arange(len(places))
    if most < len(places):
        first = np.argpartition(places, most)[:most]
    return first[np.argsort(places[first])].astype(ID)


def _lists(name: str, pairs: Pairs, new_row: Numbers) -> Named:
    """Rows by what they bear: sorted ids, where each begins, and rows."""
    both = pairs.ids.astype(np.uint64) << _HALF | new_row[pairs.owner]
    both = np.unique(both)
    ids, starts = np.unique(both >> _HALF, return_index=True)
    yield f"{name}_ids", ids.astype(ID)
    yield f"{name}_start", np.append(starts, len(both)).astype(ID)
    yield f"{name}_rows", (both & _LOW).astype(ID)


def _tags(table: Table, new_row: Numbers, flags: NDArray[np.uint8]) -> Named:
    pairs = table.pairs["tags"]
    ids, counts = _vocabulary(pairs.ids)
    by_use = np.lexsort((ids, -counts))
    slot_of = np.empty(len(ids), ID)
    slot_of[by_use] = np.arange(len(ids), dtype=ID)
    tag_ids = ids[by_use]
    yield "tag_id", tag_ids
    yield "tag_by_id", np.argsort(tag_ids).astype(ID)
    yield from _kinds(table, tag_ids)
    both = _slots_and_rows(pairs, ids, slot_of, new_row)
    starts = np.searchsorted(both, np.arange(len(ids) + 1, dtype=np.uint64) << _HALF)
    yield "tag_start", starts.astype(np.uint64)
    yield from _rows_of_tags(both, starts, len(new_row))
    yield from _whole_counts(both, len(ids), flags)
    _turn(both)
    yield from _tags_of_rows(both, len(new_row), _dense(starts, len(new_row)))


def _vocabulary(tags: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Each tag once, in order, and how often it occurs."""
    most = int(tags.max(initial=0))
    if not _are_close(most, len(tags)):
        return np.unique(tags, return_counts=True)
    counts = np.zeros(most + 1, np.int64)
    for first in range(0, len(tags), _PAIRS_AT_ONCE):
        some = tags[first : first + _PAIRS_AT_ONCE]
        counts += np.bincount(some, minlength=most + 1)
    ids = np.flatnonzero(counts)
    return ids.astype(ID), counts[ids]


def _lookup(ids: Numbers, slots: Numbers, size: int) -> Callable[[Numbers], Numbers]:
    """Tells the slots of tags: by a table, where their keys are no more than a table can hold."""
    most = int(ids.max(initial=0))
    if not _are_close(most, size):
        return lambda tags: slots[np.searchsorted(ids, tags)]
    table = np.zeros(most + 1, ID)
    table[ids] = slots
    return lambda tags: table[tags]


def _are_close(most: int, size: int) -> bool:
    return most < _TABLE + 8 * size


def _kinds(table: Table, tag_ids: Numbers) -> Named:
    yield "tag_kind", table.kinds.of(tag_ids.astype(np.int64)).astype(ID)
    others = table.kinds.where(~np.isin(table.kinds.tags, tag_ids))
    yield "other_tags", others.tags.astype(ID)
    yield "other_kinds", others.kinds.astype(ID)


def _slots_and_rows(
    pairs: Pairs, ids: Numbers, slot_of: Numbers, new_row: Numbers
) -> Long:
    """Every tag of every work as slot and row in one number, sorted, each once."""
    slots_of = _lookup(ids, slot_of, len(pairs.ids))
    both = np.empty(len(pairs.ids), np.uint64)
    for first in range(0, len(both), _PAIRS_AT_ONCE):
        some = slice(first, first + _PAIRS_AT_ONCE)
        slots = slots_of(pairs.ids[some]).astype(np.uint64)
        both[some] = slots << _HALF | new_row[pairs.owner[some]]
    both.sort()
    again = both[1:] == both[:-1]
    return np.delete(both, np.flatnonzero(again)) if again.any() else both


def _rows_of_tags(both: Long, starts: NDArray[np.int64], size: int) -> Named:
    """Rows of dense tags as bits, of much used ones as two bytes in blocks of 65,536 rows,
    of others as they are."""
    dense = _dense(starts, size)
    yield "dense_bits", _bits(both, starts[: dense + 1], size)
    blocks = max(-(-size // 65_536), 1)
    rarer = np.diff(starts)[dense:] < 8 * blocks
    much_used = dense + (int(rarer.argmax()) if rarer.any() else len(rarer))
    first, end = starts[dense], starts[much_used]
    edges = np.add.outer(
        np.arange(dense, much_used, dtype=np.uint64) << _HALF,
        np.arange(blocks + 1, dtype=np.uint64) << np.uint64(16),
    )
    yield "tag_blocks", np.searchsorted(both[first:end], edges).astype(ID)
    yield "tag_lows", both[first:end].astype(np.uint16)
    yield "tag_rows", both[end:].astype(ID)


def _dense(starts: NDArray[np.int64], size: int) -> int:
    """How many tags are dense."""
    few = np.diff(starts[: layout.DENSE + 1]) * layout.DENSE_SHARE < size
    return int(few.argmax()) if few.any() else len(few)


def _bits(both: Long, starts: NDArray[np.int64], size: int) -> NDArray[np.uint8]:
    bits = np.zeros((len(starts) - 1, -(-size // 8)), np.uint8)
    for slot, (start, end) in enumerate(pairwise(starts.tolist())):
        mask = np.zeros(size, np.bool_)
        mask[both[start:end] & _LOW] = True
        bits[slot] = np.packbits(mask, bitorder="little")
    return bits


def _whole_counts(both: Long, size: int, flags: NDArray[np.uint8]) -> Named:
    """How many works of the whole part bear each tag, for guests and for members."""
    listed = (flags & Flag.LISTED) > 0
    public = listed & ((flags & Flag.MEMBERS_ONLY) == 0)
    for name, known in (("guest_count", public), ("member_count", listed)):
        counts = np.zeros(size, np.int64)
        for first in range(0, len(both), _PAIRS_AT_ONCE):
            some = both[first : first + _PAIRS_AT_ONCE]
            slots = (some >> _HALF)[known[some & _LOW]].astype(np.int64)
            counts += np.bincount(slots, minlength=size)
        yield name, counts.astype(ID)


def _turn(both: Long) -> None:
    """From slot and row to row and slot, in place."""
    for first in range(0, len(both), _PAIRS_AT_ONCE):
        some = both[first : first + _PAIRS_AT_ONCE]
        some[:] = some << _HALF | some >> _HALF
    both.sort()


def _tags_of_rows(both: Long, size: int, dense: int) -> Named:
    """Slots of each row: dense ones as bits, common ones in chunks of two-byte numbers, the
    rare rest apart."""
    edges = np.arange(size + 1, dtype=np.uint64) << _HALF
    starts = np.searchsorted(both, edges)
    common_starts = np.searchsorted(both, edges[:-1] + np.uint64(dense))
    common_ends = np.searchsorted(both, edges[:-1] + np.uint64(COMMON))
    chunks = -(-(common_ends - common_starts) // CHUNK)
    first_chunk = np.append(0, np.cumsum(chunks))
    forward = np.full(first_chunk[-1] * CHUNK, PADDING, np.uint16)
    bits = np.zeros((size, layout.DENSE // 8), np.uint8)
    rare = [np.empty(0, ID)]
    for first in range(0, size, _ROWS_AT_ONCE):
        last = min(first + _ROWS_AT_ONCE, size)
        some = both[starts[first] : starts[last]]
        rows, slots = (some >> _HALF).astype(np.int64), (some & _LOW).astype(ID)
        bits[first:last] = _dense_bits(rows - first, slots, last - first, dense)
        places = np.arange(starts[first], starts[last]) - common_starts[rows]
        common = (slots >= dense) & (slots < COMMON)
        forward[(first_chunk[rows] * CHUNK + places)[common]] = slots[common]
        rare.append(slots[slots >= COMMON])
    yield "dense_rows", bits
    yield "chunk_start", first_chunk.astype(ID)
    yield "chunks", forward.reshape(-1, CHUNK)
    rare_ends = np.cumsum(starts[1:] - common_ends)
    yield "rare_start", np.append(0, rare_ends).astype(ID)
    yield "rare", np.concatenate(rare)


def _dense_bits(
    rows: NDArray[np.int64], slots: Numbers, size: int, dense: int
) -> NDArray[np.uint8]:
    mask = np.zeros((size, layout.DENSE), np.bool_)
    is_dense = slots < dense
    mask[rows[is_dense], slots[is_dense]] = True
    return np.packbits(mask, axis=1, bitorder="little")
