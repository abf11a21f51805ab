"""Lines of story joined into paragraphs, as the file's layout tells them apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from fascicle.importing.story import Document, Line, SceneBreak

from .emphasis import spoken_words
from .html_paragraphs import html_paragraphs
from .layout import is_full, left_margin, runs, width
from .paragraph import Paragraph

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENDED = re.compile('[.!?…:;"”’»。！？」』*_)\\]]$')
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_LETTERS = re.compile(r"[^\W\d_]+")
_DASHES = ("--", "—")
#: Lines shorter than this are verse, an address or a list rather than a paragraph.
_SHORT = 62
_NARROW = 40
_LONGEST_WORD = 40


class Setter:
    """Sets stretches of one document's lines as paragraphs; the layout is measured once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        filled = [line for line in document.lines if not line.is_blank]
        self.wrap = document.wrap
        self.style = document.paragraphs
        self.left = left_margin(filled)
        self.first = _first_line_indent(filled, self.left, 25 if self.wrap else 3)
        depths = Counter(line.quoted for line in filled)
        self.quoted = depths.most_common(1)[0][0] if depths else 0
        self.ragged = bool(self.wrap) and self._is_ragged()

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[Paragraph | SceneBreak]:
        """The paragraphs of a stretch of story lines."""
        if self.style == "html":
            yield from html_paragraphs(lines)
            return
        for run in runs(lines, 2 if self.style == "double" else 1):
            for block in self._blocks(run):
                yield self._paragraph(block)

    # --------------------------------------------------------- seams

    def _is_ragged(self) -> bool:
        """Whether lines are often broken before they are full, as by hand or twice over."""
        going_on = full = 0
        for run in runs(self.document.lines, 2 if self.style == "double" else 1):
            if len(run) < 3:
                continue
            for above, below in pairwise(run):
                if below.indent < self.left + 2 and (
                    width(above) * 2 > self.wrap or _goes_on(above, below)
                ):
                    going_on += 1
                    full += is_full(above, below, self.wrap)
        return full * 8 < going_on * 7

    def _blocks(self, run: Sequence[Line]) -> Iterator[list[Line]]:
        """A run of lines parted where a new paragraph begins without a blank line."""
        shaped = len(run) > 2 and self._is_verse(run)
        block = [run[0]]
        for above, below in pairwise(run):
            if self._begins(above, below, shaped=shaped):
                yield block
                block = []
            block.append(below)
        yield block

    def _begins(self, above: Line, below: Line, *, shaped: bool) -> bool:
        if above.quoted != below.quoted:
            return True
        if above.runs_on:
            return False
        if self._is_deep(above) and self._is_deep(below):
            return False
        if not self.wrap:
            return not shaped and not self._goes_on(above, below)
        if self.style == "line":
            return not self._is_full(above, below)
        return self._begins_by_indent(above, below, shaped=shaped)

    def _begins_by_indent(self, above: Line, below: Line, *, shaped: bool) -> bool:
        """In a file of broken lines, by how far both are indented."""
        indented = below.indent >= self.left + 2
        if self.style == "indent":
            return indented or self._is_deep(above)
        ended = not is_full(above, below, self.wrap) or bool(_ENDED.search(above.text))
        if shaped or not ended:
            return False
        if indented:
            return above.indent < self.left + 2
        return self._is_deep(above)

    def _is_deep(self, line: Line) -> bool:
        """Indented further than a paragraph's first line: verse, a letter, a centred line."""
        return line.indent > max(self.left + 1, self.first)

    def _is_verse(self, run: Sequence[Line]) -> bool:
        """Whether short lines without a paragraph's end belong together as they stand."""
        if any(len(line.text) > _SHORT for line in run):
            return self.style == "blank" and not self.wrap and _mostly_short(run)
        ended = sum(bool(_ENDED.search(line.text)) for line in run[:-1])
        return self.style == "blank" or ended * 3 < len(run)

    def _goes_on(self, above: Line, below: Line) -> bool:
        """In a file of unbroken lines: whether a line was broken here all the same."""
        if self.style != "blank":
            return False
        return len(above.text) <= _SHORT + 18 and len(below.text) <= _SHORT + 38

    # --------------------------------------------------------- one paragraph

    def _paragraph(self, block: Sequence[Line]) -> Paragraph:
        prose = _is_broken_prose(block)
        pieces = [block[0].html]
        for above, below in pairwise(block):
            if above.runs_on:
                pass
            elif prose or self._is_full(above, below):
                self._join(pieces, above, below)
            else:
                pieces.append("<br>")
            pieces.append(below.html)
        return Paragraph("".join(pieces), quoted=block[-1].quoted > self.quoted)

    def _is_full(self, above: Line, below: Line) -> bool:
        """Whether the line above was broken for want of room."""
        if not self.wrap:
            return False
        if is_full(above, below, self.wrap):
            return True
        if not self.ragged or self._is_deep(below):
            return False
        return width(above) * 5 >= self.wrap * 4 or _goes_on(above, below)

    def _join(self, pieces: list[str], above: Line, below: Line) -> None:
        """Add what stands between the lines, or take off the hyphen that parts a word."""
        end, start = above.text, below.text.lstrip()
        if _WIDE.match(end[-1:]) or _WIDE.match(start[:1]):
            return
        if end.endswith(_DASHES) or start.startswith(_DASHES):
            if end.endswith((" --", " —")) or start.startswith(("-- ", "— ")):
                pieces.append(" ")
            return
        head, tail = _HYPHENATED.search(end[-_LONGEST_WORD:]), _LETTERS.match(start)
        if not head or not tail:
            pieces.append(" ")
        elif pieces[-1].endswith("-") and self._was_whole(head[1], tail[0]):
            pieces[-1] = pieces[-1][:-1]

    def _was_whole(self, head: str, tail: str) -> bool:
        """Whether a hyphen at a line's end only broke a word: as the rest of the text has it."""
        if not tail[0].islower():
            return False
        whole, parted = (head + tail).lower(), f"{head}-{tail}".lower()
        return whole in self.words and parted not in self.words

    @cached_property
    def words(self) -> frozenset[str]:
        """The document's words in lower case, but for those in capitals."""
        return spoken_words(line.text for line in self.document.lines)


def _first_line_indent(filled: Sequence[Line], left: int, share: int) -> int:
    """The usual indent of paragraphs: at least one line in ``share`` has it."""
    indents = Counter(
        line.indent for line in filled if left + 2 <= line.indent <= left + 12
    )
    if not indents:
        return left
    indent, count = indents.most_common(1)[0]
    return indent if count * share >= len(filled) else left


def _mostly_short(run: Sequence[Line]) -> bool:
    return sum(len(line.text) <= _SHORT for line in run) * 4 >= len(run) * 3


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a sentence runs on from line to line."""
    return below.text.lstrip()[:1].islower() and not _ENDED.search(above.text)


def _is_broken_prose(block: Sequence[Line]) -> bool:
    """Whether a block's own longest line is a margin that all its lines keep."""
    if len(block) == 2:
        return width(block[0]) > _NARROW + 10 and _goes_on(*block)
    column = max(map(width, block))
    return column >= _NARROW and all(
        is_full(above, below, column) for above, below in pairwise(block)
    )
