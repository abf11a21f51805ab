"""How the lines of a plain text are laid out: where they were broken, what parts paragraphs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fascicle.importing.story import Line

_NARROWEST, _WIDEST = 24, 240
#: How much shorter than the margin a line of broken prose usually is: a long word.
_WORD = 14
_FEW = 6
_FIRST_LINE = range(2, 13)


@dataclass(frozen=True, slots=True)
class Layout:
    """``wrap`` and ``paragraphs`` as in ``Document``."""

    wrap: int
    paragraphs: str


def measure(lines: Sequence[Line]) -> Layout:
    """The layout of a plain text's lines."""
    filled = [line for line in lines if not line.is_blank]
    if len(filled) < 3:
        return Layout(0, "blank")
    near, spaced = _pairs(lines)
    column, left = _margin(filled), left_margin(filled)
    if column and len(near) * 10 < len(filled) and _is_broken(spaced, column, left):
        return Layout(column, "double")
    wrap = column if column and _is_broken(near, column, left) else 0
    return Layout(wrap, _paragraphs(filled, near, wrap, left))


def left_margin(lines: Sequence[Line]) -> int:
    """The smallest indent that more than a stray line has."""
    indents = Counter(line.indent for line in lines if not line.is_blank)
    total = indents.total()
    return next(
        (indent for indent in sorted(indents) if indents[indent] * 33 >= total), 0
    )


def width(line: Line) -> int:
    """The places a line takes, its tabs set to every eighth."""
    return len(line.text.expandtabs(8) if "\t" in line.text else line.text)


def is_full(above: Line, below: Line, column: int) -> bool:
    """Whether the first word of the line below would not have fitted on the line above."""
    return width(above) + 1 + _first_word(below.text.lstrip()) > column


def _first_word(text: str) -> int:
    """The length of what cannot be broken at a line's start."""
    if text[:1] >= "\u2e80":
        return 1
    return len(text[:200].split(None, 1)[0]) if text else 0


def _pairs(
    lines: Sequence[Line],
) -> tuple[list[tuple[Line, Line]], list[tuple[Line, Line]]]:
    """Filled lines that follow each other at once, and with one blank line between."""
    near: list[tuple[Line, Line]] = []
    spaced: list[tuple[Line, Line]] = []
    above, blanks = None, 0
    for line in lines:
        if line.is_blank:
            blanks += 1
            continue
        if above and blanks < 2:
            (spaced if blanks else near).append((above, line))
        above, blanks = line, 0
    return near, spaced


def _margin(filled: Sequence[Line]) -> int:
    """The column just under which most lines end, and over which few run; 0 if none."""
    lengths = Counter(map(width, filled))
    total = len(filled)
    if total < _FEW:
        return 0
    best, most = 0, 0
    for column in sorted(lengths):
        if not _NARROWEST <= column <= _WIDEST:
            continue
        ending = sum(lengths[column - step] for step in range(_WORD))
        over = sum(count for length, count in lengths.items() if length > column)
        if ending - 2 * over > most:
            best, most = column, ending - 2 * over
    return best if most * 14 > total else 0


def _is_broken(pairs: Sequence[tuple[Line, Line]], column: int, left: int) -> bool:
    """Whether lines end where the next word would not fit, rather than where verse does."""
    going_on = [(a, b) for a, b in pairs if b.indent < left + 2]
    if len(going_on) < 3:
        return False
    full = sum(is_full(a, b, column) for a, b in going_on)
    long = sum(width(a) * 4 >= column * 3 for a, _ in going_on)
    return full * 2 >= len(going_on) or (
        long * 10 >= len(going_on) * 7 and full * 4 >= len(going_on)
    )


def _paragraphs(
    filled: Sequence[Line], near: Sequence[tuple[Line, Line]], wrap: int, left: int
) -> str:
    indented = sum(line.indent - left in _FIRST_LINE for line in filled)
    indented_within = sum(b.indent - left in _FIRST_LINE for _, b in near)
    parted = len(filled) - len(near)
    if indented * 12 > len(filled) and indented_within * 2 > indented:
        return "indent"
    few = parted * (25 if wrap else 2) < len(filled)
    return "line" if few else "blank"


def runs(lines: Sequence[Line], gap: int) -> Iterator[list[Line]]:
    """Filled lines that fewer than ``gap`` blank lines part."""
    run: list[Line] = []
    blanks = 0
    for line in lines:
        if line.is_blank:
            blanks += 1
            continue
        if run and blanks >= gap:
            yield run
            run = []
        blanks = 0
        run.append(line)
    if run:
        yield run
