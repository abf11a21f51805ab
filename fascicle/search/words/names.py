"""Names held in memory, to look through all of their words in a moment.

A hint only: what it finds is loaded from the database with all that the viewer may know. A name
that is younger than the hint is found by its beginning meanwhile.
"""

import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection

#: As many names the database itself looks through quickly.
FEW = 10_000
#: A hint is made anew after so many seconds.
GOOD_FOR = 600

Rows = Callable[[], Iterable[tuple[int, str]]]


class Names:
    """Keys of names in the order in which they are to be found."""

    def __init__(self, rows: Iterable[tuple[int, str]]) -> None:
        self._pks: list[int] = []
        self._starts: list[int] = []
        pieces, place = [], 0
        for pk, key in rows:
            piece = f"\n{key}".encode()
            self._pks.append(pk)
            self._starts.append(place)
            pieces.append(piece)
            place += len(piece)
        self._keys = b"".join(pieces)

    def __len__(self) -> int:
        return len(self._pks)

    def beginning(self, key: str, most: int) -> list[int]:
        return self._found(f"\n{key}", most)

    def with_word(self, key: str, most: int) -> list[int]:
        """Those in which a later word begins so."""
        return self._found(f" {key}", most)

    def _found(self, said: str, most: int) -> list[int]:
        wanted = said.encode("utf-8", "replace")
        found: dict[int, None] = {}
        place = self._keys.find(wanted)
        while place >= 0 and len(found) < most:
            found[self._pks[bisect_right(self._starts, place) - 1]] = None
            place = self._keys.find(wanted, place + 1)
        return list(found)


@dataclass(slots=True)
class Held:
    """The names of one sort in this process; read in the background."""

    rows: Rows
    names: Names | None = None
    due_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self, largest_pk: Callable[[], int]) -> Names | None:
        """None while there are few, or they are not read yet."""
        with self.lock:
            if time.monotonic() < self.due_at:
                return self.names
            self.due_at = time.monotonic() + GOOD_FOR
        if largest_pk() > FEW:
            threading.Thread(target=self._read_apart, daemon=True).start()
        return self.names

    def read(self) -> None:
        self.names = Names(self.rows())

    def _read_apart(self) -> None:
        try:
            self.read()
        finally:
            connection.close()
