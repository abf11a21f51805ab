"""The work sheet of a file while its lines are given their roles."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fascicle.importing.story import Document, Evidence, Line, Note, Role

from .headings import Heading
from .passages import Passage, passages
from .vocabulary import LARGE_WORDS

_TITLE_BLOCK = 6
_TITLE_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Item:
    """A line of front matter and what it was taken for.

    ``kind``: field, heading, byline, both (title and author), short (may be a title), page
    (an HTML page's title), subject, sender, aside.
    """

    kind: str
    lines: tuple[int, int]
    text: str
    label: str = ""  # of fields: which kind
    value: str = ""
    author: str = ""
    heading: Heading | None = None
    number: float | None = None
    block: int = 0  # items of one passage share this
    styled: bool = False

    @property
    def heading_is_large(self) -> bool:
        """A part or book that holds chapters."""
        return bool(self.heading and self.heading.word in LARGE_WORDS)

    def evidence(self, rule: str) -> Evidence:
        return Evidence(rule, self.text[:200], self.lines)


@dataclass(slots=True)
class Sheet:
    """A document's passages and, as they are found, the roles of its lines and its notes."""

    document: Document
    passages: list[Passage] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    usual_gap: int = 1
    outside: bool | None = (
        None  # whether nobody in the story tells it; None: not looked at
    )

    @classmethod
    def of(cls, document: Document) -> "Sheet":
        found = _with_title_block(document, passages(document))
        roles = [_first_role(line) for line in document.lines]
        gaps = sorted(passage.gap for passage in found[1:])
        usual = gaps[len(gaps) // 2] if gaps else 1
        return cls(document, found, roles, [], usual)

    def mark(self, lines: Iterable[Line], role: Role) -> None:
        for line in lines:
            if not line.is_blank:
                self.roles[line.number - 1] = role

    def mark_span(self, first: int, last: int, role: Role) -> None:
        self.mark(self.document.lines[first - 1 : last], role)

    def note(
        self, kind: str, place: str, first: int, last: int, rule: str, sure: float = 0.9
    ) -> None:
        """Lines where somebody speaks apart from the story."""
        roles = {"mail": Role.MAIL, "signature": Role.MAIL}
        roles |= dict.fromkeys(("navigation", "boilerplate"), Role.CHROME)
        self.mark_span(first, last, roles.get(kind, Role.NOTE))
        quote = self.document.lines[first - 1].text.strip()[:200]
        evidence = (Evidence(rule, quote, (first, last)),)
        self.notes.append(
            Note(kind, place, (first, last), confidence=sure, evidence=evidence)
        )

    def is_story(self, passage: Passage) -> bool:
        return any(self.roles[line.number - 1] is Role.STORY for line in passage.lines)

    def gap_after(self, index: int) -> int:
        """Blank lines after a passage; many at the end of the file."""
        following = index + 1
        return self.passages[following].gap if following < len(self.passages) else 99


def _with_title_block(document: Document, found: list[Passage]) -> list[Passage]:
    """Short lines at the top of a file, without blanks between, are one passage.

    In files whose paragraphs are told apart by indent or line they were one each.
    """
    if document.source.is_html or document.paragraphs not in ("line", "indent"):
        return found
    size = 1
    while size < len(found) and size <= _TITLE_BLOCK and not found[size].gap:
        size += 1
    lines = [line for passage in found[:size] for line in passage.lines]
    parted = size < len(found) and len(lines) <= _TITLE_BLOCK
    if size < 2 or not parted or any(len(line.text) > _TITLE_WIDTH for line in lines):
        return found
    return [Passage(tuple(lines), found[0].gap), *found[size:]]


def _first_role(line: Line) -> Role:
    if not line.is_blank:
        return Role.STORY
    return Role.MARKUP if line.opens or line.html else Role.BLANK


def is_styled(passage: Passage, line: Line) -> bool:
    """Whether a line is set like a heading: by HTML, in bold, or in the middle of the page."""
    if {"h1", "h2", "h3", "h4", "h5", "h6", "center", "title"} & passage.tags:
        return True
    html = line.html.strip()
    bold = html.startswith("<strong>") and html.endswith("</strong>")
    return bold or (line.indent >= 10 and not {"p"} & passage.tags)
