"""What the one writer does: build the base, publish what has changed, compact both into one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from fascicle.search.columns import container
from fascicle.search.columns.indexing import arrays_of
from fascicle.search.columns.part import Part
from fascicle.search.columns.table import Table, table_of
from fascicle.search.index.documents import Facts

BASE = "base"
DELTA = "delta"
#: Works that have changed since the base, before it is time to make a new one.
_MANY = 5_000
_SHARE = 200


def build(folder: Path, facts: Iterable[Facts], kinds: Mapping[int, int]) -> None:
    """Make the base. ``kinds`` of tags is read after the last of the facts."""
    _build(folder, table_of(facts, kinds))


def publish(
    folder: Path,
    upserts: Sequence[Facts],
    removed: Sequence[int],
    kinds: Mapping[int, int],
) -> None:
    """Let readers see these works as they are now, and those removed no more.

    May be repeated. ``kinds`` are those of the works' tags, and of tags that moved.
    """
    new = table_of(upserts, kinds)
    changed = {one.work_id for one in upserts} | set(removed)
    path = folder / DELTA
    known = changed
    if path.exists():
        arrays = container.loaded(path)
        old = Part(arrays).table().without(changed)
        new = Table.joined(old, new)
        known = changed.union(arrays["superseded"].tolist())
    superseded = np.array(sorted(known), np.int64)
    container.write(path, [*arrays_of(new), ("superseded", superseded)])


def needs_compaction(folder: Path) -> bool:
    """Whether so much has changed that a new base would make readers faster."""
    path = folder / DELTA
    if not path.exists():
        return False
    superseded = container.mapped(path)["superseded"]
    base = Part(container.mapped(folder / BASE))
    return len(superseded) > _MANY + base.size // _SHARE


def compact(folder: Path, into: Path) -> None:
    """Make a new base of base and delta, without asking the database."""
    table = Part(container.mapped(folder / BASE)).table()
    if (folder / DELTA).exists():
        arrays = container.loaded(folder / DELTA)
        kept = table.without(arrays["superseded"].tolist())
        table = Table.joined(kept, Part(arrays).table())
    _build(into, table)


def _build(folder: Path, table: Table) -> None:
    borne = np.unique(table.pairs["tags"].ids)
    kinds = table.kinds.where(np.isin(table.kinds.tags, borne))
    container.write(folder / BASE, arrays_of(replace(table, kinds=kinds)))
