"""The shapes that travel through an import: pure data, nothing saved.

bytes → ``SourceText`` → ``Document`` (lines) → roles of lines → ``Story`` → ``Grouping``

Line numbers are 1-based and count the lines of the file as it came: the decoded
text split on CR LF, LF or CR only. No step ever adds, drops or moves a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


# ------------------------------------------------------------- conclusions


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was concluded.

    ``rule`` names the kind of sign ("title-field", "heading", "mail-subject",
    "same-cast"); it is shown in a person's words by the review desk.
    ``lines`` is the first and last line it was read from, or None where the sign
    is not a line; ``quote`` is what stood there, at most 200 characters.
    ``file`` names another source file when the sign stands there.
    """

    rule: str
    quote: str = ""
    lines: tuple[int, int] | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion(Generic[T]):
    """A value, how sure we are of it (0 to 1) and what it rests on.

    A stated value (a header field, a heading) has a confidence of 0.8 or more; below that
    it is a guess and is shown as one. "Unknown" is no conclusion: None.
    """

    value: T
    confidence: float
    evidence: tuple[Evidence, ...] = ()


# ------------------------------------------------------------- bytes → text


class Problem(StrEnum):
    """Why a file holds no story we can read. Each has a sentence at the review desk."""

    EMPTY = "empty"
    BINARY = "binary"
    ERROR_PAGE = "error-page"
    PLACEHOLDER = "placeholder"  # "story removed", "coming soon"
    INDEX_PAGE = "index-page"  # a list of links to stories
    TOO_LARGE = "too-large"
    TOO_COMPLEX = "too-complex"
    NOT_PERMITTED = "not-permitted"
    SYMLINK = "symlink"
    NOT_A_FILE = "not-a-file"
    VANISHED = "vanished"
    BAD_ARCHIVE = "bad-archive"
    ENCRYPTED = "encrypted"
    NESTED_ARCHIVE = "nested-archive"
    UNSUPPORTED = "unsupported"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair made to the text: its kind, how often, and one example of it."""

    kind: str
    count: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's bytes as text, repaired; its lines are those of the file."""

    name: str
    sha256: str
    size: int
    encoding: str  # Python codec that decodes the bytes: "utf-8", "cp1252", …
    confidence: float
    lines: tuple[str, ...]
    is_html: bool = False
    repairs: tuple[Repair, ...] = ()
    problem: Problem | None = None


# ------------------------------------------------------------- text → lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file as a reader would see it, its mark-up taken off.

    In HTML files ``opens`` holds the block elements that begin on the line ("p", "h2",
    "hr", "br", "blockquote", "li", "center", "pre", …); ``text`` is what shows.
    ``html`` is the line's inline content, cleaned down to em, strong and a few more, and
    escaped; equal to the escaped text in plain-text files.
    """

    number: int
    text: str  # no trailing white space; leading white space kept in text files
    html: str = ""
    opens: tuple[str, ...] = ()
    indent: int = 0  # columns of leading white space, tabs to 8
    quoted: int = 0  # depth of ">" marks taken off
    runs_on: bool = False  # the next line goes on in the same word or sentence
    spaces: bool = False  # in HTML: its white space counts, as in "pre"

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """A file's lines and how it is laid out."""

    source: SourceText
    lines: tuple[Line, ...]
    wrap: int = 0  # column at which lines were hard-wrapped; 0 = one line a paragraph
    paragraphs: str = (
        "blank"  # how paragraphs are told apart: blank, double, indent, line, html
    )
    language: Conclusion[str] | None = None  # ISO 639-1


# ------------------------------------------------------------- lines → story


class Role(StrEnum):
    """What a line is for. Exactly one a line."""

    BLANK = "blank"
    STORY = "story"
    FIELD = "field"  # "Title: …", "Author: …": bibliographic, not story
    HEADING = "heading"  # title, byline, chapter or part heading
    BREAK = "break"  # a scene break
    NOTE = "note"  # the writer speaking, disclaimers, ads
    MAIL = "mail"  # mail and news headers, signatures
    CHROME = "chrome"  # site navigation, licence text, list footers
    END = "end"  # "The End", "To be continued", "End of part 2"
    MARKUP = "markup"  # a line of HTML that shows nothing


