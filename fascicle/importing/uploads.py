"""Files that browsers sent, waiting on disk until their batch has taken them in."""

import os
import shutil
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

from django.conf import settings

#: An upload that no batch names after so long was cut off.
LOST_AFTER = 24 * 3600.0


class Upload(Protocol):
    """A file that a browser sent."""

    name: str | None
    size: int | None

    def open(self, mode: str | None = None) -> BinaryIO: ...


def encoded(path: Path) -> str:
    """A path as text that any database can keep, whatever bytes its name is made of."""
    return os.fsencode(path).hex()


def decoded(text: str) -> Path:
    """The path that ``encoded`` wrote."""
    return Path(os.fsdecode(bytes.fromhex(text)))


def spool(uploads: Sequence[Upload]) -> list[tuple[Path, str]]:
    """Keep uploads in a folder of their own; the path and the shown name of each."""
    folder = _folder() / uuid4().hex
    folder.mkdir(mode=0o700, parents=True)
    kept = []
    for number, upload in enumerate(uploads):
        path = folder / str(number)
        with upload.open("rb") as sent, path.open("wb") as file:
            shutil.copyfileobj(sent, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        kept.append((path, Path(upload.name or "").name))
    return kept


def forget(path: Path) -> None:
    """Delete the folder of an upload, by the path of one of its files."""
    if path.parent.parent == _folder():
        shutil.rmtree(path.parent, ignore_errors=True)


def forget_lost(wanted: Iterable[Path]) -> None:
    """Delete what was cut off on its way: old, and not among the paths that are wanted."""
    if not _folder().is_dir():
        return
    keep = {path.parent.name for path in wanted}
    for folder in _folder().iterdir():
        with suppress(FileNotFoundError):  # its batch may have taken it in just now
            is_old = time.time() - folder.stat().st_mtime > LOST_AFTER
            if folder.name not in keep and is_old:
                shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.DATA) / "uploads"
