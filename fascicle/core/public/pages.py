"""The pages that one process keeps, within so many bytes."""

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, Protocol, TypeVar

from django.db import DatabaseError

#: Seconds for which the last look at the changes holds.
LOOK_EVERY = 0.5
#: Seconds after a look from which on nothing is believed: changes are forgotten at some time.
LOOK_HOLDS = 60.0
#: Seconds after which a page is made anew: days pass and tallies rise, and nobody notes them.
MOST_AGE = 60.0
#: A page that takes more of the room than this is not kept.
LARGEST_SHARE = 1 / 8
#: What one page takes besides its bytes.
OVERHEAD = 2000
#: Pages that are smaller are not worth compressing.
SMALLEST_COMPRESSED = 500

Headers = list[tuple[str, str]]
Visit = Callable[[Mapping[str, object]], None]
Key = tuple[str, ...]


@dataclass(slots=True)
class Page:
    """An answer as it goes out."""

    body: bytes
    headers: Headers
    """Without those about the encoding."""
    on_visit: Visit | None = None
    made_at: float = 0.0
    etag: str = ""
    was_asked: bool = False
    """Whether it was, since it was considered for letting go."""
    compressed: bytes | None = None
    plain_headers: Headers = field(default_factory=list)
    compressed_headers: Headers = field(default_factory=list)
    unchanged_headers: Headers = field(default_factory=list)

    def __post_init__(self) -> None:
        self.etag = f'W/"{blake2b(self.body, digest_size=12).hexdigest()}"'
        self.headers = [*self.headers, ("ETag", self.etag)]
        length = ("Content-Length", str(len(self.body)))
        self.plain_headers = [*self.headers, length]
        self.unchanged_headers = [
            pair for pair in self.headers if not pair[0].startswith("Content-")
        ]

    def compress(self) -> bytes:
        """The body in gzip; made when first asked for, as most pages never are again."""
        if self.compressed is None:
            made = gzip.compress(self.body, 6, mtime=0)
            if len(self.body) < SMALLEST_COMPRESSED:
                made = self.body
            self.compressed_headers = [
                *self.headers,
                *([("Content-Encoding", "gzip")] if made is not self.body else []),
                ("Content-Length", str(len(made))),
            ]
            self.compressed = made
        return self.compressed

    @property
    def size(self) -> int:
        # As if it were compressed already: text shrinks to less than half.
        return OVERHEAD + len(self.body) * 3 // 2


class Kept(Protocol):
    """What a keeper can keep."""

    made_at: float
    was_asked: bool
    """Whether it was, since it was considered for letting go."""

    @property
    def size(self) -> int: ...


P = TypeVar("P", bound=Kept)


class Keeper(Generic[P]):
    """Keeps pages, and drops all of them when anything changed.

    ``looks`` are asked whether something did. Threads may share a keeper: reading takes no lock.
    """

    def __init__(
        self,
        looks: Iterable[Callable[[], bool]],
        *,
        room: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``room`` in bytes, ``clock`` in seconds."""
        self._clock = clock
        self._looks = tuple(looks)
        self._room = room
        self._pages: dict[Key, P] = {}
        self._size = 0
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._looked_at = float("-inf")
        self._generation = 0

    def generation(self) -> int | None:
        """A number that is another after anything changed; None if that can't be told.

        A page that was made between two equal ones shows what is.
        """
        if self._clock() - self._looked_at > LOOK_EVERY:
            with self._looking:
                if self._clock() - self._looked_at > LOOK_EVERY:
                    self._look()
        return self._generation if self._looked_at > 0 else None

    def get(self, key: Key) -> P | None:
        """The page, if it is one to show."""
        if self.generation() is None:
            return None
        page = self._pages.get(key)
        if page is None or self._clock() - page.made_at > MOST_AGE:
            return None
        page.was_asked = True
        return page

    def keep(self, key: Key, page: P, generation: int | None) -> None:
        """Keep a page that was made while everything was as in ``generation``."""
        if page.size > self._room * LARGEST_SHARE:
            return
        with self._lock:
            if generation is None or generation != self._generation:
                return
            page.made_at = self._clock()
            self._forget(key)
            self._make_room(page.size)
            self._pages[key] = page
            self._size += page.size

    def clear(self) -> None:
        with self._lock:
            self._generation += 1
            self._pages = {}
            self._size = 0

    @property
    def size(self) -> int:
        """Bytes, about."""
        return self._size

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[Key]:
        return iter(tuple(self._pages))

    def _look(self) -> None:
        began = self._clock()
        is_stale = began - self._looked_at > LOOK_HOLDS
        try:
            # Every one is asked, so that every one knows how things are.
            changed = [look() for look in self._looks]
        except DatabaseError:
            self._looked_at = float("-inf")
            self.clear()
            return
        if is_stale or any(changed):
            self.clear()
        self._looked_at = began

    def _make_room(self, size: int) -> None:
        """Let go of what was not asked for since the last time round, oldest first."""
        while self._size + size > self._room:
            key, page = next(iter(self._pages.items()))
            self._forget(key)
            if page.was_asked:
                page.was_asked = False
                self._pages[key] = page
                self._size += page.size

    def _forget(self, key: Key) -> None:
        if page := self._pages.pop(key, None):
            self._size -= page.size
