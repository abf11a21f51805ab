"""How KOReader knows a file again: by samples of its bytes, by its name, by its spine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import md5

SAMPLE = 1024
#: Where a sample begins: at 0, then at 1 KiB and at each fourfold of it, up to 1 GiB.
STARTS = (0, *(1024 << (2 * n) for n in range(11)))


@dataclass(frozen=True, slots=True)
class Issued:
    """A file that is handed out: its digests, and the chapters on its pages.

    ``spine`` has the key of a chapter, or None, for each page in reading order. ``work_id`` is
    None if its chapters are of several works.
    """

    digests: Sequence[str]
    spine: Sequence[int | None]
    work_id: int | None
    names: Sequence[str] = ()
    """Digests that another file may have too: those of names."""


def of_content(data: bytes) -> str:
    """The "partial MD5" of a file."""
    samples = (data[start : start + SAMPLE] for start in STARTS)
    return _md5(b"".join(samples))


def of_name(name: str) -> str:
    """The digest of a file's name, with its suffix."""
    return _md5(name.encode(errors="replace"))


def of_structure(identifier: str, pages: Iterable[str]) -> str:
    """The digest of a book's identifier and of the files of its spine, as the package says them."""
    return _md5("\n".join([identifier, *pages]).encode())


def _md5(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()
