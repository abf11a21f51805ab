"""Writing words. One process writes; tantivy itself refuses a second."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from fascicle.search.index.damage import Damaged
from fascicle.search.index.documents import Texts
from fascicle.search.text import schema
from fascicle.search.text.analysis import (
    cut_to_be_found,
    stemmed,
    stemmer_of,
)

#: Bytes that new words may take in memory before they are written out.
HEAP = 128 * 1024**2


def create(folder: Path) -> None:
    """Make an empty index in a folder that exists."""
    schema.opened(folder)


class Writer:
    """Adds, replaces and removes works. Nothing is seen by readers before ``commit``."""

    def __init__(self, folder: Path) -> None:
        """
        :raises Damaged: if the folder holds no index that can be written to.
        """
        try:
            if not tantivy.Index.exists(str(folder)):
                raise Damaged(f"{folder} holds no index of words")
            self._index = schema.opened(folder)
            self._writer: tantivy.IndexWriter | None = self._index.writer(HEAP, 1)
        except (ValueError, OSError) as error:
            raise Damaged(f"{folder}: {error}") from error

    def add(self, texts: Iterable[Texts]) -> None:
        """Add works that are not there yet."""
        writer = self._open()
        for work in texts:
            writer.add_document(_document(work))

    def replace(self, texts: Iterable[Texts]) -> None:
        """Put works in the place of what was known of them."""
        writer = self._open()
        for work in texts:
            writer.delete_documents_by_term(schema.ID, work.work_id)
            writer.add_document(_document(work))

    def remove(self, work_ids: Iterable[int]) -> None:
        writer = self._open()
        for work_id in work_ids:
            writer.delete_documents_by_term(schema.ID, work_id)

    def commit(self) -> None:
        """Write out all of it; it survives a power cut then."""
        self._open().commit()

    def close(self) -> None:
        """Let go of the index; what is not committed is forgotten."""
        writer, self._writer = self._writer, None
        if writer:
            writer.wait_merging_threads()

    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise ValueError("the writer is closed")
        return self._writer


def _document(work: Texts) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer(schema.ID, work.work_id)
    document.add_integer(schema.MARK, work.mark)
    document.add_integer(schema.ADULT, int(work.is_adult))
    for tag in work.tag_ids:
        document.add_integer(schema.TAG, tag)
    stemmer = stemmer_of(work.language)
    document.add_text(schema.TITLE, stemmed(_sound(work.title), stemmer))
    document.add_text(schema.BYLINE, cut_to_be_found(_sound(work.byline)))
    document.add_text(schema.TAGS, cut_to_be_found(_sound(work.tags)))
    told = "\n".join((work.summary, work.notes, work.text))
    document.add_text(schema.TEXT, stemmed(_sound(told), stemmer))
    return document


def _sound(text: str) -> str:
    """Without what cannot be UTF-8."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()
