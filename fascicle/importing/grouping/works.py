"""Works while they are put together: what each holds, and what may not come together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.sets import Sets
from fascicle.importing.grouping.titles import same_author
from fascicle.importing.story import Evidence


@dataclass(slots=True)
class Draft:
    """A work as far as it is put together. ``members`` are indices of pieces."""

    members: list[int]
    numbers: set[float]
    titles: set[str]
    authors: list[tuple[str, ...]]
    language: str
    total: int | None
    confidence: float = 1.0
    evidence: list[Evidence] = field(default_factory=list)


class Drafts:
    """All works of a batch. Each piece begins as a work of its own."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self._sets = Sets[int]()
        self._drafts = {at: _draft(at, piece) for at, piece in enumerate(pieces)}

    def of(self, piece: int) -> Draft:
        return self._drafts[self._sets.of(piece)]

    def key(self, piece: int) -> int:
        return self._sets.of(piece)

    def all(self) -> Iterable[Draft]:
        return (draft for at, draft in self._drafts.items() if self._sets.of(at) == at)

    def together(self, one: int, other: int) -> bool:
        return self._sets.together(one, other)

    def join(self, one: int, other: int, confidence: float, evidence: Evidence) -> None:
        """Make one work of two; how sure it is goes by its weakest join."""
        first, second = self._sets.of(one), self._sets.of(other)
        if first == second:
            return
        kept, gone = self._drafts[first], self._drafts[second]
        if len(kept.members) < len(gone.members):
            first, second, kept, gone = second, first, gone, kept
        self._sets.join(first, second)
        kept.members += gone.members
        kept.numbers |= gone.numbers
        kept.titles |= gone.titles
        kept.authors += [each for each in gone.authors if each not in kept.authors]
        kept.total = max(kept.total or 0, gone.total or 0) or None
        kept.confidence = min(kept.confidence, gone.confidence, confidence)
        if len(kept.evidence) < 12:
            kept.evidence += [*gone.evidence, evidence]


def _draft(at: int, piece: Piece) -> Draft:
    return Draft(
        [at],
        set(piece.numbers),
        {piece.title_key} - {""},
        [piece.author_key] if piece.author_key else [],
        piece.language,
        piece.total,
    )


def agree(one: Draft, other: Draft) -> bool:
    """Whether nothing that they state speaks against their being one work."""
    if one.language != other.language and one.language and other.language:
        return False
    if one.titles and other.titles and not one.titles & other.titles:
        return False
    if not one.authors or not other.authors:
        return True
    return any(same_author(a, b) for a in one.authors for b in other.authors)


def fit(one: Draft, other: Draft) -> bool:
    """Whether their numbers fit beside one another in one work."""
    if one.numbers & other.numbers:
        return False
    total = max(one.total or 0, other.total or 0)
    return not total or max(one.numbers | other.numbers, default=0) <= total
