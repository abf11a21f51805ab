"""How alike the casts of texts are: names weigh by how few texts of the batch have them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from fascicle.importing.grouping.pieces import Piece

#: As if so many more texts were there: in a small batch no name is very rare.
_OTHERS = 100
#: A name that more texts have finds nobody; only weighs.
_CROWD = 60
_SOUGHT = 14


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another text and how alike its cast is."""

    piece: int
    likeness: float


class Casts:
    """The casts of all texts, to be compared."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._with = Counter(name for piece in pieces for name in piece.names)
        everybody = len(pieces) + _OTHERS
        self._rarest = log(everybody)
        self._weights = {
            name: log(everybody / count)
            for name, count in self._with.items()
            if count > 1
        }
        self._lengths = [self._length(piece) for piece in pieces]

    def weight(self, name: str) -> float:
        return self._weights.get(name, self._rarest)

    def likeness(self, one: int, other: int) -> float:
        """The cosine between two casts, 0 to 1."""
        mine, theirs = self._pieces[one].names, self._pieces[other].names
        if len(mine) > len(theirs):
            mine, theirs = theirs, mine
        length = self._lengths[one] * self._lengths[other]
        if not length:
            return 0.0
        shared = (
            _often(count) * _often(theirs[name]) * self.weight(name) ** 2
            for name, count in mine.items()
            if name in theirs
        )
        return sum(shared) / length

    def shared(self, one: int, other: int, most: int = 5) -> list[str]:
        """The names that both have, the most telling first."""
        mine, theirs = self._pieces[one].names, self._pieces[other].names
        found = [name for name in mine if name in theirs]
        found.sort(
            key=lambda name: (
                -_often(mine[name]) * _often(theirs[name]) * self.weight(name) ** 2,
                name,
            )
        )
        return found[:most]

    def neighbours(self, at: int, most: int, least: float) -> list[Neighbour]:
        """The texts in its language whose casts are most alike, the likest first."""
        piece = self._pieces[at]
        telling = sorted(
            piece.names,
            key=lambda name: (-_often(piece.names[name]) * self.weight(name), name),
        )
        seen: set[int] = set()
        for name in telling[:_SOUGHT]:
            seen.update(self._bearers.get(name, ()))
        seen.discard(at)
        found = [Neighbour(other, self.likeness(at, other)) for other in seen]
        found = [
            each
            for each in found
            if each.likeness >= least
            and self._pieces[each.piece].language == piece.language
        ]
        found.sort(key=lambda each: (-each.likeness, each.piece))
        return found[:most]

    @cached_property
    def _bearers(self) -> dict[str, list[int]]:
        """Who has each name that more than one have, but no crowd."""
        bearers: defaultdict[str, list[int]] = defaultdict(list)
        for at, piece in enumerate(self._pieces):
            for name in piece.names:
                if 1 < self._with[name] <= _CROWD:
                    bearers[name].append(at)
        return bearers

    def _length(self, piece: Piece) -> float:
        return sqrt(
            sum((_often(n) * self.weight(name)) ** 2 for name, n in piece.names.items())
        )


def _often(count: int) -> float:
    return 1 + log(count)
