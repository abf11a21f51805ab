"""Titles that count: "Blue Hour - 3", "Collateral II" beside others that count on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.titles import title_key
from fascicle.importing.story import Conclusion

_LABELS = (
    "part|pt|chapter|chap|ch|episode|ep|no|teil|kapitel|partie|chapitre|parte|capitulo|capítulo|"
    "capitolo|часть|глава|deel|hoofdstuk|del|kapitel|rozdział|część"
)
_MARKED = re.compile(
    rf"(?P<base>.{{2,}}?)\s*(?:[-–—:#,]|\s(?:{_LABELS})\b\.?)+\s*#?(?P<number>\d{{1,3}}|[ivxl]{{1,6}})",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<base>.{2,}?)\s+(?P<number>\d{1,3}|[IVXL]{1,6})")
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: Works that are longer each are rather a series than parts of one.
_LONG = 10_000


@dataclass(frozen=True, slots=True)
class _Counted:
    at: int
    base: str
    number: int
    marked: bool


def with_counters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, counters taken off their titles where several of one writer count together."""
    together: defaultdict[tuple[object, ...], list[_Counted]] = defaultdict(list)
    for counted in _all_counted(pieces):
        piece = pieces[counted.at]
        key = (piece.language, piece.author_key, title_key(counted.base))
        together[key].append(counted)
    changed = list(pieces)
    for group in together.values():
        if _count_on(group):
            for counted in group:
                changed[counted.at] = _numbered(pieces[counted.at], counted)
    return changed


def _all_counted(pieces: Iterable[Piece]) -> Iterator[_Counted]:
    for at, piece in enumerate(pieces):
        alone = len(piece.best.chapters) == 1 and piece.best.words <= _LONG
        if piece.title is None or piece.numbers or not alone:
            continue
        title = piece.title.value.strip()
        for pattern in (_MARKED, _BARE):
            found = pattern.fullmatch(title)
            number = found and _number(found["number"])
            if found and number and title_key(found["base"]):
                yield _Counted(at, found["base"], number, pattern is _MARKED)
                break


def _count_on(group: Sequence[_Counted]) -> bool:
    """Whether they are parts: no number twice, and all marked as such or from one on."""
    numbers = {counted.number for counted in group}
    if len(numbers) < len(group) or len(numbers) < 2:
        return False
    if all(counted.marked for counted in group):
        return True
    return len(numbers) > 2 and numbers == set(range(1, len(numbers) + 1))


def _numbered(piece: Piece, counted: _Counted) -> Piece:
    evidence = piece.title.evidence if piece.title else ()
    number = Conclusion(float(counted.number), 0.85, evidence)
    return replace(
        piece,
        title=Conclusion(counted.base.strip(" -–—:,"), 0.85, evidence),
        number=number,
        numbers=frozenset((number.value,)),
        lone_title=False,
    )


def _number(written: str) -> int:
    """Its value; 0 where letters are no Roman numeral."""
    if written.isdigit():
        return int(written)
    if not _ROMAN.fullmatch(written):
        return 0
    values = [_VALUES[letter] for letter in written.lower()]
    return sum(
        -value if value < max(values[at:]) else value for at, value in enumerate(values)
    )
