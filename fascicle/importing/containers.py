"""Files, folders and archives as one stream of named bytes, whatever shape they are in.

Nothing is ever written to disk, links are not followed, and one bad entry never ends the
stream: it comes out as a ``Found`` with a problem.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fascicle.importing.archives import Entry
from fascicle.importing.limits import GENEROUS, Limits
from fascicle.importing.story import Problem
from fascicle.importing.tars import is_tar_name, read_tar
from fascicle.importing.zips import read_zip

_SYSTEM_NAMES = frozenset(
    (
        "thumbs.db",
        "desktop.ini",
        "__macosx",
        "$recycle.bin",
        "system volume information",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found: its bytes, or why there are none."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


def walk(paths: Iterable[Path], limits: Limits = GENEROUS) -> Iterator[Found]:
    """Every file in files, folders, zips and tars, in order; each is read when it is asked for.

    Names are relative to the folder or archive they came in, and are only for showing: they
    may hold anything. ``limits`` holds for each archive, and for the size of each file.
    """
    yield from walk_named(((path, path.name or str(path)) for path in paths), limits)


def walk_named(
    paths: Iterable[tuple[Path, str]], limits: Limits = GENEROUS
) -> Iterator[Found]:
    """As ``walk``, each path shown under the name beside it."""
    for path, name in paths:
        yield from _walk_one(path, name, limits)


def _walk_one(path: Path, name: str, limits: Limits) -> Iterator[Found]:
    """A path and all that is below it. Not by recursion: folders may be nested at will."""
    waiting = [(path, name)]
    while waiting:
        path, name = waiting.pop()
        shown = printable(name)
        try:
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode):
                children = sorted(os.listdir(path), reverse=True)
                waiting += [
                    (path / child, f"{name}/{child}")
                    for child in children
                    if not _is_hidden(child)
                ]
                continue
        except OSError as error:
            yield Found(shown, problem=_problem_of(error))
            continue
        yield from _found(path, shown, status.st_mode, limits)


def _found(path: Path, name: str, mode: int, limits: Limits) -> Iterator[Found]:
    if stat.S_ISLNK(mode):
        yield Found(name, problem=Problem.SYMLINK)
    elif stat.S_ISREG(mode):
        yield from _open_file(path, name, limits)
    else:
        yield Found(name, problem=Problem.NOT_A_FILE)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM_NAMES


def printable(name: str) -> str:
    """A name that can be shown and stored: bytes that are not UTF-8 are written as ``\\xff``."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text
    )


def _problem_of(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem.NOT_PERMITTED
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem.VANISHED
    return Problem.NOT_A_FILE


def _open_file(path: Path, name: str, limits: Limits) -> Iterator[Found]:
    try:
        # A pipe put in the file's place meanwhile must not be waited for.
        handle = os.open(
            path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                yield Found(name, problem=Problem.NOT_A_FILE)
            else:
                yield from _read_file(file, name, limits)
    except OSError as error:
        yield Found(name, problem=_problem_of(error))


def _read_file(file: BinaryIO, name: str, limits: Limits) -> Iterator[Found]:
    head = file.read(512)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or name.lower().endswith(".zip"):
        entries = read_zip(file, limits)
    elif is_tar_name(name) or head[257:262] == b"ustar":
        entries = read_tar(file, limits)
    else:
        yield _read_plain(file, name, limits)
        return
    yield from _entries(entries, name)


def _read_plain(file: BinaryIO, name: str, limits: Limits) -> Found:
    data = file.read(limits.entry_bytes + 1)
    if len(data) > limits.entry_bytes:
        return Found(name, problem=Problem.TOO_LARGE)
    return Found(name, data)


def _entries(entries: Iterator[Entry], name: str) -> Iterator[Found]:
    for entry in entries:
        if not entry.name:
            yield Found(name, problem=entry.problem)
        elif not _is_clutter(entry.name):
            yield Found(f"{name}/{printable(entry.name)}", entry.data, entry.problem)


def _is_clutter(name: str) -> bool:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return not parts or any(_is_hidden(part) for part in parts)
