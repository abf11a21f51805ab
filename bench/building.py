"""How long the whole index takes to build from the database, and how large it is."""

import shutil
from pathlib import Path

from bench.parts import fascicle
from bench.timing import timed


def build(archive: Path) -> float:
    """Build it anew, as ``fascicle reindex`` does. Seconds, with the start of the process."""
    shutil.rmtree(archive / "search", ignore_errors=True)

    def reindex() -> None:
        if code := fascicle(archive, "reindex").wait():
            raise SystemExit(f"fascicle reindex failed: {code}")

    return timed(reindex).clock


def size(archive: Path, folder: str = "") -> int:
    """Bytes of the index on disk, or of its folders of this name."""
    files = (archive / "search").rglob(f"{folder}*/**/*" if folder else "*")
    return sum(path.stat().st_size for path in files if path.is_file())
