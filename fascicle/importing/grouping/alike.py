"""Which texts share what they say: found through the hashes they have in common.

Hashes are gone through in batches by their value, so that memory does not grow with all
of them at once; a hash that many texts have links each to the next only. So the work
grows with the number of hashes, not with the number of pairs of texts.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from fascicle.importing.grouping.sketches import Sketch

_TURNS = 4
_BATCHES = 4
_CROWD = 24
#: Pairs with fewer hashes in common are left out.
LEAST_SHARED = 3


def alike(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """The pairs of sketches, smaller index first, that share more than a stray run of words."""
    counts: Counter[tuple[int, int]] = Counter()
    for turn in range(_TURNS):
        for hashes, owners in _by_value(sketches, turn):
            counts.update(_pairs(hashes, owners))
    return sorted(pair for pair, count in counts.items() if count >= LEAST_SHARED)


def _by_value(
    sketches: Sequence[Sketch], turn: int
) -> list[tuple["array[int]", "array[int]"]]:
    """The hashes of one turn with their owners, in batches."""
    parted = [(array("Q"), array("I")) for _ in range(_BATCHES)]
    for owner, sketch in enumerate(sketches):
        for each in sketch.hashes:
            if (each >> 30) % _TURNS == turn:
                hashes, owners = parted[(each >> 32) % _BATCHES]
                hashes.append(each)
                owners.append(owner)
    return parted


def _pairs(hashes: "array[int]", owners: "array[int]") -> Iterator[tuple[int, int]]:
    owned: dict[int, int] = {}
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for each, owner in zip(hashes, owners, strict=True):
        first = owned.setdefault(each, owner)
        if first != owner:
            some = shared[each]
            if not some or some[-1] != owner:
                some.append(owner)
    for each, others in shared.items():
        together = [owned[each], *others]
        if len(together) > _CROWD:
            yield from pairwise(together)
        else:
            yield from combinations(together, 2)
