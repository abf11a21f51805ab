"""The formats we write, each with its maker and media type."""

from collections.abc import Callable
from dataclasses import dataclass

from fascicle.exporting import epub, html, txt
from fascicle.exporting.book import Book


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file a book can be made into."""

    suffix: str
    media_type: str
    make: Callable[[Book], bytes]


FORMATS = {
    fmt.suffix: fmt
    for fmt in (
        Format("epub", "application/epub+zip", epub.make_epub),
        Format("html", "text/html; charset=utf-8", html.make_html),
        Format("txt", "text/plain; charset=utf-8", txt.make_txt),
    )
}
