"""One page of a result in an order, without sorting the rest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns import ordering
from fascicle.search.columns.choosing import Chosen
from fascicle.search.columns.layers import Layer
from fascicle.search.columns.layout import BY_KEY, BY_NUMBER
from fascicle.search.columns.ordering import Places
from fascicle.search.columns.part import Mask, Part, Rows
from fascicle.search.lists.filters import Order

#: So few places are looked up and sorted rather than found from the top of an order.
_FEW = 20_000
#: So many times what is wanted is looked at first, and then that many times more.
_STEP = 8


def page(
    layers: Sequence[Layer],
    chosen: Sequence[Chosen],
    order: Order,
    first: int,
    size: int,
) -> tuple[int, ...]:
    """The works from the ``first`` on, over base and delta."""
    total = sum(one.count for one in chosen)
    if first >= total:
        return ()
    base = layers[0].part
    others = (
        _among(base, layers[1].part, chosen[1], order)
        if len(layers) > 1
        else (np.empty(0, np.uint64), np.empty(0, np.uint32))
    )
    return _merged(base, chosen[0], others, order, first, size)


def ranked(
    layers: Sequence[Layer],
    chosen: Sequence[Chosen],
    scores: tuple[NDArray[np.int64], NDArray[np.float32]],
    first: int,
    size: int,
) -> tuple[int, ...]:
    """The works from the ``first`` on, the highest scores first, ties by key.

    Those without a score come last: a series may have changed since it was indexed.
    """
    found = np.concatenate(
        [
            layer.part.work_ids[one.rows]
            for layer, one in zip(layers, chosen, strict=True)
        ]
    )
    if first >= len(found):
        return ()
    works, values = scores
    by_id = np.argsort(works)
    works, values = works[by_id], values[by_id]
    at = np.searchsorted(works, found)
    known = at < len(works)
    known[known] = works[at[known]] == found[known]
    scores_of_found = np.zeros(len(found), np.float32)
    scores_of_found[known] = values[at[known]].clip(min=0)
    bits = scores_of_found.view(np.uint32)
    places = _slice(ordering.falling(bits, found), first, first + size)
    return tuple(ordering.works_falling(places))


def _among(
    base: Part, delta: Part, chosen: Chosen, order: Order
) -> tuple[Places, NDArray[np.uint32]]:
    """Where the delta's works would stand in the base's order, and they themselves, in order."""
    rows = chosen.rows
    own = delta.places(order, rows)
    in_order = np.argsort(own)
    rows, own = rows[in_order], own[in_order]
    if order not in BY_KEY:
        return own, delta.work_ids[rows]
    name = BY_KEY[order]
    keys = delta.keys[name][delta.ranks[name][rows]]
    ranks = np.searchsorted(base.keys[name], keys)
    known = np.zeros(len(keys), np.bool_)
    inside = ranks < len(base.keys[name])
    known[inside] = base.keys[name][ranks[inside]] == keys[inside]
    works = delta.work_ids[rows]
    return ordering.rising(ranks.astype(np.uint32), np.where(known, works, 0)), works


def _merged(
    base: Part,
    chosen: Chosen,
    others: tuple[Places, NDArray[np.uint32]],
    order: Order,
    first: int,
    size: int,
) -> tuple[int, ...]:
    """Both in one order: each of the others' rank is how many of either stand before it."""
    other_places, other_works = others
    low = max(first - len(other_works), 0)
    places = _places(base, chosen, order, low, first + size)
    before = low + np.searchsorted(places, other_places)
    ranks = before + np.arange(len(other_works))
    inside = (ranks >= first) & (ranks < first + size)
    page = dict(zip(ranks[inside].tolist(), other_works[inside].tolist(), strict=True))
    falls = order not in BY_KEY
    works = ordering.works_falling(places) if falls else ordering.works_rising(places)
    earlier = int(np.count_nonzero(ranks < first))
    waiting = iter(works[first - earlier - low :])
    for rank in range(first, first + size):
        if rank not in page:
            work = next(waiting, None)
            if work is None:
                break
            page[rank] = work
    return tuple(page[rank] for rank in sorted(page))


def _places(base: Part, chosen: Chosen, order: Order, low: int, high: int) -> Places:
    """The places from ``low`` to ``high`` of what was chosen, in order."""
    if order not in BY_KEY and order not in BY_NUMBER:
        return base.places(order, chosen.newest(low, high))
    if chosen.count > _FEW:
        top = base.top(order)
        kept = _first_in(chosen.mask, top, high)
        if len(kept) >= high or len(top) == base.size:
            return base.places(order, kept[low:high])
    return _slice(base.places(order, chosen.rows), low, high)


def _first_in(mask: Mask, top: Rows, most: int) -> Rows:
    """At least so many of the first rows that are in a mask, if there are."""
    step = _STEP * most
    kept = top[:step][mask[top[:step]]]
    while len(kept) < most and step < len(top):
        step *= _STEP
        kept = top[:step][mask[top[:step]]]
    return kept


def _slice(places: Places, low: int, high: int) -> Places:
    """Places from ``low`` to ``high``, in order, without sorting the rest."""
    high = min(high, len(places))
    if low >= high:
        return places[:0]
    edges = sorted({low, high - 1})
    return np.sort(np.partition(places, edges)[low:high])
