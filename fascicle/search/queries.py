"""The one door to lists of works: which are on a page, how many there are, and of what kinds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fascicle.accounts.shield import NO_SHIELD, Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search import columns, text
from fascicle.search.columns import Access, Asked, Columns, Scores, Search, Uses
from fascicle.search.index import generations
from fascicle.search.index.damage import Damaged
from fascicle.search.index.generations import IndexUnavailable as IndexUnavailable
from fascicle.search.lists.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Count,
    Facets,
    Filter,
    Found,
    Order,
    Scope,
)
from fascicle.search.lists.questions import (
    Question,
    canonical_tags,
    everything,
    meant,
    question,
    questions,
)

#: As many of the newest works are told of an archive, for the series they are in.
MOST_NEWEST = 200


@dataclass(frozen=True, slots=True)
class Overview:
    """What an archive holds, and its facets."""

    works: int
    hidden: int
    """Works that the viewer's shield keeps away."""
    words: int
    pen_names: int
    facets: Facets
    newest: tuple[int, ...]
    """The works that grew last, ``MOST_NEWEST`` of them."""


def find(
    wanted: Filter, scope: Scope, viewer: Viewer, *, page: int = 1, facets: bool = True
) -> Found:
    """One page of the works in ``scope`` that fit, as far as the viewer may know of them.

    A page beyond the end is empty; ``total`` still counts all. At most two queries, or
    three on a shelf.

    :raises IndexUnavailable: if there is no index.
    """
    return answer(question(wanted, scope, viewer), page=page, facets=facets)


def answer(asked: Question, *, page: int = 1, facets: bool = True) -> Found:
    """The same for what has been looked up before. No query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        found, hits = index.search(asked)
        first = max(page - 1, 0) * WORKS_ON_A_PAGE
        order = _scores(asked, hits)
        works = (
            found.ranked(order, first, WORKS_ON_A_PAGE)
            if order
            else found.page(asked.order, first, WORKS_ON_A_PAGE)
        )
        return Found(
            works,
            total=found.total,
            hidden=found.hidden,
            facets=found.facets() if facets else None,
            notices=asked.notices,
        )


def more_counts(
    wanted: Filter,
    scope: Scope,
    viewer: Viewer,
    kind: int,
    *,
    among: Sequence[int] | None = None,
    most: int = 100,
) -> tuple[Count, ...]:
    """Counts of one kind over the whole result: the most frequent, or those of some tags.

    Of tags that are synonyms, what they mean is counted.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        found, _ = index.search(question(wanted, scope, viewer))
        if among is None:
            return found.top(kind, most)
        tags = sorted(set(canonical_tags(among).values()))
        counts = found.counts_of(tags)
        kinds = columns.kinds_of(index.columns, tags)
        pairs = [
            Count(tag, works)
            for tag, works in counts.items()
            if works and kinds[tag] == kind
        ]
        return tuple(sorted(pairs, key=lambda one: -one.works)[:most])


def newest_of(
    lists: Sequence[tuple[Filter, Scope]], viewer: Viewer
) -> list[tuple[int, ...]]:
    """Of each of these lists the works that were posted last, as many as stand on a page.

    Two queries at most, however many lists there are.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        return [
            index.search(asked)[0].page(Order.POSTED, 0, WORKS_ON_A_PAGE)
            for asked in questions(lists, viewer)
        ]


def totals(lists: Sequence[tuple[Filter, Scope]], viewer: Viewer) -> list[int]:
    """How many works are in each of these lists. Two queries at most, and one for each shelf.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        return [index.search(asked)[0].total for asked in questions(lists, viewer)]


def which_of(
    work_ids: Collection[int], lists: Sequence[tuple[Filter, Scope]], viewer: Viewer
) -> list[frozenset[int]]:
    """Which of these works stand in each of these lists, in as many queries as ``totals``.

    :raises IndexUnavailable: if there is no index.
    """
    ids = np.array(sorted(work_ids), np.int64)
    with _index() as index:
        return [
            frozenset(index.search(asked, among=ids)[0].page(Order.POSTED, 0, len(ids)))
            for asked in questions(lists, viewer)
        ]


