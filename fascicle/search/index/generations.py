"""The index on disk: folders, each a whole index, and a file that names the one to ask.

::

    search/CURRENT            the name of a generation; replaced by rename
    search/gen-000001/        manifest.json, checkpoint.json, columns/
    search/text-000001/       the words; its columns may have been compacted since
    search/progress.json      how far a generation being built is
    search/rebuild            somebody asks for a new generation
    search/suspect            somebody came upon damage
    search/lock               held by the one that writes

All of it is derived: delete it, and it is built again.
"""

import json
import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.search.index.checkpoints import (
    Checkpoint,
    read_checked,
    replace_file,
    write_checked,
)
from fascicle.search.index.damage import Damaged as Damaged

#: Raise when documents or files change in any way: every index is then built anew.
FORMAT = 2
ENGINE = version("tantivy")
#: Seconds after which progress that nobody reported on is no longer believed.
FRESH = 120

logger = logging.getLogger(__name__)


class IndexUnavailable(Exception):
    """There is no index to ask right now; it is being rebuilt."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of."""

    format: int
    engine: str
    text: str
    """The name of the folder of the words."""
    texts: bool
    """Whether chapters' texts are in it."""
    form: int
    """A checksum of how the words are laid out."""
    files: Mapping[str, tuple[int, int]]
    """Size and CRC-32 of each file of the columns that never changes."""

    def save(self, folder: Path) -> None:
        write_checked(
            folder / "manifest.json",
            {
                "format": self.format,
                "engine": self.engine,
                "text": self.text,
                "texts": self.texts,
                "form": self.form,
                "files": dict(self.files),
            },
        )

    @property
    def is_of_today(self) -> bool:
        return (self.format, self.engine) == (FORMAT, ENGINE)


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index."""

    folder: Path
    manifest: Manifest

    @property
    def columns(self) -> Path:
        return self.folder / "columns"

    @property
    def text(self) -> Path:
        return self.folder.parent / self.manifest.text

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.json"


def home() -> Path:
    """Where all generations are."""
    return Path(settings.DATA) / "search"


# ---------------------------------------------------------------- reading


def load(folder: Path) -> Generation:
    """The generation in a folder.

    :raises Damaged: if it is not whole, as far as can be told without reading it all.
    """
    try:
        kept = read_checked(folder / "manifest.json")
        files = {name: (size, crc) for name, (size, crc) in kept["files"].items()}
        kept["files"] = files
        manifest = Manifest(**kept)
        for name, (size, _crc) in files.items():
            if (folder / "columns" / name).stat().st_size != size:
                raise Damaged(f"{folder.name}/columns/{name} has another size")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(f"{folder.name}: {error}") from error
    return Generation(folder, manifest)


@dataclass(frozen=True, slots=True)
class _Known:
    """The generation that was current when CURRENT looked like this."""

    look: tuple[Path, int, int]
    generation: Generation | None


_known: _Known | None = None
_lock = threading.Lock()


def current() -> Generation | None:
    """The generation to ask, or None. Costs one ``stat`` while it stays the same."""
    global _known
    path = home() / "CURRENT"
    try:
        status = path.stat()
    except OSError:
        return None
    look = (path, status.st_mtime_ns, status.st_ino)
    known = _known
    if known is None or known.look != look:
        with _lock:
            known = _known = _Known(look, _named_by(path))
    return known.generation


def _named_by(path: Path) -> Generation | None:
    try:
        generation = load(path.parent / path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        suspect(f"CURRENT: {error}")
        return None
    except Damaged as error:
        suspect(str(error))
        return None
    return generation if generation.manifest.is_of_today else None


@contextmanager
def reading() -> Iterator[Generation]:
    """Ask the current generation.

    :raises IndexUnavailable: if there is none, or it turns out to be damaged.
    """
    generation = current()
    if generation is None:
        raise IndexUnavailable
    try:
        yield generation
    except (Damaged, OSError, EOFError) as error:
        suspect(f"{generation.folder.name}: {error}")
        raise IndexUnavailable from error
    except BaseException as error:
        if not is_panic(error):
            raise
        suspect(f"{generation.folder.name}: {error}")
        raise IndexUnavailable from error


def is_panic(error: BaseException) -> bool:
    """Whether tantivy gave up: pyo3's class for it cannot be named, and is no Exception."""
    return type(error).__name__ == "PanicException"


def suspect(what: str) -> None:
    """Leave word for the writer that something is damaged; it looks closely and rebuilds."""
    logger.warning("The search index seems damaged: %s", what)
    try:
        home().mkdir(mode=0o700, exist_ok=True)
        (home() / "suspect").touch()
    except OSError:
        logger.exception("No word could be left of it")


def ask_for_rebuild() -> None:
    """Leave word that everything be built anew; it survives whatever happens."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_rebuild_asked_for():
        replace_file(home() / "rebuild", "")


def is_rebuild_asked_for() -> bool:
    return (home() / "rebuild").exists()


# ---------------------------------------------------------------- telling


@dataclass(frozen=True, slots=True)
class State:
    """How the index is, in words for pages."""

    is_ready: bool
    done: int = 0
    total: int | None = None
    """None if nothing is being built."""
    is_following: bool = False
    """Whether works are being brought up to date after a merge, a new name or the like."""
    waiting: int = 0
    """How many of them are left, as far as they have been counted."""

    @property
    def is_building(self) -> bool:
        return self.total is not None

    @property
    def is_busy(self) -> bool:
        """Whether it will be another soon."""
        return self.is_building or self.is_following or not self.is_ready

    def __str__(self) -> str:
        if self.total is not None:
            return _building(self.done, self.total)
        if not self.is_ready:
            return _(
                "There is no search index yet. It builds itself in the background."
            )
        return (
            self._following() if self.is_following else _("The search index is ready.")
        )

    def _following(self) -> str:
        if not self.waiting:
            return _("Works are being brought up to date in the search index.")
        words = ngettext(
            "%(count)s work is still to be brought up to date in the search index.",
            "%(count)s works are still to be brought up to date in the search index.",
            self.waiting,
        )
        return words % {"count": number_format(self.waiting, force_grouping=True)}


def _building(done: int, total: int) -> str:
    words = ngettext(
        "The search index is being built: %(done)s of %(total)s work.",
        "The search index is being built: %(done)s of %(total)s works.",
        total,
    )
    shown = {"done": done, "total": total}
    return words % {
        name: number_format(count, force_grouping=True) for name, count in shown.items()
    }


def state() -> State:
    """How the index is now."""
    generation = current()
    done, total = _progress()
    if generation is None:
        return State(is_ready=False, done=done, total=total)
    try:
        checkpoint = Checkpoint.load(generation.checkpoint)
    except (OSError, ValueError):
        return State(is_ready=True, done=done, total=total)
    is_following = bool(checkpoint.groups)
    return State(True, done, total, is_following, checkpoint.waiting)


def _progress() -> tuple[int, int | None]:
    path = home() / "progress.json"
    try:
        if time.time() - path.stat().st_mtime > FRESH:
            return 0, None
        kept = json.loads(path.read_bytes())
        return int(kept["done"]), int(kept["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, None


def report(done: int, total: int) -> None:
    """Say how far the building is. A count that lags behind is shown as no more than all."""
    replace_file(
        home() / "progress.json", json.dumps({"done": min(done, total), "total": total})
    )


def report_end() -> None:
    (home() / "progress.json").unlink(missing_ok=True)
