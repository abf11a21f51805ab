"""Which works fit some words, and how well."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from fascicle.search.index.damage import Damaged
from fascicle.search.text import schema
from fascicle.search.text.query import compiled
from fascicle.search.words.grammar import Node

#: Results kept until the next commit, so that turning a page costs nothing; 12 bytes a hit.
KEPT_RESULTS = 32
MOST_KEPT_HITS = 2_000_000


@dataclass(frozen=True, slots=True)
class Hits:
    """All works that fit, the best first: two arrays of one length."""

    work_ids: NDArray[np.int64]
    values: NDArray[np.float32]
    """Scores, zero or more; only their order means something."""


@dataclass(frozen=True, slots=True)
class _Question:
    """All that decides what is found."""

    node: Node
    sees_adult: bool
    tag: int | None


class Reader:
    """Reads the words of one folder as they were at the last commit."""

    def __init__(self, folder: Path) -> None:
        """
        :raises Damaged: if it holds no index that can be read.
        """
        try:
            if not tantivy.Index.exists(str(folder)):
                raise Damaged(f"{folder} holds no index of words")
            self._index = schema.opened(folder)
        except (ValueError, OSError) as error:
            raise Damaged(f"{folder}: {error}") from error
        self._meta = folder / "meta.json"
        self._lock = threading.Lock()
        self._look = (0, 0)
        self._kept: OrderedDict[_Question, Hits] = OrderedDict()
        self._searcher = self._index.searcher()

    def refreshed(self) -> "Reader":
        """Itself, at the last commit. Costs one ``stat`` if nothing changed.

        :raises Damaged: if what was committed cannot be read.
        """
        try:
            status = self._meta.stat()
            look = (status.st_mtime_ns, status.st_ino)
            with self._lock:
                if look != self._look:
                    self._index.reload()
                    self._searcher = self._index.searcher()
                    self._kept.clear()
                    self._look = look
        except (ValueError, OSError) as error:
            raise Damaged(f"{self._meta.parent}: {error}") from error
        return self

    def hits(self, node: Node, *, sees_adult: bool, tag: int | None = None) -> Hits:
        """Works that fit. With a tag, only those that bear it.

        Who does not see works for adults does not find them by their texts.

        :raises Damaged: if the index cannot be read.
        """
        question = _Question(node, sees_adult, tag)
        with self._lock:
            searcher, kept = self._searcher, self._kept.get(question)
            if kept:
                self._kept.move_to_end(question)
                return kept
        try:
            query = compiled(node, searcher, sees_adult=sees_adult, tag=tag)
            found = _all(searcher, query)
        except (ValueError, OSError) as error:
            raise Damaged(f"{self._meta.parent}: {error}") from error
        with self._lock:
            if searcher is self._searcher:
                self._keep(question, found)
        return found

    def best(self, node: Node, most: int) -> list[int]:
        """The works that fit best by what anybody may know of them.

        :raises Damaged: if the index cannot be read.
        """
        return self.ask(
            lambda searcher: compiled(node, searcher, sees_adult=False, tag=None), most
        )

    def ask(
        self, query: Callable[[tantivy.Searcher], tantivy.Query], most: int
    ) -> list[int]:
        """The works with the highest scores, the best first; of equals the newer key.

        :raises Damaged: if the index cannot be read.
        """
        searcher = self._searcher
        try:
            found = searcher.search(query(searcher), limit=most, count=False)
            addresses = [address for _, address in found.hits]
            work_ids = searcher.fast_field_values(schema.ID, addresses)
        except (ValueError, OSError) as error:
            raise Damaged(f"{self._meta.parent}: {error}") from error
        scores = (score for score, _ in found.hits)
        ranked = sorted(
            (-round(float(score), 4), -int(work_id or 0))
            for score, work_id in zip(scores, work_ids, strict=True)
        )
        return [-work_id for _, work_id in ranked]

    def marks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every work, and the checksum of its texts."""
        found = self._searcher.search(
            tantivy.Query.all_query(), limit=self._most(), count=False
        )
        addresses = [address for _, address in found.hits]
        return (
            np.array(self._searcher.fast_field_values(schema.ID, addresses), np.int64),
            np.array(
                self._searcher.fast_field_values(schema.MARK, addresses), np.int64
            ),
        )

    def _most(self) -> int:
        return max(1, self._searcher.num_docs)  # with a limit of none tantivy panics

    def _keep(self, question: _Question, found: Hits) -> None:
        self._kept[question] = found
        hits = sum(len(kept.work_ids) for kept in self._kept.values())
        while self._kept and (hits > MOST_KEPT_HITS or len(self._kept) > KEPT_RESULTS):
            _, forgotten = self._kept.popitem(last=False)
            hits -= len(forgotten.work_ids)


def _all(searcher: tantivy.Searcher, query: tantivy.Query) -> Hits:
    found = searcher.search(query, limit=max(1, searcher.num_docs), count=False)
    scores = np.fromiter((score for score, _ in found.hits), np.float32)
    addresses = [address for _, address in found.hits]
    work_ids = searcher.fast_field_values(schema.ID, addresses)
    return Hits(np.array(work_ids, np.int64), scores)


_readers: dict[Path, Reader] = {}
_lock = threading.Lock()
#: The current generation, and the one before it while its readers end.
_MOST_READERS = 2


def open(folder: Path) -> Reader:
    """The reader of a folder, one per process, at the last commit.

    :raises Damaged: if it cannot be read.
    """
    with _lock:
        reader = _readers.pop(folder, None) or Reader(folder)
        _readers[folder] = reader
        while len(_readers) > _MOST_READERS:
            _readers.pop(next(iter(_readers)))
    return reader.refreshed()