def overview(viewer: Viewer) -> Overview:
    """What the archive holds for this viewer. One query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        found, _ = index.search(question(NO_FILTER, Scope(), viewer))
        return Overview(
            works=found.total,
            hidden=found.hidden,
            words=found.words,
            pen_names=found.pen_names,
            facets=found.facets(),
            newest=found.page(Order.UPDATED, 0, MOST_NEWEST),
        )


def uses(name: str, viewer: Viewer, wanted: Filter = NO_FILTER) -> Uses:
    """In how many works that the viewer meets each pen name, or series, stands. One query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        return index.search(question(wanted, Scope(), viewer))[0].uses(name)


def languages(viewer: Viewer, wanted: Filter = NO_FILTER) -> dict[str, int]:
    """How many works that the viewer meets are in each language. One query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        return index.search(question(wanted, Scope(), viewer))[0].languages


def tags_behind_shield(viewer: Viewer) -> dict[int, int]:
    """Of each kind, how many tags stand in no work that the viewer meets, but for their shield.

    One query at most.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        asked = question(NO_FILTER, Scope(), viewer)
        lifted = replace(asked.access, shield=NO_SHIELD)
        shown = Search(index.columns, asked.asked, asked.access).tags_in_use()
        every = Search(index.columns, asked.asked, lifted).tags_in_use()
    return {kind: count - shown.get(kind, 0) for kind, count in every.items()}


def tallied() -> frozenset[Order]:
    """Of the orders by how works were received, those that tell works apart here; no query."""
    try:
        with _index() as index:
            return index.columns.tallied
    except IndexUnavailable:
        return frozenset()


def changed_at() -> datetime | None:
    """When lists last changed in any way; None while there is no index."""
    generation = generations.current()
    try:
        seconds = generation.checkpoint.stat().st_mtime if generation else None
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def counts_of(tag_ids: Iterable[int], viewer: Viewer) -> dict[int, int]:
    """In how many works that the viewer meets each of these tags, or what it means, stands.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        asked, canonical = everything(viewer, list(tag_ids))
        found, _ = index.search(asked)
        counts = found.counts_of(sorted(set(canonical.values())))
    return {tag: counts[meant] for tag, meant in canonical.items()}


def uses_of(canonical: Sequence[int], access: Access) -> dict[int, int]:
    """The same for canonical tags and what has been looked up before. No query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        return Search(index.columns, Asked(), access).counts_of(canonical)


@dataclass(frozen=True, slots=True)
class _Index:
    """The current index, open."""

    columns: Columns
    text: Path

    def search(
        self, question: Question, *, among: NDArray[np.int64] | None = None
    ) -> tuple[Search, Scores | None]:
        """What fits, and how well, if there are words that it must fit.

        Only some works are looked at if ``among`` names them, in the order of their keys.
        """
        hits = None if among is None else Scores(among, np.ones(len(among), np.float32))
        if question.words is not None:
            reader = text.open(self.text)
            tag = columns.rarest(self.columns, question.asked.every)
            found = reader.hits(question.words, sees_adult=question.sees_adult, tag=tag)
            hits = Scores(found.work_ids, found.values)
            if among is not None:
                kept = np.isin(hits.work_ids, among)
                hits = Scores(hits.work_ids[kept], hits.values[kept])
        return Search(self.columns, question.asked, question.access, hits), hits


@contextmanager
def _index() -> Iterator[_Index]:
    with generations.reading() as generation:
        try:
            yield _Index(columns.open(generation.columns), generation.text)
        except IndexError as error:
            raise Damaged(f"columns: {error}") from error


def _scores(asked: Question, hits: Scores | None) -> Scores | None:
    """What a page goes by that is in no column."""
    if asked.order is Order.PLACE and asked.places is not None:
        return _by_place(asked.places)
    return hits if asked.order is Order.RELEVANCE else None


def _by_place(works: Sequence[int]) -> Scores:
    """The works of a series or shelf, those that come first with the highest scores."""
    ids = np.array(works, np.int64)
    return Scores(ids, np.arange(len(ids), 0, -1, dtype=np.float32))


def hidden_by(
    wanted: Filter, scope: Scope, viewer: Viewer, shields: Sequence[Shield]
) -> list[int]:
    """How many works of a list each of these shields would hide from the viewer, by itself.

    At most three queries, and one if the list is a shelf, however many there are.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        asked = question(wanted, scope, viewer)
        canonical = canonical_tags({tag for shield in shields for tag in shield.tags})
        hits = index.search(asked)[1]
        shielded = [
            replace(asked.access, shield=meant(shield, canonical)) for shield in shields
        ]
        return [
            Search(index.columns, asked.asked, access, hits).hidden
            for access in shielded
        ]
