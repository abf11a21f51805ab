"""Lines gathered into passages: what a reader takes in at once, a paragraph or a header block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fascicle.importing.story import Document, Line

from .layout import is_full

#: Block elements that begin a passage of their own.
_BEGINS = frozenset(
    "p h1 h2 h3 h4 h5 h6 hr div center blockquote li td th tr table title body pre dt dd".split()
)
_CENTRED = (
    13  # columns of indent from which a line is centred rather than a paragraph's first
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines with text; ``gap`` is the number of blank lines before them."""

    lines: tuple[Line, ...]
    gap: int

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines)

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(tag for line in self.lines for tag in line.opens)


def passages(document: Document) -> list[Passage]:
    """The document's passages, in order. Every line that shows text is in exactly one."""
    double = is_double_spaced(document)
    found: list[Passage] = []
    current: list[Line] = []
    gap = blanks = 0
    for line in document.lines:
        if line.is_blank:
            blanks += 1
            continue
        if current and _parts(document, current[-1], line, blanks, double=double):
            found.append(Passage(tuple(current), gap))
            current = []
        if not current:
            gap = blanks
        current.append(line)
        blanks = 0
    if current:
        found.append(Passage(tuple(current), gap))
    return found


def is_double_spaced(document: Document) -> bool:
    """Whether a blank line stands between all lines, so that only two part paragraphs."""
    if document.source.is_html or not document.wrap:
        return False
    runs = list(_blank_runs(document.lines))
    ones = sum(run == 1 for run in runs)
    filled = sum(not line.is_blank for line in document.lines)
    return filled > 10 and ones * 10 > filled * 6 and any(run >= 2 for run in runs)


def _blank_runs(lines: Sequence[Line]) -> Iterator[int]:
    run = 0
    for line in lines:
        if line.is_blank:
            run += 1
        elif run:
            yield run
            run = 0


def _parts(
    document: Document, before: Line, line: Line, blanks: int, *, double: bool
) -> bool:
    if document.source.is_html:
        breaks = before.opens.count("br")
        return (
            breaks >= 2
            or (blanks > 0 and breaks == 0)
            or not _BEGINS.isdisjoint(line.opens)
        )
    if double:
        return blanks >= 2
    if blanks:
        return True
    if document.paragraphs == "line":
        return True
    if document.paragraphs == "indent":
        return _parts_by_indent(document, before, line)
    return False


def _parts_by_indent(document: Document, before: Line, line: Line) -> bool:
    if not document.wrap or 0 < line.indent < _CENTRED:
        return True
    if before.indent >= _CENTRED > line.indent:
        return True
    # A line at the margin after a sentence that ends short of it goes on with nothing.
    ended = before.text.endswith((".", "!", "?", '"', "”", "»", "…"))
    return line.indent == 0 and ended and not is_full(before, line, document.wrap)
