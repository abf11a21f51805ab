"""Texts that state neither title nor number: missing parts of works whose cast they share."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from fascicle.importing.grouping.continuity import BLURRED
from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.works import Draft, Drafts, agree
from fascicle.importing.story import Conclusion, Evidence

_MOST = 10
_LEAST = 0.25
_LEAST_BLURRED = 0.15
_CLEARLY = 1.15
#: A part is about as long as its siblings.
_LONGER = 4.0
_MOST_GAPS = 60


@dataclass(frozen=True, slots=True)
class _Guess:
    likeness: float
    piece: int
    number: float
    near: int


def fill_gaps(
    drafts: Drafts, casts: Casts, wholes: Container[int] = ()
) -> dict[int, Conclusion[float]]:
    """Put numberless texts into the gaps of works; the numbers that they get, by piece.

    A text goes only to a work that lacks a part, and where no other work is as near. Where
    several gaps are open it goes between the parts whose cast is nearest. ``wholes`` hold
    other texts, and so are no part themselves.
    """
    guesses: list[_Guess] = []
    for at, piece in enumerate(drafts.pieces):
        if piece.numbers or len(piece.best.chapters) > 1 or at in wholes:
            continue
        if goal := _goal(drafts, casts, at):
            guesses += _guesses(drafts, casts, at, goal)
    guesses.sort(key=lambda each: (-each.likeness, each.piece, each.number))
    filled: dict[int, Conclusion[float]] = {}
    for guess in guesses:
        work = drafts.of(guess.near)
        if guess.piece in filled or guess.number in work.numbers:
            continue
        evidence = _why(drafts, casts, guess)
        drafts.join(guess.near, guess.piece, _sureness(guess.likeness), evidence)
        drafts.of(guess.near).numbers.add(guess.number)
        filled[guess.piece] = Conclusion(
            guess.number, min(0.7, _sureness(guess.likeness)), (evidence,)
        )
    return filled


def _goal(drafts: Drafts, casts: Casts, at: int) -> Draft | None:
    """The one work that it may be a part of."""
    own = drafts.of(at)
    if own.numbers:
        return own
    if len(own.members) > 1 or own.titles:
        return None
    best: dict[int, float] = {}
    least = _LEAST_BLURRED if own.language in BLURRED else _LEAST
    for each in casts.neighbours(at, _MOST, least):
        if _is_work(drafts.of(each.piece)):
            best.setdefault(drafts.key(each.piece), each.likeness)
    ranked = list(best.items())
    if not ranked:
        return None
    key, likeness = ranked[0]
    goal = drafts.of(key)
    if len(ranked) > 1 and ranked[1][1] * _CLEARLY > likeness:
        return None
    if not agree(own, goal) or not _is_as_long(drafts, at, goal):
        return None
    return goal


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
    whole = {int(n) for n in draft.numbers if n == int(n)}
    if not whole:
        return []
    last = min(max(max(whole), draft.total or 0), max(whole) + 1)
    found = [float(n) for n in range(1, last + 1) if n not in whole]
    return found[:_MOST_GAPS]


def _guesses(drafts: Drafts, casts: Casts, at: int, goal: Draft) -> Iterable[_Guess]:
    holder = _holders(drafts, goal)
    nearest = max(
        (member for member in goal.members if member != at),
        key=lambda member: (casts.likeness(at, member), -member),
    )
    for number in _gaps(goal):
        around = [
            casts.likeness(at, holder[beside])
            for beside in (number - 1, number + 1)
            if beside in holder
        ]
        beside = sum(around) / len(around) if around else 0.0
        overall = casts.likeness(at, nearest)
        yield _Guess((beside * 2 + overall) / 3, at, number, nearest)


def _holders(drafts: Drafts, draft: Draft) -> Mapping[float, int]:
    return {
        number: member
        for member in draft.members
        for number in drafts.pieces[member].numbers
    }


def _sureness(likeness: float) -> float:
    return round(min(0.75, 0.45 + likeness / 2), 2)


def _why(drafts: Drafts, casts: Casts, guess: _Guess) -> Evidence:
    names = ", ".join(name.title() for name in casts.shared(guess.piece, guess.near))
    return Evidence("same-cast", names, file=drafts.pieces[guess.near].best.name)
