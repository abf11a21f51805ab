"""The pages of an EPUB as XHTML. A chapter's page says nothing of the rest of the book."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fascicle.core.html import strip_illegal, with_headings_from
from fascicle.core.languages import direction_of
from fascicle.core.xhtml import to_xhtml
from fascicle.exporting.book import Book, BookChapter, BookNote, BookPart
from fascicle.exporting.front import (
    Fact,
    Heading,
    byline,
    credit,
    facts,
    series_line,
    speaks,
)

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body{body}>
{content}
</body>
</html>
"""


def text(value: str) -> str:
    """Plain text as it stands in XML."""
    return escape(strip_illegal(value))


def language_attributes(language: str) -> str:
    """``lang``, ``xml:lang`` and ``dir`` of a page or passage."""
    code = text(language or "und")
    return f' lang="{code}" xml:lang="{code}" dir="{direction_of(language)}"'


def page(language: str, title: str, content: str, *, body: str = "") -> bytes:
    """A whole page. ``body`` is the epub:type of the body, for those that have one."""
    kind = f' epub:type="{body}"' if body else ""
    filled = _PAGE.format(
        language=language_attributes(language),
        title=text(title) or "–",
        body=kind,
        content=content,
    )
    return filled.encode()


def cover(book: Book) -> bytes:
    alt = text(", ".join(filter(None, [book.title, byline(book)])))
    image = (
        f'<div class="cover"><img src="cover.png" alt="{alt}" role="doc-cover"/></div>'
    )
    return page(book.language, book.title, image, body="cover")


def title(book: Book) -> bytes:
    lines = [f"<h1>{text(book.title)}</h1>"]
    if book.authors:
        lines.append(f'<p class="author">{text(byline(book))}</p>')
    lines += [f'<p class="series">{text(series_line(s))}</p>' for s in book.series]
    if book.archive:
        lines.append(f'<p class="archive">{text(book.archive)}</p>')
    content = "\n".join(
        ['<section class="title-page" epub:type="titlepage">', *lines, "</section>"]
    )
    return page(book.language, book.title, content, body="frontmatter")


def about(book: Book) -> bytes:
    heading = text(book.word("About this book"))
    content = [f'<section class="about">\n<h1>{heading}</h1>']
    written = notes(book, book.notes_before, on=book.language)
    if summary := to_xhtml(book.summary_html):
        written.insert(0, f'<div class="summary">{summary}</div>')
    if written:  # in the book's language, on a page in that of its own words
        attributes = language_attributes(book.language)
        content += [f"<div{attributes}>", *written, "</div>"]
    content.append(f"<dl>\n{chr(10).join(map(_fact, facts(book)))}\n</dl>\n</section>")
    return page(book.labels_language, heading, "\n".join(content), body="frontmatter")


def _fact(fact: Fact) -> str:
    value = text(fact.value)
    if fact.url.startswith(("http://", "https://")):
        value = f'<a dir="ltr" href="{text(fact.url)}">{value}</a>'
    return f"<dt>{text(fact.label)}</dt><dd>{value}</dd>"


def part(book: Book, work: BookPart) -> bytes:
    language = work.language or book.language
    lines = [f'<h1 id="heading">{text(work.title)}</h1>']
    if work.byline:
        lines.append(f'<p class="author">{text(work.byline)}</p>')
    if summary := to_xhtml(work.summary_html):
        lines.append(f'<div class="summary">{summary}</div>')
    lines += notes(book, work.notes_before, on=language)
    content = "\n".join(
        [
            '<section class="title-page" epub:type="part" role="doc-part"'
            ' aria-labelledby="heading">',
            *lines,
            "</section>",
        ]
    )
    return page(language, work.title, content, body="bodymatter")


def chapter(
    book: Book, chapter: BookChapter, heading: Heading, work: BookPart | None
) -> bytes:
    language = chapter.language or (work.language if work else "") or book.language
    above = f'<p class="above">{text(heading.above)}</p>\n' if heading.above else ""
    after = list(chapter.notes_after)
    if work and chapter is work.chapters[-1]:
        after += work.notes_after
    names = text(credit(book, chapter, work))
    credited = f'<p class="with">{names}</p>\n' if names else ""
    content = [
        '<section epub:type="chapter" role="doc-chapter" aria-labelledby="heading">',
        f'<header>\n{above}<h1 id="heading">{text(heading.title)}</h1>\n{credited}</header>',
        *notes(book, chapter.notes_before, on=language),
        f'<div class="text">\n{to_xhtml(with_headings_from(2, chapter.html))}\n</div>',
        *notes(book, after, on=language),
        "</section>",
    ]
    return page(language, heading.in_contents, "\n".join(content), body="bodymatter")


def afterword(book: Book) -> bytes:
    heading = text(book.word("Afterword"))
    lines = [
        "<section>",
        f"<h1>{heading}</h1>",
        *notes(book, book.notes_after, on=book.language),
    ]
    content = "\n".join([*lines, "</section>"])
    return page(book.language, heading, content, body="backmatter")


def notes(book: Book, written: Sequence[BookNote], *, on: str) -> list[str]:
    """Writer's notes, set apart from the story, on a page whose language is ``on``."""
    return [_note(book, note, on) for note in written]


def _note(book: Book, note: BookNote, on: str) -> str:
    title = text(note.title or book.word("Note"))
    is_foreign = not note.title and not speaks(book, on)
    named = language_attributes(book.labels_language) if is_foreign else ""
    return (
        f'<aside class="note" role="note" aria-label="{title}">\n'
        f'<p class="note-title"{named}>{title}</p>\n{to_xhtml(note.html)}\n</aside>'
    )
