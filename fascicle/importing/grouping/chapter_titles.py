"""Titles that are but a chapter's: what stands above a text may name the work or the chapter."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.titles import title_key

#: A title in a header field names the work.
_FIELDS = frozenset(("title-field", "field", "mail-subject", "html-meta"))


def without_chapter_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, without titles that only one of them bears and that seem to be a chapter's.

    They are where another text has a chapter of that title, or where a copy of the text
    bears a chapter number in its place. With a writer's name beside it, a title is a work's:
    the stories of a collection are its chapters, too. Other titles with nothing to back them are
    kept but marked.
    """
    bearers = Counter(piece.title_key for piece in pieces)
    chapters = set(_chapter_titles(pieces))
    return [
        _judged(piece, chapters) if bearers[piece.title_key] == 1 else piece
        for piece in pieces
    ]


def _judged(piece: Piece, chapters: Container[str]) -> Piece:
    if not piece.title or piece.author or piece.series or len(piece.best.chapters) > 1:
        return piece
    if any(each.rule in _FIELDS for each in piece.title.evidence):
        return piece
    if _is_a_chapters(piece, chapters):
        return replace(piece, title=None)
    return replace(piece, lone_title=True)


def _chapter_titles(pieces: Iterable[Piece]) -> Iterable[str]:
    for piece in pieces:
        for text in piece.texts:
            for chapter in text.chapters:
                if (
                    chapter.title
                    and (key := title_key(chapter.title)) != piece.title_key
                ):
                    yield key


def _is_a_chapters(piece: Piece, chapters: Container[str]) -> bool:
    if piece.title_key in chapters:
        return True
    bearing = [text for text in piece.texts if text.told.title]
    silent = [text for text in piece.texts if not text.told.title]
    return not any(text.numbers for text in bearing) and any(
        text.numbers for text in silent
    )
