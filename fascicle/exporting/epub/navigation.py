"""The table of contents: EPUB 3's, and EPUB 2's for old devices."""

from __future__ import annotations

from collections.abc import Sequence

from fascicle.exporting.book import Book
from fascicle.exporting.epub.identity import urn_of
from fascicle.exporting.epub.pages import page, text
from fascicle.exporting.epub.spine import Page, Spine

_NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{urn}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def grouped(pages: Sequence[Page]) -> list[tuple[Page, list[Page]]]:
    """The contents' lines, each with those inside it."""
    groups: list[tuple[Page, list[Page]]] = []
    for line in pages:
        if line.depth and groups:
            groups[-1][1].append(line)
        else:
            groups.append((line, []))
    return groups


def lines_of(spine: Spine) -> list[Page]:
    """The pages worth a line in the contents: not the cover and the title."""
    text = [page for page in spine.text if page.label]
    return [*spine.front[2:], *text, *spine.back]


def contents_page(book: Book, spine: Spine) -> bytes:
    """``nav.xhtml``: contents and landmarks."""
    heading = text(book.word("Contents"))
    items = "\n".join(_item(line, within) for line, within in grouped(lines_of(spine)))
    marks = [
        _mark("cover", "cover.xhtml", book.word("Cover")),
        _mark("toc", "nav.xhtml", book.word("Contents")),
        _mark("bodymatter", spine.text[0].file, book.word("Start of the text")),
    ]
    content = f"""<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">
<h1 id="contents">{heading}</h1>
<ol>
{items}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<h2>{text(book.word("Landmarks"))}</h2>
<ol>
{chr(10).join(marks)}
</ol>
</nav>"""
    return page(book.language, heading, content, body="backmatter")


def _item(line: Page, within: Sequence[Page]) -> str:
    inner = "".join(_item(page, ()) for page in within)
    nested = f"\n<ol>{inner}</ol>" if inner else ""
    return f'<li><a href="{line.file}">{text(line.label)}</a>{nested}</li>'


def _mark(kind: str, file: str, label: str) -> str:
    return f'<li><a epub:type="{kind}" href="{file}">{text(label)}</a></li>'


def ncx(book: Book, spine: Spine) -> bytes:
    """``toc.ncx``."""
    lines = lines_of(spine)
    order = {page.file: number for number, page in enumerate(lines, 1)}
    points = "\n".join(_point(line, within, order) for line, within in grouped(lines))
    filled = _NCX.format(
        language=text(book.language or "und"),
        urn=urn_of(book),
        depth=2 if any(line.depth for line in lines) else 1,
        title=text(book.title),
        points=points,
    )
    return filled.encode()


def _point(line: Page, within: Sequence[Page], order: dict[str, int]) -> str:
    inner = "".join(_point(page, (), order) for page in within)
    return (
        f'<navPoint id="{line.name}" playOrder="{order[line.file]}">'
        f"<navLabel><text>{text(line.label)}</text></navLabel>"
        f'<content src="{line.file}"/>{inner}</navPoint>'
    )
