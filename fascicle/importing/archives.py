"""What comes out of an archive, of whatever kind."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from fascicle.importing.story import Problem

_ARCHIVES = frozenset(
    (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tbz2", ".txz")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive, or why it could not be read; no name stands for the archive itself."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


def is_archive_name(name: str) -> bool:
    """Whether a name is that of an archive."""
    return PurePosixPath(name.lower()).suffix in _ARCHIVES
