"""What stands before the text in every format: headings, facts, names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fascicle.core.languages import direction_of, name_of
from fascicle.exporting.book import Book, BookChapter, BookPart, BookSeries


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter's heading: a small line above the title, if any, and the title."""

    title: str
    above: str = ""
    repeats_title: bool = False  # it is that of the work, for want of one of its own

    @property
    def in_contents(self) -> str:
        """As one line, for a table of contents."""
        return f"{self.above}: {self.title}" if self.above else self.title


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about the book. ``url`` if its value is an address."""

    label: str
    value: str
    url: str = ""


def heading_of(
    book: Book, chapter: BookChapter, part: BookPart | None = None
) -> Heading:
    """How a chapter is headed. It depends on nothing that a further chapter changes."""
    whole = part or book
    number = _numbered(book, chapter, part)
    if not chapter.title:
        if whole.in_one_part:
            return Heading(whole.title, repeats_title=True)
        return Heading(number)
    words = re.findall(r"\w+", chapter.title.casefold())
    said_already = chapter.stated_number.casefold() in words
    if not chapter.stated_number or said_already or whole.in_one_part:
        return Heading(chapter.title)
    return Heading(chapter.title, above=number)


def _numbered(book: Book, chapter: BookChapter, part: BookPart | None) -> str:
    number = chapter.stated_number or str(chapter.number)
    language = chapter.language or (part.language if part else "") or book.language
    if _is_spoken(book, language):
        return f"{book.word('Chapter')} {number}"
    return number  # a foreign word over a chapter is worse than none


def _main(language: str) -> str:
    return language.lower().split("-")[0]


def facts(book: Book) -> list[Fact]:
    """What is known about the book, in the order in which readers ask."""
    language = name_of(book.language) if _main(book.language) not in {"", "und"} else ""
    published = book.published_at.date().isoformat() if book.published_at else ""
    listed = [
        Fact(book.word("Series"), "; ".join(series_line(s) for s in book.series)),
        Fact(book.word("Rating"), book.rating),
        Fact(book.word("Content notes"), ", ".join(book.content_notes)),
        Fact(book.word("Tags"), ", ".join(book.tags)),
        Fact(book.word("Status"), book.status),
        Fact(book.word("Language"), language),
        Fact(book.word("Words"), f"{book.word_count:,}" if book.word_count else ""),
        Fact(book.word("Published"), published),
        Fact(book.word("Updated"), book.modified_at.date().isoformat()),
        Fact(book.word("Archive"), book.archive),
        Fact(book.word("Source"), book.source_url, url=book.source_url),
        Fact(book.word("Licence"), book.licence),
    ]
    return [fact for fact in listed if fact.value]


def series_line(series: BookSeries) -> str:
    """The series' name with the book's place in it."""
    if series.position is None:
        return series.name
    return f"{series.name} {place(series.position)}"


def place(position: float) -> str:
    """A place in a series without needless zeros: 2, 2.5."""
    return f"{position:.10g}"


def byline(book: Book) -> str:
    """The writers' names in one line."""
    return ", ".join(book.authors)


def credit(book: Book, chapter: BookChapter, part: BookPart | None = None) -> str:
    """The line below a chapter's heading that names who wrote it beside the writers of the whole.

    Where the book's own words are not in the chapter's language, all of them are named.
    """
    if not chapter.along_with:
        return ""
    names = ", ".join(chapter.along_with)
    language = chapter.language or (part.language if part else "") or book.language
    if _is_spoken(book, language):
        return book.word("with %(names)s") % {"names": names}
    return ", ".join(filter(None, [part.byline if part else byline(book), names]))


def _is_spoken(book: Book, language: str) -> bool:
    """Whether the book's own words may stand over a text in this language."""
    return _main(language) in {_main(book.labels_language), "und", ""}


def speaks(book: Book, language: str) -> bool:
    """Whether the book's own words are in this language."""
    return _main(language) == _main(book.labels_language)


def direction(book: Book) -> str:
    """``rtl``, ``ltr`` or ``auto``."""
    return direction_of(book.language)