@dataclass(frozen=True, slots=True)
class Note:
    """Lines where the writer (or a site) speaks, apart from the story.

    ``kind``: author-note, disclaimer, mail, signature, navigation, boilerplate, summary, field.
    ``place``: before or after the story's text, or inside it.
    """

    kind: str
    place: str
    lines: tuple[int, int]
    html: str = ""
    confidence: float = 0.9
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A break between scenes; ``marker`` is empty when only blank lines show it."""

    line: int
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The file names another work: its own series, what it follows, what inspired it.

    ``kind``: sequel-to, prequel-to, part-of-series, inspired-by, translation-of,
    continued-in (points at the next part).
    """

    kind: str
    title: str
    number: float | None = None
    author: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A stretch of a file that is one chapter, part or whole story."""

    lines: tuple[int, int]
    number: Conclusion[float] | None = None
    last_number: float | None = None  # where the stretch holds "chapters 3-5"
    total: int | None = None  # "Part 2 of 5"; None when not said, or said as "?"
    title: Conclusion[str] | None = None
    html: str = ""
    word_count: int = 0
    paragraph_count: int = 0
    notes: tuple[Note, ...] = ()
    scene_breaks: tuple[SceneBreak, ...] = ()
    emphasis: tuple[str, ...] = ()
    ends: str = ""  # "continued" (TBC), "ended" (The End), or "" when not said


@dataclass(frozen=True, slots=True)
class Story:
    """One work, or a part of one, as one file tells it. Nothing is filled in from elsewhere."""

    chapters: Sequence[ChapterText]
    title: Conclusion[str] | None = None
    author: Conclusion[str] | None = None
    series: Conclusion[str] | None = None
    series_position: Conclusion[float] | None = None
    language: Conclusion[str] | None = None
    summary: str = ""
    fields: Sequence[
        tuple[str, str]
    ] = ()  # header fields kept as they stood: (name, value)
    references: Sequence[Reference] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was understood of one file, from that file alone."""

    source: SourceText
    stories: tuple[Story, ...] = ()
    roles: tuple[Role, ...] = ()  # one a line
    emphasis_style: str = ""  # "*", "**", "_", "/", "~", "caps", "html"; "" for none
    problem: Problem | None = None


# ------------------------------------------------------------- many files → library


@dataclass(frozen=True, slots=True)
class Place:
    """One chapter of one file: (file, story in it, chapter in that), all 0-based."""

    file: int
    story: int = 0
    chapter: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that stands elsewhere too, in a better copy.

    ``kind``: same, rewrapped, revised, cut-short, beheaded, pasted-twice.
    """

    place: Place
    best: Place
    kind: str
    likeness: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedChapter:
    """A place in a proposed work. Numbers may be filled in from sibling files."""

    place: Place
    number: Conclusion[float] | None = None
    versions: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedWork:
    """Files that belong to one work, in order, and what they say of it together."""

    key: str
    chapters: tuple[ProposedChapter, ...]
    title: Conclusion[str] | None = None
    author: Conclusion[str] | None = None
    language: str = ""
    total: int | None = None
    status: str = "unknown"  # complete, ongoing, unknown
    belongs: Conclusion[bool] | None = None  # why these files are one work
    relations: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedSeries:
    """Works that belong together, in order where it is known."""

    key: str
    works: tuple[str, ...]  # keys of works
    title: Conclusion[str] | None = None
    positions: tuple[float | None, ...] = ()
    belongs: Conclusion[bool] | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """A whole batch, understood: each chapter of each file stands in exactly one work,
    as a chapter or as another version of one."""

    works: tuple[ProposedWork, ...] = ()
    series: tuple[ProposedSeries, ...] = ()
    copies: tuple[Copy, ...] = field(default=())
