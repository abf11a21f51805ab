"""The paragraphs of an HTML file: parted by block elements or by two line breaks."""

import re
from collections.abc import Iterator, Sequence

from fascicle.importing.story import Line, SceneBreak

from .breaks import ornament
from .paragraph import Paragraph

_MARK = re.compile(r"(<p>|<hr>|<br>)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_SEAM = re.compile(r"</(em|strong|u|s|sup|sub)>(\s*)<\1>")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r" ?<br> ?")


def html_paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph | SceneBreak]:
    """Paragraphs in order, and the breaks that stand inside the lines.

    A line of white space that counts (``pre``) is a line of verse.
    """
    pieces: list[str] = []
    number = lines[0].number if lines else 0
    for line in lines:
        for piece in _MARK.split(line.html):
            parts = piece in ("<p>", "<hr>") or (piece == "<br>" and _is_broken(pieces))
            if parts:
                yield from _set(pieces, number)
                pieces = []
            if piece == "<hr>":
                yield SceneBreak(line.number, "<hr>")
            elif not parts and piece.strip():
                number = line.number if not pieces else number
                pieces.append(piece)
        if not line.runs_on:
            pieces.append("<br>" if line.spaces and pieces else " ")
    yield from _set(pieces, number)


def _is_broken(pieces: Sequence[str]) -> bool:
    """Whether a line break stands last, with nothing but white space after it."""
    for piece in reversed(pieces):
        if piece == "<br>":
            return True
        if piece.strip():
            return False
    return False


def _set(pieces: Sequence[str], number: int) -> Iterator[Paragraph | SceneBreak]:
    text = _trimmed("".join(pieces))
    shown = _ANY_TAG.sub("", text).strip()
    if not shown:
        return
    if ornament(shown):
        yield SceneBreak(number, shown)
    else:
        yield Paragraph(_joined(text))


def _trimmed(text: str) -> str:
    text = _BREAK.sub("<br>", _SPACE.sub(" ", text).strip())
    while text.startswith("<br>") or text.endswith("<br>"):
        text = text.removeprefix("<br>").removesuffix("<br>").strip()
    return text


def _joined(text: str) -> str:
    """Elements that were closed and reopened between lines become one again."""
    return _SEAM.sub(r"\2", text)
