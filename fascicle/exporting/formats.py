"""The formats we write, each with its maker and media type."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from fascicle.exporting.book import Book
from fascicle.exporting.epub import make_epub
from fascicle.exporting.html import make_html
from fascicle.exporting.txt import make_txt

#: Raise when the same book is to give other bytes than before, so that no client keeps the old.
MAKERS_VERSION = 2


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file a book can be made into."""

    suffix: str
    media_type: str
    make: Callable[[Book], bytes]


FORMATS = {
    fmt.suffix: fmt
    for fmt in (
        Format("epub", "application/epub+zip", make_epub),
        Format("html", "text/html; charset=utf-8", make_html),
        Format("txt", "text/plain; charset=utf-8", make_txt),
    )
}


def fingerprint(book: Book, fmt: Format) -> str:
    """Another for any other content, known without making the file: its SHA-256 in hex."""
    content = f"{MAKERS_VERSION} {fmt.suffix} {book!r}"
    return hashlib.sha256(content.encode(errors="replace")).hexdigest()


def entity_tag(fingerprint: str) -> str:
    """A strong ETag."""
    return f'"{fingerprint[:32]}"'
