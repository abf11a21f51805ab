"""The shapes of a manuscript: pure data, nothing saved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

#: No manuscript is larger.
MOST_BYTES = 20 << 20


class Format(StrEnum):
    """The kinds of file that are read, by the ends of their names."""

    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    MARKDOWN = "md"
    TEXT = "txt"
    HTML = "html"
    EPUB = "epub"


class Unreadable(StrEnum):
    """Why a file is no manuscript."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_COMPLEX = "too-complex"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a manuscript that a heading begins; ``html`` is untrusted.

    ``level`` is the heading's, 0 for what stands before the first.
    """

    title: str
    html: str
    words: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a manuscript: untrusted bytes in base64, and what its writer says it shows."""

    digest: str
    words: str
    data: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file as it was understood: parted at its headings, and in one; ``html`` is untrusted.

    ``pictures`` are those that stand in it; ``left_out`` is how many more the file has, of kinds
    that no story can show.
    """

    title: str = ""
    sections: Sequence[Section] = field(default_factory=tuple)
    html: str = ""
    pictures: Sequence[Drawing] = field(default_factory=tuple)
    left_out: int = 0
    trouble: Unreadable | None = None
