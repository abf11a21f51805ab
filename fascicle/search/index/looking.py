"""Whether lists may be others by now: the index is published by replacing a file."""

from pathlib import Path

from fascicle.search.index import generations


class IndexWatch:
    """One process's look at the index."""

    def __init__(self) -> None:
        self._last: object = self

    def has_changed(self) -> bool:
        """Whether the index was followed or replaced since this was asked last."""
        generation = generations.current()
        now = (generation.folder, _look(generation.checkpoint)) if generation else None
        before, self._last = self._last, now
        return now != before


def _look(path: Path) -> tuple[int, int] | None:
    """How a file looks from outside; None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino
