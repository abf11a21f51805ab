"""Files kept by their content: written once, never changed, found by their SHA-256."""

import hashlib
import os
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings


class DamagedFile(Exception):
    """A kept file no longer has the content it was kept with."""


#: A draft that old was left by a process that was killed while it wrote.
LOST_AFTER = 24 * 3600.0
_SYNCS_AT_ONCE = 8
#: Imported files lie here; what is kept for another purpose has a shelf of its own, so that
#: forgetting the one never takes the other along.
ORIGINALS = "originals"


def _path(sha256: str, shelf: str) -> Path:
    return Path(settings.DATA) / shelf / sha256[:2] / sha256


def _drafts() -> Path:
    return Path(settings.DATA) / "originals" / "drafts"


def keep(data: bytes, *, shelf: str = ORIGINALS) -> str:
    """Keep the bytes, surviving a power cut, and return their SHA-256 in hex.

    Keeping the same bytes twice keeps them once. Call before the row that names them is saved.
    """
    return keep_all([data], shelf=shelf)[0]


def keep_all(contents: Sequence[bytes], *, shelf: str = ORIGINALS) -> list[str]:
    """Keep several, as ``keep`` does, in little more time than one: disks wait together."""
    hashes = [hashlib.sha256(data).hexdigest() for data in contents]
    drafts: dict[Path, Path] = {}
    for sha256, data in zip(hashes, contents, strict=True):
        path = _path(sha256, shelf)
        if path not in drafts and not _is_kept(path, len(data)):
            drafts[path] = _write_draft(path, data)
    _sync_all(drafts.values())
    for path, draft in drafts.items():
        draft.replace(path)
    _sync_all({path.parent for path in drafts})
    return hashes


def _is_kept(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


def _write_draft(path: Path, data: bytes) -> Path:
    for folder in (path.parent, _drafts()):
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(folder.parent)
    draft = _drafts() / uuid4().hex
    draft.write_bytes(data)
    return draft


def forget_lost_drafts() -> None:
    """Delete what processes that were killed have left half written."""
    for draft in _drafts().iterdir() if _drafts().is_dir() else ():
        with suppress(FileNotFoundError):  # it may be finished just now
            if time.time() - draft.stat().st_mtime > LOST_AFTER:
                draft.unlink()


def fetch(sha256: str, *, shelf: str = ORIGINALS) -> bytes:
    """The bytes kept under this SHA-256.

    :raises FileNotFoundError: if none are.
    :raises DamagedFile: if what is there has another SHA-256.
    """
    data = _path(sha256, shelf).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(sha256)
    return data


def holds(sha256: str, *, shelf: str = ORIGINALS) -> bool:
    """Whether bytes are kept under this SHA-256; their content is not checked."""
    return _path(sha256, shelf).exists()


def discard(sha256: str, *, shelf: str = ORIGINALS) -> None:
    """Forget the bytes. Call once nothing names them any more."""
    _path(sha256, shelf).unlink(missing_ok=True)


def forget_older(seconds: float, *, shelf: str) -> None:
    """Delete what has lain on a shelf for longer."""
    folder = Path(settings.DATA) / shelf
    for kept in folder.glob("??/*") if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another worker may be at it
            if time.time() - kept.stat().st_mtime > seconds:
                kept.unlink()


def _sync_all(paths: Collection[Path]) -> None:
    """Wait for several at once: the disk writes them together."""
    with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
        for _ in pool.map(_sync, paths):
            pass


def _sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
