"""Chapters of works: which texts are the same chapter, which of them is kept, in what order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from fascicle.importing.grouping.copies import Copies, Twin
from fascicle.importing.grouping.features import ChapterFeatures
from fascicle.importing.grouping.pieces import Piece, told_by
from fascicle.importing.grouping.sketches import Overlap, Sketch, overlap, unpacked
from fascicle.importing.grouping.texts import Text
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import Conclusion, Copy, Evidence, Place

_SAME = 0.35
_AS_LONG = 0.75
#: Parts that make up this much of a whole stand in its stead.
_ALL = 0.93


@dataclass
class Slot:
    """One chapter: the text that is kept of it and the other versions.

    ``work`` is the key of the work that it stands in. A slot that turned out to be told by
    another is ``absorbed`` by it.
    """

    text: Text
    at: int
    work: int
    number: Conclusion[float] | None
    versions: list[Copy] = field(default_factory=list)
    absorbed: bool = False

    @property
    def place(self) -> Place:
        return self.text.place(self.at)

    @property
    def chapter(self) -> ChapterFeatures:
        return self.text.chapters[self.at]

    @cached_property
    def sketch(self) -> Sketch:
        return unpacked(self.chapter.sketch, self.chapter.rarity)


def slots_of(
    drafts: Drafts, copies: Copies, filled: Mapping[int, Conclusion[float]]
) -> list[list[Slot]]:
    """The chapters of each piece, with all versions; each chapter of each file once."""
    groups = enumerate(zip(drafts.pieces, copies.groups, strict=True))
    slots = [
        _of_piece(drafts.key(at), piece, filled.get(at), copies.twins, group)
        for at, (piece, group) in groups
    ]
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    held: defaultdict[int, list[int]] = defaultdict(list)
    for each in copies.held:
        held[at_of[each.whole]].append(at_of[each.part])
    _drop_doubles(slots, held)
    return slots


def _of_piece(
    work: int,
    piece: Piece,
    filled: Conclusion[float] | None,
    twins: Mapping[int, Twin],
    group: Sequence[int],
) -> list[Slot]:
    best = piece.best
    slots = [
        Slot(best, n, work, chapter.number) for n, chapter in enumerate(best.chapters)
    ]
    if len(slots) == 1 and slots[0].number is None:
        slots[0].number = piece.number or filled
    for index, text in zip(group[1:], piece.texts[1:], strict=True):
        twin = twins[index]
        for n in range(len(text.chapters)):
            slot = _nearest(slots, text, n)
            slot.versions.append(
                _version(text.place(n), slot, twin.kind, twin.likeness)
            )
    return slots


def _nearest(slots: Sequence[Slot], text: Text, at: int) -> Slot:
    if len(slots) == 1:
        return slots[0]
    if len(slots) == len(text.chapters):
        return slots[at]
    chapter = text.chapters[at]
    sketch = unpacked(chapter.sketch, chapter.rarity)
    return max(slots, key=lambda slot: overlap(sketch, slot.sketch).of_one)


def _version(place: Place, kept: Slot, kind: str, likeness: float) -> Copy:
    rule = "same-text" if kind in ("same", "rewrapped") else "near-duplicate"
    evidence = Evidence(rule, file=kept.text.name)
    return Copy(place, kept.place, kind, likeness, (evidence,))


# ------------------------------------------------ wholes and their parts


def _drop_doubles(
    slots: Sequence[Sequence[Slot]], held: Mapping[int, Sequence[int]]
) -> None:
    """Where a whole and its parts are both there, each stretch of text is kept once."""
    for whole, parts in sorted(held.items()):
        inside = [slot for part in parts for slot in slots[part] if not slot.absorbed]
        for slot in slots[whole]:
            if not slot.absorbed:
                _settle(slot, [other for other in inside if not other.absorbed])


def _settle(whole: Slot, others: Iterable[Slot]) -> None:
    parts: list[Slot] = []
    for other in others:
        shared = overlap(other.sketch, whole.sketch)
        if shared.likeness >= _SAME and _as_long(other.chapter, whole.chapter):
            _keep_better(other, whole, shared)
            return
        if shared.of_one >= 0.5:
            parts.append(other)
        elif shared.of_other >= 0.5:
            _absorb(other, whole, "part", shared)
            return
    if parts:
        _settle_parts(whole, parts)


def _keep_better(part: Slot, whole: Slot, shared: Overlap) -> None:
    """Of a chapter that has a file of its own, that file is kept unless it is the worse."""
    if _is_worse(part.chapter, whole.chapter) and part.work == whole.work:
        _absorb(whole, part, "revised", shared)
    else:
        _absorb(part, whole, "revised", shared)


def _as_long(part: ChapterFeatures, whole: ChapterFeatures) -> bool:
    return min(part.words, whole.words) >= _AS_LONG * max(part.words, whole.words)


def _is_worse(part: ChapterFeatures, whole: ChapterFeatures) -> bool:
    return part.words < whole.words * 0.9 or part.lost > whole.lost


def _settle_parts(whole: Slot, parts: Sequence[Slot]) -> None:
    words = sum(part.chapter.words for part in parts)
    if words >= whole.chapter.words * _ALL:
        first = min(parts, key=_position)
        _absorb(first, whole, "whole", overlap(first.sketch, whole.sketch))
        return
    for part in parts:
        if part.work == whole.work:
            _absorb(whole, part, "part", overlap(part.sketch, whole.sketch))


def _position(slot: Slot) -> tuple[float, tuple[str, str, int], int]:
    number = slot.number.value if slot.number else inf
    return (number, slot.text.key, slot.at)


def _absorb(kept: Slot, gone: Slot, kind: str, shared: Overlap) -> None:
    gone.absorbed = True
    likeness = round(shared.likeness, 3)
    same_chapter = kind == "revised"
    if same_chapter and kept.work == gone.work and gone.number and not kept.number:
        kept.number = told_by(gone.text, gone.number)
    kept.versions.append(_version(gone.place, kept, kind, likeness))
    for copy in gone.versions:
        how = copy.kind if same_chapter else kind
        kept.versions.append(replace(copy, best=kept.place, kind=how))
    gone.versions = []
