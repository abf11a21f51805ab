"""A book as one HTML file that needs nothing else: no script, no font, no address to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from fascicle.core.html import strip_illegal, with_headings_from
from fascicle.core.languages import direction_of
from fascicle.core.xhtml import to_xhtml
from fascicle.exporting.book import Book, BookChapter, BookNote, BookPart
from fascicle.exporting.front import (
    Fact,
    byline,
    credit,
    direction,
    facts,
    heading_of,
    series_line,
)
from fascicle.exporting.pictures import with_data
from fascicle.exporting.plain import plain_text
from fascicle.exporting.stylesheets import stylesheet

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
{metadata}
<style>
{style}</style>
</head>
<body>
<header class="title-page">
{front}
</header>
{about}
{contents}
<main>
{text}
</main>
{afterword}
</body>
</html>
"""


def make_html(book: Book) -> bytes:
    """The bytes of the HTML file."""
    page = _PAGE.format(
        language=_text(book.language or "und"),
        direction=direction(book),
        title=_text(", ".join(filter(None, [book.title, byline(book)]))),
        metadata="\n".join(_metadata(book)),
        style=stylesheet("page.css"),
        front="\n".join(_front(book)),
        about=_about(book),
        contents=_contents(book),
        text="\n".join(_sections(book)),
        afterword="\n".join(_notes(book, book.notes_after)),
    )
    return with_data(page, book).encode()


def _text(value: str) -> str:
    return escape(strip_illegal(value))


def _metadata(book: Book) -> Iterator[str]:
    yield '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'
    yield '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">'
    values = [
        ("DC.title", book.title),
        *(("DC.creator", author) for author in book.authors),
        *(("DC.contributor", name) for name in book.contributors()),
        ("DC.language", book.language),
        ("DC.identifier", book.identifier),
        ("DC.source", book.source_url),
        ("DC.publisher", book.archive),
        ("DC.description", plain_text(book.summary_html)),
        *(("DC.subject", tag) for tag in book.tags),
        *(("DCTERMS.isPartOf", series_line(series)) for series in book.series),
        ("DCTERMS.issued", book.published_at.isoformat() if book.published_at else ""),
        ("DCTERMS.modified", book.modified_at.isoformat()),
        ("DC.rights", book.licence),
    ]
    for name, value in values:
        if value:
            yield f'<meta name="{name}" content="{_text(value)}">'


def _front(book: Book) -> Iterator[str]:
    yield f"<h1>{_text(book.title)}</h1>"
    if book.authors:
        yield f'<p class="author">{_text(byline(book))}</p>'
    for series in book.series:
        yield f'<p class="series">{_text(series_line(series))}</p>'


def _about(book: Book) -> str:
    summary = to_xhtml(book.summary_html, xml=False)
    lines = [
        '<section class="about">',
        *([f'<div class="summary">{summary}</div>'] if summary else []),
        "<dl>",
        *map(_fact, facts(book)),
        "</dl>",
        *_notes(book, book.notes_before),
        "</section>",
    ]
    return "\n".join(lines)


def _fact(fact: Fact) -> str:
    value = _text(fact.value)
    if fact.url.startswith(("http://", "https://")):
        value = f'<a dir="ltr" href="{_text(fact.url)}">{value}</a>'
    return f"<div><dt>{_text(fact.label)}</dt><dd>{value}</dd></div>"


def _contents(book: Book) -> str:
    if len(book.all_chapters()) < 2:
        return ""
    lines = [_line(book, chapter, None) for chapter in book.chapters]
    for number, part in enumerate(book.parts, 1):
        inner = "".join(
            _line(book, chapter, part)
            for chapter in part.chapters
            if not heading_of(book, chapter, part).repeats_title
        )
        link = f'<a href="#{_part_id(part, number)}">{_text(part.title)}</a>'
        lines.append(f"<li>{link}{f'<ol>{inner}</ol>' if inner else ''}</li>")
    heading = _text(book.word("Contents"))
    items = "\n".join(lines)
    return (
        f'<nav aria-labelledby="contents">\n<h2 id="contents">{heading}</h2>\n'
        f"<ol>\n{items}\n</ol>\n</nav>"
    )


def _line(book: Book, chapter: BookChapter, part: BookPart | None) -> str:
    heading = _text(heading_of(book, chapter, part).in_contents)
    return f'<li><a href="#{_text(chapter.key)}">{heading}</a></li>'


def _part_id(part: BookPart, number: int) -> str:
    return _text(part.key or f"part-{number}")


def _sections(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        yield from _chapter(book, chapter, None)
    for number, part in enumerate(book.parts, 1):
        yield from _part(book, part, number)


def _part(book: Book, part: BookPart, number: int) -> Iterator[str]:
    identifier = _part_id(part, number)
    yield (
        f'<section class="part" id="{identifier}"{_language(part.language, book)}>\n'
        f'<header class="title-page">\n<h1>{_text(part.title)}</h1>'
    )
    if part.byline:
        yield f'<p class="author">{_text(part.byline)}</p>'
    yield "</header>"
    if summary := to_xhtml(part.summary_html, xml=False):
        yield f'<div class="summary">{summary}</div>'
    yield from _notes(book, part.notes_before)
    for chapter in part.chapters:
        yield from _chapter(book, chapter, part)
    yield from _notes(book, part.notes_after)
    yield "</section>"


def _chapter(book: Book, chapter: BookChapter, part: BookPart | None) -> Iterator[str]:
    heading = heading_of(book, chapter, part)
    key, title = _text(chapter.key), _text(heading.title)
    language = _language(chapter.language, book)
    names = _text(credit(book, chapter, part))
    credited = f'<p class="with">{names}</p>' if names else ""
    if part and heading.repeats_title:  # it stands just above, over the part
        first = 2
        labelled = f'id="{key}" aria-label="{title}"{language}'
        yield f'<section class="chapter" {labelled}>{credited}'
    else:
        first = 3
        above = f'<p class="above">{_text(heading.above)}</p>' if heading.above else ""
        yield (
            f'<section class="chapter" id="{key}" aria-labelledby="{key}-heading"'
            f'{language}>\n<header>{above}<h2 id="{key}-heading">{title}</h2>'
            f"{credited}</header>"
        )
    yield from _notes(book, chapter.notes_before)
    html = with_headings_from(first, chapter.html)
    yield f'<div class="text">\n{to_xhtml(html, xml=False)}\n</div>'
    yield from _notes(book, chapter.notes_after)
    yield "</section>"


def _language(language: str, book: Book) -> str:
    if not language or language == book.language:
        return ""
    return f' lang="{_text(language)}" dir="{direction_of(language)}"'


def _notes(book: Book, notes: Sequence[BookNote]) -> Iterator[str]:
    for note in notes:
        title = _text(note.title or book.word("Note"))
        text = to_xhtml(note.html, xml=False)
        yield (
            f'<aside class="note" role="note" aria-label="{title}">\n'
            f'<p class="note-title">{title}</p>\n{text}\n</aside>'
        )
