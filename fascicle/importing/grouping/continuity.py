"""Works by what goes on from file to file: numbers that fit beside one another, and the same cast.

For texts that state no title. A wrong join is worse than a missed one: two works by one
writer often share a cast, so a text goes where its cast fits clearly better than in any rival.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fascicle.importing.grouping.likeness import Casts, Neighbour
from fascicle.importing.grouping.works import Draft, Drafts, agree, fit
from fascicle.importing.story import Evidence

_MOST = 12
_LEAST = 0.22
#: Profiles of scripts without capitals are blurred: what they share is worth more.
_LEAST_BLURRED = 0.1
_BLURRED = frozenset(("zh", "ja", "ko", "th", "ar", "he", "fa", "ur", "hi"))
_CLEARLY = 1.12
#: Parts that follow one another are nearer in their cast than others.
_NEXT = 1.15


@dataclass(frozen=True, slots=True)
class _Edge:
    likeness: float
    one: int
    other: int


def join_by_cast(drafts: Drafts, casts: Casts) -> None:
    """Put numbered texts without a title to the work whose cast and numbers they fit."""
    near: dict[int, list[Neighbour]] = {}
    edges: list[_Edge] = []
    for at, piece in enumerate(drafts.pieces):
        if piece.title_key or not piece.numbers:
            continue
        least = _LEAST_BLURRED if piece.language in _BLURRED else _LEAST
        near[at] = casts.neighbours(at, _MOST, least)
        edges += [
            _Edge(_weighed(drafts, at, each), at, each.piece) for each in near[at]
        ]
    edges.sort(key=lambda edge: (-edge.likeness, edge.one, edge.other))
    for edge in edges:
        one, other = drafts.of(edge.one), drafts.of(edge.other)
        if one is other or not _may_go_on(one, other):
            continue
        if _rivalled(drafts, edge, near[edge.one]):
            continue
        drafts.join(edge.other, edge.one, _sureness(edge), _why(casts, drafts, edge))


def _weighed(drafts: Drafts, at: int, neighbour: Neighbour) -> float:
    mine = drafts.pieces[at].numbers
    theirs = drafts.pieces[neighbour.piece].numbers
    follows = any(abs(a - b) <= 1 for a in mine for b in theirs)
    return neighbour.likeness * (_NEXT if follows else 1.0)


def _may_go_on(one: Draft, other: Draft) -> bool:
    both_numbered = bool(one.numbers and other.numbers)
    one_untitled = not (one.titles and other.titles)
    return both_numbered and one_untitled and agree(one, other) and fit(one, other)


def _rivalled(drafts: Drafts, edge: _Edge, near: Iterable[Neighbour]) -> bool:
    """Whether another work, which cannot be the same one, fits about as well."""
    goal, own = drafts.of(edge.other), drafts.of(edge.one)
    for each in near:
        rival = drafts.of(each.piece)
        if rival is goal or rival is own or not _may_go_on(own, rival):
            continue
        if agree(goal, rival) and fit(goal, rival):
            continue
        if _weighed(drafts, edge.one, each) * _CLEARLY > edge.likeness:
            return True
    return False


def _sureness(edge: _Edge) -> float:
    return round(min(0.9, 0.55 + edge.likeness / 2), 2)


def _why(casts: Casts, drafts: Drafts, edge: _Edge) -> Evidence:
    names = ", ".join(name.title() for name in casts.shared(edge.one, edge.other))
    return Evidence("same-cast", names, file=drafts.pieces[edge.other].best.name)
