"""Under which digests and names e-readers know the files that we hand out."""

import re
from collections.abc import Iterator

from fascicle.exporting.book import Book, BookChapter
from fascicle.exporting.epub.identity import urn_of
from fascicle.exporting.epub.spine import order_of
from fascicle.exporting.filenames import ascii_name, file_stem, safe_name
from fascicle.exporting.front import byline
from fascicle.reading.documents import Issued, of_content, of_name, of_structure

#: What KOReader puts "_" for in the names that it gives files itself.
_REPLACED = re.compile(r'[\\/,:*?"<>|]')
_KEY = re.compile(r"chapter-(\d+)\Z")


def issued(book: Book, epub: bytes, *, work_id: int | None, otherwise: str) -> Issued:
    """The file as KOReader may know it. ``otherwise`` is its name where it has no other."""
    order = order_of(book)
    structure = of_structure(urn_of(book), (file for file, _chapter in order))
    names = dict.fromkeys(f"{name}.epub" for name in _names(book, otherwise))
    return Issued(
        digests=[of_content(epub), structure],
        spine=[_key(chapter) if chapter else None for _file, chapter in order],
        work_id=work_id,
        names=[of_name(name) for name in names],
    )


def _names(book: Book, otherwise: str) -> Iterator[str]:
    """What the file may be called on a device: as we call it, or as KOReader does."""
    stem = file_stem(book)
    yield safe_name(stem)
    yield ascii_name(stem, otherwise=otherwise)
    theirs = f"{byline(book)} - {book.title}" if book.authors else book.title
    yield _REPLACED.sub("_", theirs)


def _key(chapter: BookChapter) -> int | None:
    found = _KEY.match(chapter.key)
    return int(found[1]) if found else None
