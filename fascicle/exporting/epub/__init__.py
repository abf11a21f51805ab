"""A book as EPUB 3.3, the same bytes for the same book.

What a further chapter leaves as it is stands first in the file, and what it changes last,
so that an e-reader goes on knowing the file it had: see ``container``.
"""

from fascicle.exporting.book import Book
from fascicle.exporting.cover import draw_cover
from fascicle.exporting.epub import container, navigation, package
from fascicle.exporting.epub.identity import urn_of
from fascicle.exporting.epub.spine import spine_of
from fascicle.exporting.pictures import file_of, with_files
from fascicle.exporting.stylesheets import stylesheet


def make_epub(book: Book) -> bytes:
    """The bytes of the EPUB file."""
    spine = spine_of(book)
    lasting = [
        container.Entry(package.IDENTITY, urn_of(book).encode(), is_packed=True),
        container.Entry("META-INF/container.xml", package.CONTAINER),
        container.Entry("EPUB/style.css", stylesheet("epub.css").encode()),
        *(
            container.Entry(f"EPUB/{page.file}", with_files(page.xhtml, book))
            for page in spine.text
        ),
    ]
    changing = [
        *(container.Entry(f"EPUB/{page.file}", page.xhtml) for page in spine.front),
        *(container.Entry(f"EPUB/{page.file}", page.xhtml) for page in spine.back),
        *(
            container.Entry(
                f"EPUB/{file_of(digest, picture)}", picture.data, is_packed=True
            )
            for digest, picture in sorted(book.pictures.items())
        ),
        container.Entry("EPUB/nav.xhtml", navigation.contents_page(book, spine)),
        container.Entry("EPUB/toc.ncx", navigation.ncx(book, spine)),
        container.Entry("EPUB/package.opf", package.document(book, spine)),
        container.Entry("EPUB/cover.png", draw_cover(book), is_packed=True),
    ]
    return container.pack(lasting, changing)
