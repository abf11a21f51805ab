"""Puts files where others may look at any time: whole, or not at all."""

import os
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write the file unless it has this content; whether it was written.

    After a crash the file is the old one or the new one, never a part.
    """
    if _holds(path, data):
        return False
    with _draft_of(path) as draft:
        draft.write_bytes(data)
    return True


def _holds(path: Path, data: bytes) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    """A file to fill, which takes the place of ``path`` if nothing fails."""
    writer = f"{os.getpid()}-{threading.get_ident()}"
    draft = path.with_name(f".{path.name[:60]}.{writer}.part")
    try:
        yield draft
        _sync(draft)
        draft.replace(path)
        _sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A ZIP file to fill, which is there once it is whole."""
    with _draft_of(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        yield archive


def add_to_archive(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file, with a fixed time, so that the same library gives the same archive."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    is_packed = name.endswith(".epub")
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
