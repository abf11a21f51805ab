"""EPUBs that were made before, kept on disk until their work changes.

A file is known by all that is in it. So it goes to whoever may have that very book, and to
nobody else, and an edit makes another. The folder of a work is forgotten with each change, so
that no text outlives its being changed, erased or deleted; a file that was just being made then
goes with its age.
"""

import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from fascicle.exporting.book import Book
from fascicle.exporting.epub import make_epub
from fascicle.exporting.writing import write_if_changed

logger = logging.getLogger(__name__)

KEPT_FOR = 7 * 24 * 3600.0
#: Shares of the space: what is left filled when room is made, and what each process may add before
#: it looks again how much there is. To look at all files takes longer than to make a small book.
_FILLED, _ADDED = 0.9, 0.02


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    made: float
    used: float


@dataclass(slots=True)
class _Added:
    """How many bytes this process has put here since it looked how much there is."""

    size: int = 0


_added = _Added()


def epub_of(book: Book, fingerprint: str, *, work_id: int) -> bytes:
    """The EPUB of a book out of one work, as its reader may have it: made now, or before."""
    if not settings.BOOK_SPACE:
        return make_epub(book)
    path = _folder_of(work_id) / f"{fingerprint}.epub"
    data = _found(path)
    if data is None:
        data = make_epub(book)
        _keep(path, data)
    return data


def forget_books_of(work_id: int) -> None:
    """Delete what is kept of a work."""
    shutil.rmtree(_folder_of(work_id), ignore_errors=True)


def forget_old_books() -> None:
    """Delete what was made long ago, what is too much, and folders that nothing is left in."""
    now = time.time()
    for one in _files():
        if now - one.made > KEPT_FOR:
            _delete(one.path)
    _make_room()
    for folder in _folders():
        with suppress(OSError):  # something is in it
            os.rmdir(folder)


def _folder() -> Path:
    return Path(settings.DATA) / "books"


def _folder_of(work_id: int) -> Path:
    return _folder() / f"work-{work_id}"


def _found(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):  # it may be forgotten just now
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))
    return data


def _keep(path: Path, data: bytes) -> None:
    """Where that cannot be, the next reader's is made again."""
    if len(data) > settings.BOOK_SPACE * _FILLED:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_if_changed(path, data)
    except OSError as problem:
        logger.warning("A book could not be kept: %s", problem)
        return
    _added.size += len(data)
    if _added.size > settings.BOOK_SPACE * _ADDED:
        _make_room()


def _make_room() -> None:
    """Delete the least recently used files if all are more than the limit."""
    _added.size = 0
    files = sorted(_files(), key=lambda one: one.used)
    total = sum(one.size for one in files)
    if total <= settings.BOOK_SPACE:
        return
    for one in files:
        if total <= settings.BOOK_SPACE * _FILLED:
            return
        _delete(one.path)
        total -= one.size


def _delete(path: Path) -> None:
    with suppress(OSError):  # others may be at it, or the folder be for reading only
        path.unlink()


def _files() -> Iterator[_File]:
    """All that lie here, those half written among them."""
    for path in (path for folder in _folders() for path in _in(folder)):
        with suppress(OSError):  # it is gone meanwhile
            found = os.stat(path)
            yield _File(Path(path), found.st_size, found.st_mtime, found.st_atime)


def _folders() -> list[str]:
    return _in(_folder())


def _in(folder: Path | str) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.path for entry in entries]
    return []
