"""The shape of a book to be made: pure data, already allowed to the reader, nothing queried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BookNote:
    """A writer's note. ``html`` is clean."""

    html: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class BookChapter:
    """One chapter: clean HTML (p, em, strong, hr, blockquote, lists, …) as the site shows it.

    ``key`` is stable for the chapter's whole life, so that file names in a book never shift.
    """

    key: str
    number: int
    title: str
    html: str
    language: str = ""
    notes_before: Sequence[BookNote] = ()
    notes_after: Sequence[BookNote] = ()
    stated_number: str = ""  # what its writer calls it: "IV", "12"
    along_with: Sequence[str] = ()  # who wrote it beside the writers of the whole


@dataclass(frozen=True, slots=True)
class BookPicture:
    """A picture that chapters show: JPEG or PNG."""

    data: bytes = field(repr=False)  # a book says its digest
    media_type: str


@dataclass(frozen=True, slots=True)
class BookSeries:
    """A series the book belongs to; ``position`` 1-based, may be None."""

    name: str
    position: float | None = None


@dataclass(frozen=True, slots=True)
class BookPart:
    """A work inside an omnibus. ``key`` is as stable as a chapter's."""

    title: str
    byline: str
    chapters: Sequence[BookChapter]
    summary_html: str = ""
    key: str = ""
    in_one_part: bool = False
    language: str = ""
    notes_before: Sequence[BookNote] = ()
    notes_after: Sequence[BookNote] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A work, a range of its chapters, or a whole series, ready to be set as EPUB, HTML or TXT."""

    identifier: (
        str  # stable URI or uuid of the work (or series): never changes with revisions
    )
    title: str
    authors: Sequence[str]
    language: str  # BCP 47
    chapters: Sequence[BookChapter]
    modified_at: datetime  # last change of the content, UTC
    published_at: datetime | None = None
    archive: str = ""  # name of the archive, as publisher
    source_url: str = ""
    summary_html: str = ""
    rating: str = ""
    content_notes: Sequence[str] = ()
    tags: Sequence[str] = ()
    status: str = ""
    series: Sequence[BookSeries] = ()
    notes_before: Sequence[BookNote] = ()
    notes_after: Sequence[BookNote] = ()
    parts: Sequence[BookPart] = field(
        default=()
    )  # an omnibus; then ``chapters`` is empty
    pictures: Mapping[str, BookPicture] = field(default_factory=dict)  # by their digest
    word_count: int = 0
    licence: str = ""
    labels: dict[str, str] = field(
        default_factory=dict
    )  # translated words: "Summary", "Chapter", …
    labels_language: str = "en"
    in_one_part: bool = False  # told in one part, no more to come: needs no "Chapter 1"
    tint: int = 0  # which of the twelve covers' colours

    def word(self, key: str) -> str:
        """One of the book's own words, translated where we can."""
        return self.labels.get(key, key)

    def contributors(self) -> list[str]:
        """Who wrote chapters of it without standing on its cover."""
        names = (name for one in self.all_chapters() for name in one.along_with)
        return [name for name in dict.fromkeys(names) if name not in self.authors]

    def all_chapters(self) -> list[BookChapter]:
        """Those of the work, or of every part in turn."""
        return [*self.chapters, *(c for part in self.parts for c in part.chapters)]
