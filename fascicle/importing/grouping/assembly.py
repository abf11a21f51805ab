"""Works as they are proposed: chapters in order, and what the files say together."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from math import inf
from typing import TypeVar

from fascicle.importing.grouping.pieces import Piece, told_by
from fascicle.importing.grouping.slots import Slot
from fascicle.importing.grouping.texts import numbers
from fascicle.importing.grouping.titles import title_key
from fascicle.importing.grouping.works import Draft, Drafts
from fascicle.importing.story import (
    Conclusion,
    ProposedChapter,
    ProposedWork,
    Reference,
)

T = TypeVar("T")

_RELATIONS = frozenset(("sequel-to", "prequel-to", "inspired-by", "translation-of"))


def propose(drafts: Drafts, slots: Sequence[Sequence[Slot]]) -> dict[int, ProposedWork]:
    """The works, by the key of their draft; drafts that hold nothing of their own are left out."""
    works: dict[int, ProposedWork] = {}
    for draft in drafts.all():
        members = sorted(draft.members)
        kept = in_order(slots[at] for at in members)
        if kept:
            key = drafts.key(members[0])
            works[key] = _work(draft, [drafts.pieces[at] for at in members], kept)
    return works


def _work(draft: Draft, pieces: Sequence[Piece], slots: Sequence[Slot]) -> ProposedWork:
    total = _total(pieces, slots)
    return ProposedWork(
        key=_key(slots),
        chapters=tuple(
            ProposedChapter(slot.place, slot.number, tuple(slot.versions))
            for slot in slots
        ),
        title=_title(pieces),
        author=_most_stated(pieces, [piece.author for piece in pieces]),
        language=_language(pieces),
        total=total,
        status=_status(slots, total),
        belongs=Conclusion(True, draft.confidence, tuple(draft.evidence[:12]))
        if len(pieces) > 1
        else None,
        relations=_relations(pieces),
    )


def _key(slots: Iterable[Slot]) -> str:
    """Named by the file that sorts first, so that it does not hang on the files' order."""
    sha256, name, story = min(slot.text.key for slot in slots)
    at = min(slot.at for slot in slots if slot.text.key == (sha256, name, story))
    named = "\0".join((sha256, name, str(story), str(at)))
    return blake2b(named.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


# ------------------------------------------------ order


def in_order(pieces: Iterable[Iterable[Slot]]) -> list[Slot]:
    """By number; a chapter without one stays behind the chapter that it follows in its file."""
    placed: list[tuple[tuple[float, float, tuple[str, str, int], int], Slot]] = []
    for slots in pieces:
        own = [slot for slot in slots if not slot.absorbed]
        for slot, number in zip(own, _positions(own), strict=True):
            span = len(numbers(slot.chapter))
            placed.append(((number, span, slot.text.key, slot.at), slot))
    placed.sort(key=lambda item: item[0])
    return [slot for _, slot in placed]


def _positions(slots: Sequence[Slot]) -> list[float]:
    """Where each slot of a file stands among the numbers of the work."""
    first = next((slot.number.value for slot in slots if slot.number), inf)
    before = first - 0.5
    positions: list[float] = []
    for slot in slots:
        before = slot.number.value if slot.number else before
        positions.append(before)
    return positions


# ------------------------------------------------ what the files say together


def _title(pieces: Sequence[Piece]) -> Conclusion[str] | None:
    return _most_stated(pieces, [piece.title for piece in pieces])


def _most_stated(
    pieces: Sequence[Piece], values: Sequence[Conclusion[str] | None]
) -> Conclusion[str] | None:
    """The value that most pieces state, as the surest of them states it."""
    stated: defaultdict[str, list[tuple[Piece, Conclusion[str]]]] = defaultdict(list)
    for piece, value in zip(pieces, values, strict=True):
        if value:
            stated[title_key(value.value) or value.value].append((piece, value))
    if not stated:
        return None
    _, bearers = min(
        stated.items(),
        key=lambda item: (-sum(value.confidence for _, value in item[1]), item[0]),
    )
    piece, value = max(
        bearers,
        key=lambda item: (
            item[1].confidence,
            _reads_well(item[1].value),
            item[0].best.key,
        ),
    )
    return told_by(piece.best, value) if len(pieces) > 1 else value


def _reads_well(title: str) -> int:
    """Neither shouted nor in small letters only."""
    return int(title not in (title.upper(), title.lower()))


def _language(pieces: Sequence[Piece]) -> str:
    words: Counter[str] = Counter()
    for piece in pieces:
        if piece.language:
            words[piece.language] += piece.best.words
    return max(words, key=lambda language: (words[language], language), default="")


def _total(pieces: Sequence[Piece], slots: Sequence[Slot]) -> int | None:
    """How many parts the work has, as most say; never fewer than there are."""
    said = Counter(piece.total for piece in pieces if piece.total)
    if not said:
        return None
    total = max(said, key=lambda each: (said[each], each))
    last = max((slot.number.value for slot in slots if slot.number), default=0)
    return total if total >= last else None


def _status(slots: Sequence[Slot], total: int | None) -> str:
    found = {number for slot in slots for number in _numbers(slot)}
    ends = slots[-1].chapter.ends
    all_there = total and total <= len(found) and _has_all(found, total)
    if ends == "ended" or all_there:
        return "complete"
    return "ongoing" if ends == "continued" else "unknown"


def _has_all(found: Container[float], total: int) -> bool:
    return all(number in found for number in range(1, total + 1))


def _numbers(slot: Slot) -> Sequence[float]:
    stated = numbers(slot.chapter)
    return stated or ((slot.number.value,) if slot.number else ())


def _relations(pieces: Sequence[Piece]) -> tuple[Reference, ...]:
    """The other works that the files name, each once."""
    own = {piece.title_key for piece in pieces}
    found: dict[tuple[str, str], Reference] = {}
    for piece in pieces:
        for each in piece.references:
            key = title_key(each.title) or each.title
            if each.kind in _RELATIONS and key not in own:
                found.setdefault((each.kind, key), _from(piece, each))
    return tuple(found.values())


def _from(piece: Piece, reference: Reference) -> Reference:
    evidence = tuple(
        each if each.file else replace(each, file=piece.best.name)
        for each in reference.evidence
    )
    return replace(reference, evidence=evidence)
