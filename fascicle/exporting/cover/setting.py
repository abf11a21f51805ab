"""Breaks a title into lines that fit, as large as they may be and of like length."""

from __future__ import annotations

from dataclasses import dataclass

from fascicle.exporting.cover.faces import clusters_of, width_of

LEADING = 1.16
_NEVER_FIRST = frozenset(
    "、。，．：；？！」』）】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…,.!?:;)]ๆฯะาำ"
)
_NEVER_LAST = frozenset("「『（【〈《“‘([เแโใไ")


@dataclass(frozen=True, slots=True)
class Lines:
    """Text ready to draw: its lines, their size in pixels and their weight."""

    lines: tuple[str, ...]
    size: int
    weight: int

    @property
    def leading(self) -> int:
        return round(self.size * LEADING)

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class Box:
    """The room there is, and the sizes to try, largest first."""

    width: int
    height: int
    sizes: tuple[int, ...]
    weight: int

    def room(self, size: int) -> int:
        """How many lines of this size there is room for."""
        return max(1, self.height // round(size * LEADING))


def set_lines(text: str, language: str, box: Box) -> Lines:
    """The text as large as the box lets it be; what doesn't fit at the smallest ends in "…"."""
    for pieces in (
        _pieces(text),
        clusters_of(text),
    ):  # whole words, or else broken ones
        for size in box.sizes:
            ruler = _Ruler(language, size, box.weight)
            lines = _fill(pieces, ruler, box.width)
            if lines is not None and len(lines) <= box.room(size):
                even = _evened(pieces, ruler, box.width, len(lines))
                return Lines(tuple(even), size, box.weight)
    size = box.sizes[-1]
    ruler = _Ruler(language, size, box.weight)
    lines = _fill(clusters_of(text), ruler, box.width) or [text]
    room = box.room(size)
    lines = [*lines[: room - 1], lines[room - 1][:-1].rstrip() + "…"]
    return Lines(tuple(lines), size, box.weight)


def _pieces(text: str) -> list[str]:
    """What may not be broken: words, and single letters of scripts that write no spaces."""
    pieces: list[str] = []
    for cluster in clusters_of(text):
        if cluster == " ":
            pieces.append(" ")
        elif not pieces or pieces[-1] == " " or _may_break(pieces[-1], cluster):
            pieces.append(cluster)
        else:
            pieces[-1] += cluster
    return pieces


def _may_break(before: str, after: str) -> bool:
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return False
    if before[-1] in "-–—/":
        return True
    return _is_unspaced(before[-1]) or _is_unspaced(after[0])


def _is_unspaced(letter: str) -> bool:
    """Of a script that writes no spaces: Chinese, Japanese, Thai and their neighbours."""
    return (
        "\u3000" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or "\uff01" <= letter <= "\uff60"
        or "\U00020000" <= letter <= "\U0003ffff"
        or "\u0e00" <= letter <= "\u0eff"
        or "\u1000" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u17ff"
    )


class _Ruler:
    """Measures pieces in one size, each once."""

    def __init__(self, language: str, size: int, weight: int) -> None:
        self._set = (language, size, weight)
        self._known: dict[str, float] = {}

    def width(self, piece: str) -> float:
        if piece not in self._known:
            self._known[piece] = width_of(piece, *self._set)
        return self._known[piece]


def _fill(pieces: list[str], ruler: _Ruler, width: float) -> list[str] | None:
    """Lines filled one after the other; None if a piece alone is too wide."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        needed = ruler.width(piece)
        if piece != " " and needed > width:
            return None
        if used + needed > width and piece != " ":
            lines.append(line.strip())
            line, used = "", 0.0
        if line or piece != " ":
            line, used = line + piece, used + needed
    return [*lines, line.strip()] if line.strip() else lines


def _evened(pieces: list[str], ruler: _Ruler, width: float, count: int) -> list[str]:
    """The same number of lines, in the narrowest column that holds them."""
    low, high = width / 3, width
    while high - low > 8:
        middle = (low + high) / 2
        lines = _fill(pieces, ruler, middle)
        if lines is not None and len(lines) <= count:
            high = middle
        else:
            low = middle
    return _fill(pieces, ruler, high) or [""]
