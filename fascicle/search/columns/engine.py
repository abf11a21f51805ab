"""Answer what was asked: one page, how many there are, and counts over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fascicle.search.columns.asking import Access, Asked
from fascicle.search.columns.choosing import choose
from fascicle.search.columns.counting import Result, TagCounts
from fascicle.search.columns.paging import page, ranked
from fascicle.search.columns.reading import Columns
from fascicle.search.lists.filters import TOP, Count, Facets, Order


@dataclass(frozen=True, slots=True)
class Scores:
    """Works, and how well each fits: some words, or first in the order of a series or shelf."""

    work_ids: NDArray[np.int64]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Uses:
    """In how many works of a result each pen name, or series, stands; those that stand in any."""

    ids: NDArray[np.int64]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def keys(self) -> list[int]:
        found: list[int] = self.ids.tolist()
        return found

    def of(self, keys: Sequence[int]) -> list[int]:
        """In how many works each of these stands."""
        wanted = np.array(keys, np.int64)
        at = np.searchsorted(self.ids, wanted)
        counts = np.zeros(len(wanted), np.int64)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == wanted[known]
        counts[known] = self.counts[at[known]]
        found: list[int] = counts.tolist()
        return found


class Search:
    """What fits, found once; asked for pages and counts."""

    def __init__(
        self,
        columns: Columns,
        asked: Asked,
        access: Access,
        among: Scores | None = None,
    ) -> None:
        self._columns = columns
        self._access = access
        works = None if among is None else among.work_ids
        self._chosen = [choose(layer, asked, access, works) for layer in columns.layers]

    @property
    def total(self) -> int:
        return sum(chosen.count for chosen in self._chosen)

    @property
    def hidden(self) -> int:
        return sum(chosen.hidden for chosen in self._chosen)

    @property
    def words(self) -> int:
        """How many words the works of the result have together."""
        layers = zip(self._columns.layers, self._chosen, strict=True)
        return sum(
            int(layer.part.numbers["words"][chosen.rows].sum(dtype=np.int64))
            for layer, chosen in layers
        )

    @property
    def pen_names(self) -> int:
        """How many pen names they are by."""
        return len(self.uses("pen_names"))

    @property
    def languages(self) -> dict[str, int]:
        """How many of them are in each language."""
        return self._tag_counts().languages()

    def uses(self, name: str) -> Uses:
        """How many of them each pen name, or series, stands in."""
        layers = zip(self._columns.layers, self._chosen, strict=True)
        found = [layer.part.uses_in(name, one.mask) for layer, one in layers]
        ids, place = np.unique(
            np.concatenate([keys for keys, _counts in found]), return_inverse=True
        )
        counts = np.concatenate([counts for _keys, counts in found])
        sums = np.bincount(place, weights=counts, minlength=len(ids))
        return Uses(ids.astype(np.int64), sums.astype(np.int64))

    def page(self, order: Order, first: int, size: int) -> tuple[int, ...]:
        return page(self._columns.layers, self._chosen, order, first, size)

    def ranked(self, scores: Scores, first: int, size: int) -> tuple[int, ...]:
        """The works from the ``first`` on, the best first."""
        both = scores.work_ids, scores.values
        return ranked(self._columns.layers, self._chosen, both, first, size)

    def facets(self) -> Facets:
        return self._tag_counts().facets(TOP)

    def top(self, kind: int, most: int) -> tuple[Count, ...]:
        return self._tag_counts().top(kind, most)

    def tags_in_use(self) -> dict[int, int]:
        """Of each kind, how many tags the result has."""
        return self._tag_counts().in_use()

    def counts_of(self, tags: Sequence[int]) -> dict[int, int]:
        """How many works of the result bear each of these canonical tags."""
        counts = dict.fromkeys(tags, 0)
        wanted = np.fromiter(counts, np.int64, len(counts))
        for layer, chosen in zip(self._columns.layers, self._chosen, strict=True):
            mask = chosen.mask
            slots = layer.part.slots_of(wanted).tolist()
            for tag, slot in zip(counts, slots, strict=True):
                if slot >= 0:
                    counts[tag] += layer.part.use_among(slot, mask)
        return counts

    def _tag_counts(self) -> TagCounts:
        results = [
            Result(layer, chosen, self._access)
            for layer, chosen in zip(self._columns.layers, self._chosen, strict=True)
        ]
        return TagCounts(results, self._columns.kinds)


def rarest(columns: Columns, tags: Sequence[int]) -> int | None:
    """Of some tags, the one that the fewest works bear; None if there are no tags."""
    part = columns.layers[0].part
    slots = part.slots_of(np.array(tags, np.int64)).tolist()
    uses = [part.use_of(slot) if slot >= 0 else 0 for slot in slots]
    return min(zip(uses, tags, strict=True))[1] if tags else None


def kinds_of(columns: Columns, tags: Sequence[int]) -> dict[int, int]:
    """The kinds of tags, as the columns know them."""
    kinds = columns.kinds.of(columns.layers[0].part, np.array(tags, np.int64))
    return dict(zip(tags, kinds.tolist(), strict=True))
