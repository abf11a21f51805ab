"""Open the columns to readers, who look again for changes whenever they ask."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns import container
from fascicle.search.columns.kinds import KindTable, kind_table
from fascicle.search.columns.layers import Known, Layer
from fascicle.search.columns.part import Part
from fascicle.search.columns.table import facts_of
from fascicle.search.columns.writing import BASE, DELTA
from fascicle.search.index.damage import Damaged
from fascicle.search.index.documents import Facts
from fascicle.search.lists.filters import TALLIED, Order

Stamp = tuple[int, int, int] | None
"""What tells one version of a file from another."""

_FOLDERS_KEPT = 3


class Columns:
    """Base and delta as they stood at one time."""

    def __init__(
        self, base: Layer, delta: Layer | None, kinds: KindTable, stamps: list[Stamp]
    ) -> None:
        self.layers = [base] if delta is None else [base, delta]
        self.kinds = kinds
        self.stamps = stamps

    def work_ids(self) -> NDArray[np.int64]:
        """All works here."""
        parts = []
        for layer in self.layers:
            ids = layer.part.work_ids
            parts.append(ids if layer.standing is None else ids[layer.standing])
        return np.concatenate(parts).astype(np.int64)

    @cached_property
    def tallied(self) -> frozenset[Order]:
        """Of the orders by how works were received, those that tell works apart."""
        parts = [layer.part for layer in self.layers]
        return frozenset(
            order for order in TALLIED if any(one.is_tallied(order) for one in parts)
        )

    def facts(self, work_ids: Iterable[int]) -> dict[int, Facts]:
        """What is known here of these works; those that are not here are left out."""
        wanted = np.unique(np.fromiter(work_ids, np.int64))
        found = {}
        for layer in self.layers:
            rows = layer.part.rows_of(wanted)
            rows = np.sort(rows[rows >= 0])
            if layer.standing is not None:
                rows = rows[layer.standing[rows]]
            for facts in facts_of(layer.part.table(rows)):
                found[facts.work_id] = facts
        return found


_lock = Lock()
_opened: OrderedDict[Path, Columns] = OrderedDict()


def open(folder: Path) -> Columns:
    """The columns in a folder as they are now. Cheap if nothing has changed.

    :raises Damaged: if a file is not as it was written.
    """
    stamps = [_stamp(folder / BASE), _stamp(folder / DELTA)]
    known = _opened.get(folder)
    if known is not None and known.stamps == stamps:
        return known
    with _lock:
        known = _opened.get(folder)
        if known is None or known.stamps != stamps:
            known = _opened[folder] = _open(folder, stamps, known)
            while len(_opened) > _FOLDERS_KEPT:
                _opened.popitem(last=False)
        return known


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _open(folder: Path, stamps: list[Stamp], known: Columns | None) -> Columns:
    if stamps[0] is None:
        raise Damaged("columns: no base")
    if known is not None and known.stamps[0] == stamps[0]:
        part, of_base = known.layers[0].part, known.layers[0].known
    else:
        part = Part(container.mapped(folder / BASE))
        of_base = Known(part)
    if stamps[1] is None:
        return Columns(Layer(part, of_base, None), None, kind_table(part), stamps)
    arrays = container.loaded(folder / DELTA)
    delta = Part(arrays)
    rows = part.rows_of(arrays["superseded"])
    superseded = np.zeros(part.size, np.bool_)
    superseded[rows[rows >= 0]] = True
    return Columns(
        Layer(part, of_base, superseded),
        Layer(delta, Known(delta), None),
        kind_table(part, delta.tag_kinds),
        stamps,
    )
