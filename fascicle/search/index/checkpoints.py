"""How far a generation of the index has followed the outbox, kept in a small file."""

import json
import os
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fascicle.search.index.outbox import Mark, Position
from fascicle.search.models import Subject


@dataclass(frozen=True, slots=True)
class Group:
    """Tags, pen names or ratings whose works are being brought up to date, in order of works."""

    subject: Subject
    ids: tuple[int, ...]
    after: int = 0
    """The last work that was done."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What has been followed, and what is still to be done of it."""

    mark: Mark
    edits: Position
    tallies: Position
    groups: tuple[Group, ...] = ()
    waiting: int = 0
    """Works that are still to be done of the first group, once they have been counted."""
    has_delta: bool = False
    """Whether anything has been published since the columns were made."""

    @classmethod
    def load(cls, path: Path) -> "Checkpoint":
        """:raises ValueError: if it is not what was saved."""
        try:
            kept = read_checked(path)
            mark_id, at = kept["mark"]
            return cls(
                Mark(int(mark_id), datetime.fromisoformat(at)),
                Position(*kept["edits"]),
                Position(*kept["tallies"]),
                tuple(
                    Group(Subject(subject), tuple(ids), after)
                    for subject, ids, after in kept["groups"]
                ),
                int(kept["waiting"]),
                bool(kept["has_delta"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error

    def save(self, path: Path) -> None:
        kept: dict[str, Any] = {
            "mark": (self.mark.id, self.mark.at.isoformat()),
            "edits": (self.edits.xid, self.edits.id),
            "tallies": (self.tallies.xid, self.tallies.id),
            "groups": [
                (group.subject, group.ids, group.after) for group in self.groups
            ],
            "waiting": self.waiting,
            "has_delta": self.has_delta,
        }
        write_checked(path, kept)


def write_checked(path: Path, kept: dict[str, Any]) -> None:
    """Write JSON with its own checksum."""
    text = json.dumps(kept)
    replace_file(path, f"{zlib.crc32(text.encode()):08x} {text}")


def read_checked(path: Path) -> dict[str, Any]:
    """:raises ValueError: if it is not what was written."""
    crc, _space, text = path.read_bytes().partition(b" ")
    if crc != b"%08x" % zlib.crc32(text):
        raise ValueError(f"{path.name} is not what was written")
    return dict(json.loads(text))


def replace_file(path: Path, text: str) -> None:
    """Write a file so that it is the old or the new one whenever the power goes."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
