"""Files kept by their content: written once, never changed, found by their SHA-256."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings


class DamagedFile(Exception):
    """A kept file no longer has the content it was kept with."""


def _path(sha256: str) -> Path:
    return Path(settings.DATA) / "originals" / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Keep the bytes, surviving a power cut, and return their SHA-256 in hex.

    Keeping the same bytes twice keeps them once. Call before the row that names them is saved.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{uuid4().hex}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)
    return sha256


def fetch(sha256: str) -> bytes:
    """The bytes kept under this SHA-256.

    :raises FileNotFoundError: if none are.
    :raises DamagedFile: if what is there has another SHA-256.
    """
    data = _path(sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(sha256)
    return data


def holds(sha256: str) -> bool:
    """Whether bytes are kept under this SHA-256; their content is not checked."""
    return _path(sha256).exists()


def discard(sha256: str) -> None:
    """Forget the bytes. Call once nothing names them any more."""
    _path(sha256).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
