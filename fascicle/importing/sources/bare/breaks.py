"""Breaks between scenes: a line of ornament, or more blank lines than usual."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from fascicle.importing.story import Document, Line, SceneBreak

_EDGE = r"[-=~*.…+_<>()|:\s]*"
_LETTERED = re.compile(
    rf"(?:{_EDGE}(?:[oO0]{{3,}}|[oO]0[oO]|[xX]\s?[oO]\s?[xX]|[oO]\s?[xX]\s?[oO]|[xX]{{3,}}|X[xo]+X"
    r"|[xX](?:[\s*~.=+-]+[xX])+|[oO](?:[\s*~.=+-]+[oO0])+|[*~=+-]\s?[xXoO0]\s?[*~=+-]"
    r"|[oO]{2}\.[oO]{2}|(?:<3\s*){2,}|-{2,}\s?8<\s?-{2,})"
    rf"{_EDGE})+"
)
_NAMED = re.compile(
    r"(?i)[\W_]*(?:scene|section|page|line|time)?[ -]?(?:break|change|skip|divider)[\W_]*"
)
#: Letters that are drawn with rather than read, if most of a line is marks.
_DRAWN = frozenset("øØºªღஐ×xXoO0vVwW")
#: Marks that stand alone in speech ("…", "?!") rather than part two scenes.
_SPEECH = frozenset("….?!¡¿'\"“”‘’«»„‹›,:;`´()[]{}。、！？・，；：．﹒‥「」『』（）،؟؛")
#: Of such marks, what nobody says: rows of colons, ticks that alternate, a cut in brackets.
_DOTS = re.compile(r"(?:::\s*){2,}|(?:[`´]\s?['’]\s?){2,}[`´]?|\[ ?(?:\.{3}|…) ?\]")
_WIDE = re.compile("[\u3040-\u9fff]")
_MAX_LENGTH = 120
_SIGNATURE_LINES = 15


def ornament(text: str) -> bool:
    """Whether a line of text is nothing but a scene break's ornament."""
    mark = text.strip()
    if not mark or len(mark) > _MAX_LENGTH:
        return False
    if any(char.isalnum() for char in mark):
        return bool(_LETTERED.fullmatch(mark)) or _is_named(mark) or _is_drawn(mark)
    if all(char in _SPEECH or char.isspace() for char in mark):
        dotted = mark.count(".") >= 4 and " " in mark
        return dotted or bool(_DOTS.fullmatch(mark))
    return all(_is_ornamental(char) for char in mark)


def _is_named(mark: str) -> bool:
    bare = mark.strip(" -=~*_[](){}<>#")
    return bare != mark and bool(_NAMED.fullmatch(mark))


def _is_drawn(mark: str) -> bool:
    """Waves of marks with letters among them: "¸,ø¤º°`°º¤ø,¸"."""
    if any(char.isalnum() and char not in _DRAWN for char in mark):
        return False
    letters = sum(map(str.isalnum, mark))
    marks = sum(_is_ornamental(char) and not char.isspace() for char in mark)
    return marks > letters + 2


def _is_ornamental(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "PSC" or char == "ー"


def find_breaks(document: Document) -> tuple[SceneBreak, ...]:
    """Lines that may part scenes, in order: whether they do depends on what is around.

    A break between story and note, or beside a heading, is decoration; only who knows the
    lines' roles can tell.
    """
    lines = document.lines
    signature = _signature(document)
    explicit = [
        SceneBreak(line.number, line.text.strip() or "<hr>")
        for line in lines
        if _marks_break(line)
        and line.number != signature
        and not _underlines(lines, line.number - 1)
    ]
    return tuple(explicit or _wide_gaps(document))


def _signature(document: Document) -> int:
    """The line ``-- `` that begins a mail's signature; 0 if there is none."""
    filled = [line.number for line in document.lines if not line.is_blank]
    return next(
        (
            n
            for n in filled[-_SIGNATURE_LINES:]
            if document.source.lines[n - 1] == "-- "
        ),
        0,
    )


def _marks_break(line: Line) -> bool:
    return ornament(line.text) or ("hr" in line.opens and line.is_blank)


def _underlines(lines: Sequence[Line], at: int) -> bool:
    """A row of dashes right under a short line is part of a heading or a table."""
    if at == 0:
        return False
    above, here = lines[at - 1], lines[at]
    if above.is_blank or "hr" in here.opens or len(set(here.text.strip())) > 1:
        return False
    length = len(here.text.strip())
    return (
        length >= 3
        and abs(len(above.text.strip()) - length) <= 3
        and above.indent == here.indent
    )


# ------------------------------------------------------------- blank lines alone

#: Scenes are longer than this many paragraphs; what is parted more often is not scenes.
_PARAGRAPHS_A_SCENE = 8
_FEW_PARAGRAPHS = 10


def _wide_gaps(document: Document) -> list[SceneBreak]:
    """Gaps wider than between paragraphs, where the file shows scenes by blank lines alone."""
    if document.paragraphs == "html":
        return []
    gaps = _gaps(document.lines)
    usual = _usual_gap(document, [size for _, size in gaps])
    inner = sum(size > 0 for _, size in gaps) if usual else len(gaps)
    found = [number for number, size in gaps if size > usual]
    if inner < _FEW_PARAGRAPHS or len(found) * _PARAGRAPHS_A_SCENE > inner:
        return []
    return [SceneBreak(number) for number in found]


def _usual_gap(document: Document, sizes: Sequence[int]) -> int:
    """The most blank lines that part paragraphs only."""
    if document.paragraphs in ("line", "indent"):
        # Chinese and Japanese writers part groups of short paragraphs by a blank line.
        return int(_is_wide(document))
    least = 2 if document.paragraphs == "double" else 1
    counts = Counter(size for size in sizes if size >= least)
    return max(counts, key=counts.__getitem__, default=least)


def _is_wide(document: Document) -> bool:
    wide = total = 0
    for line in document.lines[:400]:
        total += len(line.text)
        wide += len(_WIDE.findall(line.text[:400]))
    return wide * 3 > total


def _gaps(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """(first blank line, blank lines) before each filled line but the first."""
    gaps, last = [], 0
    for line in lines:
        if line.is_blank:
            continue
        if last:
            gaps.append((last + 1, line.number - last - 1))
        last = line.number
    return gaps
