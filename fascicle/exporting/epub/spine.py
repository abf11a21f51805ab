"""The pages of an EPUB in reading order.

E-readers remember a place by a page's number in the spine. So the front has the same
three pages in every book (cover, title, about), and what comes and goes stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fascicle.exporting.book import Book, BookChapter, BookPart
from fascicle.exporting.epub import pages
from fascicle.exporting.front import heading_of


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the spine.

    ``label`` is its line in the contents, if it has one; ``depth`` 1 inside a part.
    """

    file: str
    xhtml: bytes
    label: str
    depth: int = 0

    @property
    def name(self) -> str:
        """Its identifier in the package."""
        return f"page-{self.file.removesuffix('.xhtml')}"


@dataclass(frozen=True, slots=True)
class Spine:
    """What comes before the text, the text, and what comes after."""

    front: Sequence[Page]
    text: Sequence[Page]
    back: Sequence[Page]

    def in_order(self) -> list[Page]:
        return [*self.front, *self.text, *self.back]


def spine_of(book: Book) -> Spine:
    """Every page of the book, set."""
    front = [
        Page("cover.xhtml", pages.cover(book), book.word("Cover")),
        Page("title.xhtml", pages.title(book), book.title),
        Page("about.xhtml", pages.about(book), book.word("About this book")),
    ]
    back = []
    if book.notes_after:
        label = book.word("Afterword")
        back.append(Page("afterword.xhtml", pages.afterword(book), label))
    return Spine(front, list(_text(book)), back)


def order_of(book: Book) -> list[tuple[str, BookChapter | None]]:
    """The files of all pages in reading order, each with its chapter; nothing is set."""
    front: list[tuple[str, BookChapter | None]]
    front = [("cover.xhtml", None), ("title.xhtml", None), ("about.xhtml", None)]
    text: list[tuple[str, BookChapter | None]]
    text = [(f"{one.key}.xhtml", one) for one in book.chapters]
    for number, part in enumerate(book.parts, 1):
        text.append((f"{part.key or f'part-{number}'}.xhtml", None))
        text += [(f"{one.key}.xhtml", one) for one in part.chapters]
    back = [("afterword.xhtml", None)] if book.notes_after else []
    return [*front, *text, *back]


def _text(book: Book) -> Iterator[Page]:
    yield from _chapters(book, None)
    for number, part in enumerate(book.parts, 1):
        key = part.key or f"part-{number}"
        yield Page(f"{key}.xhtml", pages.part(book, part), part.title)
        yield from _chapters(book, part)


def _chapters(book: Book, part: BookPart | None) -> Iterator[Page]:
    for chapter in part.chapters if part else book.chapters:
        heading = heading_of(book, chapter, part)
        xhtml = pages.chapter(book, chapter, heading, part)
        depth = 1 if part else 0
        is_listed = not (part and heading.repeats_title)
        label = heading.in_contents if is_listed else ""
        yield Page(f"{chapter.key}.xhtml", xhtml, label, depth)
