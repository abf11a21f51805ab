"""Texts that state neither title nor number: missing parts of works whose cast they share."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from fascicle.importing.grouping.continuity import BLURRED
from fascicle.importing.grouping.edges import Continuity, Edges, unpacked
from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.works import Draft, Drafts, agree
from fascicle.importing.story import Conclusion, Evidence

_MOST = 10
_LEAST = 0.25
_LEAST_BLURRED = 0.15
#: So like a work is a stray whose stated number is kept free in it.
_CLAIM = 0.125
#: A line alone above a text may be its own title: such a text has to fit between two parts.
_LEAST_TITLED = 0.5
_CLEARLY_TITLED = 1.25
_NAMES = 2  # one name in common may be anybody
_CLEARLY = 1.15
#: A part is about as long as its siblings.
_LONGER = 4.0
_MOST_GAPS = 60
#: How much less a part counts that is one further from the gap.
_FARTHER = 0.4
#: How much it counts that a text goes on from the one before and into the one after.
_GOES_ON = 4.0


@dataclass(frozen=True, slots=True)
class _Serial:
    """The numbered parts of a work, and how they begin and end."""

    holders: Mapping[float, int]
    edges: Mapping[int, Edges]
    continuity: Continuity

    def goes_on(self, own: Edges, number: float) -> float:
        """How well a text goes on from the part before and into the part after, 0 to 1."""
        before, after = self.holders.get(number - 1), self.holders.get(number + 1)
        found: list[float] = []
        if before is not None:
            found.append(self.continuity.follows(self.edges[before], own))
        if after is not None:
            found.append(self.continuity.follows(own, self.edges[after]))
        return sum(found) / len(found) if found else 0.0


@dataclass(frozen=True, slots=True)
class _Guess:
    fitting: float
    likeness: float
    piece: int
    number: float
    near: int


def fill_gaps(
    drafts: Drafts, casts: Casts, settled: Container[int] = ()
) -> dict[int, Conclusion[float]]:
    """Put numberless texts into the gaps of works; the numbers that they get, by piece.

    A text goes only to a work that lacks a part, and where no other work is as near. Where
    several gaps are open it goes where the parts around are nearest. ``settled`` texts stay as
    they are.
    """
    guesses = sorted(
        _all_guesses(drafts, casts, settled),
        key=lambda each: (-each.fitting, each.piece, each.number),
    )
    filled: dict[int, Conclusion[float]] = {}
    for guess in guesses:
        work = drafts.of(guess.near)
        if guess.piece in filled or guess.number in work.numbers:
            continue
        evidence = _why(drafts, casts, guess)
        sureness = _sureness(guess.likeness)
        drafts.join(guess.near, guess.piece, sureness, evidence)
        drafts.of(guess.near).numbers.add(guess.number)
        filled[guess.piece] = Conclusion(guess.number, min(0.7, sureness), (evidence,))
    return filled


def _all_guesses(
    drafts: Drafts, casts: Casts, settled: Container[int]
) -> Iterator[_Guess]:
    reserved = _reserved(drafts, casts)
    for key, seekers in _seekers(drafts, casts, settled).items():
        goal, taken = drafts.of(key), reserved.get(key, set())
        if _gaps(goal):
            serial = _serial(drafts, goal)
            for at in seekers:
                guesses = _guesses(drafts, casts, at, goal, serial)
                yield from (each for each in guesses if each.number not in taken)


def _seekers(
    drafts: Drafts, casts: Casts, settled: Container[int]
) -> dict[int, list[int]]:
    """The numberless texts by the work that they may be parts of."""
    seekers: defaultdict[int, list[int]] = defaultdict(list)
    for at, piece in enumerate(drafts.pieces):
        if piece.numbers or len(piece.best.chapters) > 1 or at in settled:
            continue
        if goal := _goal(drafts, casts, at):
            seekers[drafts.key(goal.members[0])].append(at)
    return seekers


def _reserved(drafts: Drafts, casts: Casts) -> dict[int, set[float]]:
    """For works, the numbers that strays with a like cast state: others do not get them."""
    reserved: defaultdict[int, set[float]] = defaultdict(set)
    for at, piece in enumerate(drafts.pieces):
        own = drafts.of(at)
        if piece.numbers and not own.titles and len(own.members) == 1:
            for each in casts.neighbours(at, 5, _CLAIM):
                reserved[drafts.key(each.piece)] |= piece.numbers
    return reserved


def _goal(drafts: Drafts, casts: Casts, at: int) -> Draft | None:
    """The one work that it may be a part of."""
    own = drafts.of(at)
    if own.numbers:
        return own
    piece = drafts.pieces[at]
    if len(own.members) > 1 or (piece.title and not piece.lone_title):
        return None
    goal = _clearly_nearest(drafts, casts, at)
    if goal is None or not _is_as_long(drafts, at, goal):
        return None
    may_be = own.language == goal.language if piece.lone_title else agree(own, goal)
    return goal if may_be else None


def _clearly_nearest(drafts: Drafts, casts: Casts, at: int) -> Draft | None:
    """The work whose cast is most like, if it leads any other by enough."""
    piece = drafts.pieces[at]
    least = _LEAST_BLURRED if piece.language in BLURRED else _LEAST
    best: dict[int, float] = {}
    for each in casts.neighbours(at, _MOST, least):
        if _is_work(drafts.of(each.piece)):
            best.setdefault(drafts.key(each.piece), each.likeness)
    if not best:
        return None
    (key, likeness), *others = best.items()
    lead = _CLEARLY_TITLED if piece.lone_title else _CLEARLY
    if others and others[0][1] * lead > likeness:
        return None
    return drafts.of(key)


def _is_work(draft: Draft) -> bool:
    """Whether it is more than one more text of which nothing is known."""
    return bool(draft.numbers or draft.titles or len(draft.members) > 1)


def _is_as_long(drafts: Drafts, at: int, goal: Draft) -> bool:
    lengths = sorted(
        chapter.words
        for member in goal.members
        for chapter in drafts.pieces[member].best.chapters
        if drafts.pieces[member].numbers
    )
    if not lengths:
        return False
    usual = lengths[len(lengths) // 2]
    return usual / _LONGER <= drafts.pieces[at].best.words <= usual * _LONGER


def _gaps(draft: Draft) -> list[float]:
    """The parts that a work lacks; none where more of them are lacking than there."""
    whole = {int(n) for n in draft.numbers if n == int(n)}
    if not whole:
        return []
    last = max(whole)
    if draft.total == last + 1:
        last += 1
    lacking = (float(n) for n in range(1, last + 1) if n not in whole)
    found = list(islice(lacking, _MOST_GAPS))
    return found if len(found) <= len(whole) else []


def _guesses(
    drafts: Drafts, casts: Casts, at: int, goal: Draft, serial: _Serial
) -> Iterator[_Guess]:
    """How well it would stand in each gap: how like it is to the parts around, and how well
    it goes on from the one before and into the one after."""
    likeness: dict[int, float] = {}
    own = _edges(drafts.pieces[at])
    for number in _gaps(goal):
        around = {
            serial.holders[number + step]: _FARTHER ** (abs(step) - 1)
            for step in (4, -4, 3, -3, 2, -2, 1, -1)
            if number + step in serial.holders
        }
        if not around:
            continue
        for member in around:
            if member not in likeness:
                likeness[member] = casts.likeness(at, member)
        shared = sum(likeness[member] * share for member, share in around.items())
        nearest = max(around, key=lambda member: (likeness[member], -member))
        names = len(casts.shared(at, nearest))
        if names < _NAMES:
            continue
        between = {number - 1, number + 1} <= serial.holders.keys()
        surely = between and names > _NAMES and likeness[nearest] >= _LEAST_TITLED
        if drafts.pieces[at].lone_title and not surely:
            continue
        fitting = shared / sum(around.values()) + _GOES_ON * serial.goes_on(own, number)
        yield _Guess(fitting, likeness[nearest], at, number, nearest)


def _serial(drafts: Drafts, draft: Draft) -> _Serial:
    holders = {
        number: member
        for member in draft.members
        for number in drafts.pieces[member].numbers
    }
    edges = {at: _edges(drafts.pieces[at]) for at in holders.values()}
    return _Serial(holders, edges, Continuity(edges.values()))


def _edges(piece: Piece) -> Edges:
    chapters = piece.best.chapters
    return Edges(unpacked(chapters[0].head), unpacked(chapters[-1].tail))


def _sureness(likeness: float) -> float:
    return round(min(0.75, 0.45 + likeness / 2), 2)


def _why(drafts: Drafts, casts: Casts, guess: _Guess) -> Evidence:
    names = ", ".join(name.title() for name in casts.shared(guess.piece, guess.near))
    return Evidence("same-cast", names, file=drafts.pieces[guess.near].best.name)
