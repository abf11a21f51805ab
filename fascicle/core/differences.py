"""Two copies of a text side by side: what is the same, what one has and the other has not."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

#: Longer texts are compared up to here: comparing takes quadratic time.
MOST_PARAGRAPHS = 1_500
_MOST_WORDS = 600
#: How far ahead a paragraph's counterpart is looked for.
_LOOK_AHEAD = 8
#: Same paragraphs on either side of a difference that are shown.
_AROUND = 1

_BLOCK_END = re.compile(
    r"(?i)</(?:p|h[1-6]|blockquote|li|div|pre)>|<br\s*/?>|<hr\s*/?>"
)
_PICTURE = re.compile(r'(?i)<img\b[^<>]*?\salt="([^"]*)"[^<>]*>')
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both, or in one alone."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs beside one another; ``skipped`` counts like ones that are left out here.

    ``beyond`` counts those at the end that nobody has compared.
    """

    left: Sequence[Piece] = ()
    right: Sequence[Piece] = ()
    skipped: int = 0
    beyond: int = 0

    @property
    def differs(self) -> bool:
        return any(piece.differs for piece in (*self.left, *self.right))


def paragraphs_of(markup: str) -> list[str]:
    """The paragraphs of a text's HTML, without mark-up; for a picture stands what it shows."""
    picture = _(" [picture: %s] ")
    told = _PICTURE.sub(lambda one: picture % one[1], markup)
    blocks = _BLOCK_END.split(told)
    texts = (" ".join(html.unescape(_TAG.sub("", block)).split()) for block in blocks)
    return [text for text in texts if text]


def differences(left: str, right: str) -> list[Row]:
    """Two texts' HTML as rows of paragraphs; long like stretches are left out.

    Of very long texts the last row says how much was not compared.
    """
    old, new = paragraphs_of(left), paragraphs_of(right)
    beyond = max(len(old), len(new)) - MOST_PARAGRAPHS
    rows = _compared(old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS])
    return [*rows, Row(beyond=beyond)] if beyond > 0 and old != new else rows


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    if old == new:
        return list(_same(old))
    # Without its heuristic for what stands in a text many times, this could take minutes.
    matcher = SequenceMatcher(None, old, new, autojunk=True)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            rows += _same(old[i1:i2])
        else:
            rows += _changed(old[i1:i2], new[j1:j2])
    return rows


def _same(texts: Sequence[str]) -> Iterator[Row]:
    skipped = len(texts) - 2 * _AROUND
    if skipped <= 1:
        yield from (_both(text) for text in texts)
        return
    yield from (_both(text) for text in texts[:_AROUND])
    yield Row(skipped=skipped)
    yield from (_both(text) for text in texts[-_AROUND:])


def _both(text: str) -> Row:
    return Row((Piece(text),), (Piece(text),))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Paragraphs that resemble one another side by side, the others each on its own."""
    at = 0
    for mine in old:
        ahead = range(at, min(at + _LOOK_AHEAD, len(new)))
        like = next((place for place in ahead if _alike(mine, new[place])), None)
        if like is None:
            yield Row(_whole(mine), [])
            continue
        yield from (Row([], _whole(text)) for text in new[at:like])
        yield Row(*_words(mine, new[like]))
        at = like + 1
    yield from (Row([], _whole(text)) for text in new[at:])


def _alike(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) >= min(len(words), len(others))


def _words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    mine, theirs = _WORD.findall(old), _WORD.findall(new)
    if not mine or not theirs or len(mine) + len(theirs) > _MOST_WORDS:
        return _whole(old), _whole(new)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, mine, theirs, autojunk=True)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        differs = tag != "equal"
        if i1 < i2:
            left.append(Piece("".join(mine[i1:i2]), differs))
        if j1 < j2:
            right.append(Piece("".join(theirs[j1:j2]), differs))
    return left, right


def _whole(text: str) -> list[Piece]:
    return [Piece(text, differs=True)] if text else []
