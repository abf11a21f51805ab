"""Works by what goes on from file to file: numbers that fit beside one another, and the same cast.

For texts that state no title. A wrong join is worse than a missed one: two works by one
writer often share a cast, so a text goes where its cast fits clearly better than in any rival.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from fascicle.importing.grouping.likeness import Casts, Neighbour
from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.works import Draft, Drafts, agree, fit
from fascicle.importing.story import Evidence

_MOST = 12
_LEAST = 0.2
#: Profiles of scripts without capitals are blurred: what they share is worth more.
_LEAST_BLURRED = 0.1
BLURRED = frozenset(("zh", "ja", "ko", "th", "ar", "he", "fa", "ur", "hi"))
_CLEARLY = 1.12
#: Parts that follow one another are nearer in their cast than others.
_NEXT = 1.15
#: How near two groups of texts, or a text and a group, have to be, beside their own nearness.
_TOGETHER = 0.65
_ALONE = 0.4
_SAMPLE = 12
_MANY = 2
#: What makes a serial, and what a stray has to share with the only one.
_SERIAL = 3
_SOMETHING = 0.03


Near = Mapping[int, Sequence[Neighbour]]


@dataclass(frozen=True, slots=True)
class _Edge:
    likeness: float
    one: int
    other: int

    def turned(self) -> "_Edge":
        return _Edge(self.likeness, self.other, self.one)


def join_by_cast(drafts: Drafts, casts: Casts, near: Near) -> None:
    """Put numbered texts without a title to the work whose cast and numbers they fit.

    ``near`` is what ``near_untitled`` says.
    """
    edges = [
        _Edge(_weighed(drafts, at, each), at, each.piece)
        for at, neighbours in near.items()
        for each in neighbours
        if len(casts.shared(at, each.piece)) > 1 or _follow(drafts, at, each.piece)
    ]
    edges.sort(key=lambda edge: (-edge.likeness, edge.one, edge.other))
    for edge in edges:
        one, other = drafts.of(edge.one), drafts.of(edge.other)
        if one is other or not _may_go_on(one, other):
            continue
        if any(
            _rivalled(drafts, each, near.get(each.one, ()))
            for each in (edge, edge.turned())
        ):
            continue
        if _coheres(drafts, casts, edge):
            why = _why(casts, drafts, edge)
            drafts.join(edge.other, edge.one, _sureness(edge), why)


def near_untitled(pieces: Sequence[Piece], casts: Casts) -> Near:
    """For each numbered text without a title, the texts whose casts are most alike."""
    near: dict[int, list[Neighbour]] = {}
    for at, piece in enumerate(pieces):
        if piece.numbers and not piece.title_key:
            least = _LEAST_BLURRED if piece.language in BLURRED else _LEAST
            near[at] = casts.neighbours(at, _MOST, least)
    return near


def _weighed(drafts: Drafts, at: int, neighbour: Neighbour) -> float:
    weight = _NEXT if _follow(drafts, at, neighbour.piece) else 1.0
    return neighbour.likeness * weight


def _follow(drafts: Drafts, one: int, other: int) -> bool:
    mine, theirs = drafts.pieces[one].numbers, drafts.pieces[other].numbers
    return any(abs(a - b) <= 1 for a in mine for b in theirs)


def _may_go_on(one: Draft, other: Draft) -> bool:
    both_numbered = bool(one.numbers and other.numbers)
    one_untitled = not (one.titles and other.titles)
    return both_numbered and one_untitled and agree(one, other) and fit(one, other)


def _rivalled(drafts: Drafts, edge: _Edge, near: Iterable[Neighbour]) -> bool:
    """Whether another work, which cannot be the same one, fits about as well.

    So do two works that it cannot belong to: then the cast is one that many write about.
    """
    goal, own = drafts.of(edge.other), drafts.of(edge.one)
    others: set[int] = set()
    for each in near:
        rival = drafts.of(each.piece)
        if rival is goal or rival is own or _are_one(goal, rival):
            continue
        if _weighed(drafts, edge.one, each) * _CLEARLY <= edge.likeness:
            continue
        if _may_go_on(own, rival):
            return True
        if rival.titles:
            others.add(drafts.key(each.piece))
    return len(others) >= _MANY


def _are_one(goal: Draft, rival: Draft) -> bool:
    return agree(goal, rival) and fit(goal, rival)


def join_to_only_serial(drafts: Drafts, casts: Casts) -> None:
    """In a language in which but one serial is there, numbered strays that it lacks are its own.

    They may share less of their cast than parts usually do, but something.
    """
    serials: defaultdict[str, list[Draft]] = defaultdict(list)
    strays: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.all():
        if draft.numbers and draft.language:
            kind = serials if len(draft.numbers) >= _SERIAL else strays
            kind[draft.language].append(draft)
    for language, found in serials.items():
        if len(found) != 1:
            continue
        first = min(found[0].members)
        for stray in sorted(strays[language], key=lambda each: min(each.numbers)):
            _take_in(drafts, casts, first, stray)


def _take_in(drafts: Drafts, casts: Casts, first: int, stray: Draft) -> None:
    serial = drafts.of(first)
    near = max(_nearest(drafts, casts, at, serial) for at in stray.members)
    due = min(stray.numbers) <= max(serial.numbers) + 2
    if due and near >= _SOMETHING and _may_go_on(serial, stray):
        evidence = Evidence("numbers-follow", f"{min(stray.numbers):g}")
        drafts.join(first, min(stray.members), 0.65, evidence)


def _coheres(drafts: Drafts, casts: Casts, edge: _Edge) -> bool:
    """Whether the two sides are about as near to one another as each is in itself."""
    one, other = drafts.of(edge.one), drafts.of(edge.other)
    small, large = sorted((one, other), key=lambda draft: len(draft.members))
    if len(large.members) == 1:
        return True
    if len(small.members) == 1:
        there = edge.other if large is other else edge.one
        inside = _nearest(drafts, casts, there, large)
        return edge.likeness >= _ALONE * inside
    members = sorted(small.members)[:_SAMPLE]
    across = sum(_nearest(drafts, casts, at, large) for at in members)
    inside = sum(_nearest(drafts, casts, at, small) for at in members)
    return across >= _TOGETHER * inside


def _nearest(drafts: Drafts, casts: Casts, at: int, draft: Draft) -> float:
    """How near the nearest of the work's texts is, among those around its number."""
    number = min(drafts.pieces[at].numbers, default=0.0)

    def distance(member: int) -> tuple[float, int]:
        return abs(min(drafts.pieces[member].numbers, default=0.0) - number), member

    others = (member for member in draft.members if member != at)
    around = nsmallest(_SAMPLE, others, key=distance)
    return max((casts.likeness(at, member) for member in around), default=0.0)


def _sureness(edge: _Edge) -> float:
    return round(min(0.9, 0.55 + edge.likeness / 2), 2)


def _why(casts: Casts, drafts: Drafts, edge: _Edge) -> Evidence:
    names = ", ".join(name.title() for name in casts.shared(edge.one, edge.other))
    return Evidence("same-cast", names, file=drafts.pieces[edge.other].best.name)
