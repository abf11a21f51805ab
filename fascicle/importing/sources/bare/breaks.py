"""Breaks between scenes: a line of ornament, or more blank lines than usual."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from fascicle.importing.story import Document, Line, SceneBreak

_LETTERED = re.compile(
    r"(?:[-=~*.+_<>()\s]*(?:[oO0][oO0]+[oO0]|[oO]0[oO]|[xX]\s?[oO]\s?[xX]|x[xX]+x|X[xo]+X|[xX](?:[\s*~.=+-]+[xX])+"
    r"|[oO0](?:[\s*~.=+-]+[oO0])+)[-=~*.+_<>()\s]*)+"
)
_NAMED = re.compile(
    r"(?i)[\W_]*(?:scene|section|page|line|time)?[ -]?(?:break|change|skip|divider)[\W_]*"
)
#: Marks that stand alone in speech ("…", "?!") rather than part two scenes.
_SPEECH = frozenset("….?!¡¿'\"“”‘’«»„‹›,:;`´()[]{}")
_MAX_LENGTH = 120


def ornament(text: str) -> bool:
    """Whether a line of text is nothing but a scene break's ornament."""
    mark = text.strip()
    if not mark or len(mark) > _MAX_LENGTH:
        return False
    if any(char.isalnum() for char in mark):
        return bool(_LETTERED.fullmatch(mark) or _is_named(mark))
    if all(char in _SPEECH or char.isspace() for char in mark):
        return mark.count(".") >= 4 and " " in mark
    return all(_is_ornamental(char) for char in mark)


def _is_named(mark: str) -> bool:
    bare = mark.strip(" -=~*_[](){}<>#")
    return bare != mark and bool(_NAMED.fullmatch(mark))


def _is_ornamental(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "PSC" or char == "ー"


def find_breaks(document: Document) -> tuple[SceneBreak, ...]:
    """Lines that may part scenes, in order: whether they do depends on what is around.

    A break between story and note, or beside a heading, is decoration; only who knows the
    lines' roles can tell.
    """
    lines = document.lines
    explicit = [
        SceneBreak(line.number, line.text.strip() or "<hr>")
        for line in lines
        if _marks_break(line) and not _underlines(lines, line.number - 1)
    ]
    if explicit:
        return tuple(explicit)
    return tuple(_wide_gaps(document))


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


def _wide_gaps(document: Document) -> list[SceneBreak]:
    """Gaps wider than usual, where the file shows scenes by blank lines alone."""
    if document.paragraphs == "html":
        return []
    gaps = _gaps(document.lines)
    inner = [size for _, size in gaps]
    if len(inner) < 10:
        return []
    usual = Counter(inner).most_common(1)[0][0]
    wide = usual + (1 if usual == 0 else 2)
    found = [number for number, size in gaps if size >= wide]
    if not found or len(found) * 8 > len(inner):
        return []
    return [SceneBreak(number) for number in found]


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
