"""A book as plain text, for any device and any year.

UTF-8 with a byte order mark: without it Windows programs and old readers take it for
Latin-1. A paragraph is one line and a blank line follows, so that every screen can wrap it
to its own width. Emphasis is *so*, strong emphasis **so**, a scene break a centred * * *.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fascicle.core.html import strip_illegal
from fascicle.exporting.book import Book, BookChapter, BookNote, BookPart
from fascicle.exporting.front import byline, credit, facts, heading_of
from fascicle.exporting.plain import WIDTH, as_plain_text, centred, columns

BYTE_ORDER_MARK = "\ufeff"
_GAP = "\n\n\n"


def make_txt(book: Book) -> bytes:
    """The bytes of the text file."""
    sections = [_front(book), *_text(book)]
    if book.notes_after:
        sections.append(_notes(book, book.notes_after))
    text = strip_illegal(_GAP.join(section for section in sections if section))
    return (BYTE_ORDER_MARK + text + "\n").encode()


def _front(book: Book) -> str:
    lines = [f"{book.word('Title')}: {_one_line(book.title)}"]
    if book.authors:
        lines.append(f"{book.word('Author')}: {_one_line(byline(book))}")
    lines += [f"{fact.label}: {_one_line(fact.value)}" for fact in facts(book)]
    summary = as_plain_text(book.summary_html)
    if summary:
        summary = f"{book.word('Summary')}:\n\n{summary}"
    return "\n\n".join(
        filter(None, ["\n".join(lines), summary, _notes(book, book.notes_before)])
    )


def _text(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        yield _chapter(book, chapter, None)
    for part in book.parts:
        yield _part(book, part)
        for chapter in part.chapters:
            yield _chapter(book, chapter, part)
        yield _notes(book, part.notes_after)


def _part(book: Book, part: BookPart) -> str:
    title = _one_line(part.title)
    lines = [
        "=" * WIDTH,
        centred(title),
        *([centred(_one_line(part.byline))] if part.byline else []),
        "=" * WIDTH,
    ]
    summary = as_plain_text(part.summary_html)
    return "\n\n".join(
        filter(None, ["\n".join(lines), summary, _notes(book, part.notes_before)])
    )


def _chapter(book: Book, chapter: BookChapter, part: BookPart | None) -> str:
    heading = heading_of(book, chapter, part)
    title = _one_line(heading.in_contents)
    underlined = f"{title}\n{'-' * min(columns(title), WIDTH)}"
    sections = [
        "" if part and heading.repeats_title else underlined,
        _one_line(credit(book, chapter, part)),
        _notes(book, chapter.notes_before),
        as_plain_text(chapter.html),
        _notes(book, chapter.notes_after),
    ]
    return "\n\n".join(filter(None, sections))


def _notes(book: Book, notes: Sequence[BookNote]) -> str:
    return "\n\n".join(_note(book, note) for note in notes)


def _note(book: Book, note: BookNote) -> str:
    title = _one_line(note.title) or book.word("Note")
    return f"[{title}:\n\n{as_plain_text(note.html)}]"


def _one_line(text: str) -> str:
    return " ".join(text.split())
