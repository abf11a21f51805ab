"""The package document: what the book is, which files it has, in which order."""

from __future__ import annotations

from datetime import UTC

from fascicle.exporting.book import Book
from fascicle.exporting.epub.identity import urn_of
from fascicle.exporting.epub.pages import text
from fascicle.exporting.epub.spine import Spine
from fascicle.exporting.front import direction, place
from fascicle.exporting.pictures import file_of
from fascicle.exporting.plain import plain_text

#: Where the book's identifier stands in the file's first KiB: readers tell short files by it.
IDENTITY = "META-INF/identity"
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
 xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine toc="ncx"{direction}>
{spine}
</spine>
<guide>
<reference type="cover" title="{cover}" href="cover.xhtml"/>
<reference type="toc" title="{contents}" href="nav.xhtml"/>
<reference type="text" title="{start}" href="{first}"/>
</guide>
</package>
"""
_ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityHazard", "none"),
)
_LAYOUT = (
    ("rendition:layout", "reflowable"),
    ("rendition:orientation", "auto"),
    ("rendition:spread", "auto"),
)


def document(book: Book, spine: Spine) -> bytes:
    """``package.opf``."""
    filled = _PACKAGE.format(
        language=text(book.language or "und"),
        metadata="\n".join(metadata(book)),
        manifest="\n".join(_manifest(book, spine)),
        spine="\n".join(_spine(spine)),
        direction=_direction(book),
        cover=text(book.word("Cover")),
        contents=text(book.word("Contents")),
        start=text(book.word("Start of the text")),
        first=spine.text[0].file,
    )
    return filled.encode()


def metadata(book: Book) -> list[str]:
    """Dublin Core, accessibility and series, one element a line."""
    modified = book.modified_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    published = book.published_at.astimezone(UTC).date() if book.published_at else ""
    return [
        f'<dc:identifier id="id">{urn_of(book)}</dc:identifier>',
        f'<dc:title id="title">{text(book.title)}</dc:title>',
        _meta("title-type", "main", refines="title"),
        f"<dc:language>{text(book.language or 'und')}</dc:language>",
        *_creators(book),
        *_contributors(book),
        *_dc("source", book.source_url),
        *_dc("publisher", book.archive),
        *_dc("date", str(published)),
        *_dc("description", plain_text(book.summary_html)),
        *_dc("rights", book.licence),
        *(line for tag in book.tags for line in _dc("subject", tag)),
        _meta("dcterms:modified", modified),
        *_series(book),
        *(_meta(name, value) for name, value in (*_ACCESSIBILITY, *_LAYOUT)),
        *([_meta("schema:accessMode", "visual")] if book.pictures else []),
        *_accessibility_summary(book),
        '<meta name="cover" content="cover-image"/>',
    ]


def _accessibility_summary(book: Book) -> list[str]:
    summary = book.labels.get("accessibility", "")
    return [_meta("schema:accessibilitySummary", summary)] if summary else []


def _creators(book: Book) -> list[str]:
    lines = []
    for number, author in enumerate(book.authors, 1):
        name = f"creator-{number}"
        lines += [
            f'<dc:creator id="{name}">{text(author)}</dc:creator>',
            _meta("role", "aut", refines=name, scheme="marc:relators"),
            _meta("file-as", author, refines=name),
            _meta("display-seq", str(number), refines=name),
        ]
    return lines


def _contributors(book: Book) -> list[str]:
    return [
        line
        for number, contributor in enumerate(book.contributors(), 1)
        for name in [f"contributor-{number}"]
        for line in (
            f'<dc:contributor id="{name}">{text(contributor)}</dc:contributor>',
            _meta("role", "aut", refines=name, scheme="marc:relators"),
        )
    ]


def _series(book: Book) -> list[str]:
    """Both ways: EPUB 3's collections, and calibre's, which knows one series only."""
    lines = []
    for number, series in enumerate(book.series, 1):
        name = f"series-{number}"
        lines.append(
            f'<meta property="belongs-to-collection" id="{name}">{text(series.name)}</meta>'
        )
        lines.append(_meta("collection-type", "series", refines=name))
        if series.position is not None:
            position = place(series.position)
            lines.append(_meta("group-position", position, refines=name))
    if book.series:
        # PocketBook wants the name before the number.
        first = book.series[0]
        lines.append(f'<meta name="calibre:series" content="{text(first.name)}"/>')
        if first.position is not None:
            position = place(first.position)
            lines.append(f'<meta name="calibre:series_index" content="{position}"/>')
    return lines


def _dc(name: str, value: str) -> list[str]:
    value = text(value).strip()
    return [f"<dc:{name}>{value}</dc:{name}>"] if value else []


def _meta(name: str, value: str, *, refines: str = "", scheme: str = "") -> str:
    about = f' refines="#{refines}"' if refines else ""
    by = f' scheme="{scheme}"' if scheme else ""
    return f'<meta{about} property="{name}"{by}>{text(value)}</meta>'


def _manifest(book: Book, spine: Spine) -> list[str]:
    pages = [
        _item(page.name, page.file, "application/xhtml+xml")
        for page in spine.in_order()
    ]
    return [
        *pages,
        _item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav"),
        _item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
        _item("style", "style.css", "text/css"),
        _item("cover-image", "cover.png", "image/png", properties="cover-image"),
        *(
            _item(f"image-{digest[:16]}", file_of(digest, picture), picture.media_type)
            for digest, picture in sorted(book.pictures.items())
        ),
    ]


def _item(name: str, file: str, kind: str, *, properties: str = "") -> str:
    extra = f' properties="{properties}"' if properties else ""
    return f'<item id="{name}" href="{file}" media-type="{kind}"{extra}/>'


def _spine(spine: Spine) -> list[str]:
    pages = [f'<itemref idref="{page.name}"/>' for page in spine.in_order()]
    # Last, for readers have contents of their own, and it must shift no page.
    return [*pages, '<itemref idref="nav" linear="no"/>']


def _direction(book: Book) -> str:
    ways = {"rtl": ' page-progression-direction="rtl"'}
    return ways.get(direction(book), "")
