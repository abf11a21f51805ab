"""The one door to lists of works: which are on a page, how many there are, and of what kinds."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search import columns, generations, text
from fascicle.search.columns import Columns, Scores, Search
from fascicle.search.damage import Damaged
from fascicle.search.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Count,
    Facets,
    Filter,
    Found,
    Order,
    Scope,
)
from fascicle.search.generations import IndexUnavailable as IndexUnavailable
from fascicle.search.questions import (
    Question,
    canonical_tags,
    meant,
    question,
    questions,
)
from fascicle.works.models import SeriesEntry, Work

#: As many of the newest works are told of an archive, for the series they are in.
MOST_NEWEST = 200


@dataclass(frozen=True, slots=True)
class Overview:
    """What an archive holds, and its facets."""

    works: int
    words: int
    pen_names: int
    facets: Facets
    newest: tuple[int, ...]
    """The works that grew last, ``MOST_NEWEST`` of them."""


def find(
    wanted: Filter, scope: Scope, viewer: Viewer, *, page: int = 1, facets: bool = True
) -> Found:
    """One page of the works in ``scope`` that fit, as far as the viewer may know of them.

    A page beyond the end is empty; ``total`` still counts all. At most three queries.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        asked = question(wanted, scope, viewer)
        found, hits = index.search(asked)
        first = max(page - 1, 0) * WORKS_ON_A_PAGE
        order = _scores(wanted.order, scope, hits)
        works = (
            found.ranked(order, first, WORKS_ON_A_PAGE)
            if order
            else found.page(wanted.order, first, WORKS_ON_A_PAGE)
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


def overview(viewer: Viewer) -> Overview:
    """What the archive holds for this viewer. One query.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        found, _ = index.search(question(NO_FILTER, Scope(), viewer))
        return Overview(
            works=found.total,
            words=found.words,
            pen_names=found.pen_names,
            facets=found.facets(),
            newest=found.page(Order.UPDATED, 0, MOST_NEWEST),
        )


def counts_of(tag_ids: Iterable[int], viewer: Viewer) -> dict[int, int]:
    """In how many works that the viewer meets each of these tags, or what it means, stands.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        canonical = canonical_tags(tag_ids)
        found, _ = index.search(question(NO_FILTER, Scope(), viewer))
        counts = found.counts_of(sorted(set(canonical.values())))
    return {tag: counts[meant] for tag, meant in canonical.items()}


def by_ids(work_ids: Sequence[int], viewer: Viewer) -> list[Work]:
    """These works as blurbs show them, in this order; what the viewer may not know of is left out.

    The index may be a moment behind the database; who may see what is decided here.
    """
    known = Work.objects.visible_to(viewer).for_blurbs(viewer).with_pks(work_ids)
    works = {work.pk: work for work in known}
    return [works[pk] for pk in work_ids if pk in works]


@dataclass(frozen=True, slots=True)
class _Index:
    """The current index, open."""

    columns: Columns
    text: Path

    def search(self, question: Question) -> tuple[Search, Scores | None]:
        """What fits, and how well, if there are words that it must fit."""
        hits = None
        if question.words is not None:
            reader = text.open(self.text)
            tag = columns.rarest(self.columns, question.asked.every)
            found = reader.hits(question.words, sees_adult=question.sees_adult, tag=tag)
            hits = Scores(found.work_ids, found.values)
        return Search(self.columns, question.asked, question.access, hits), hits


@contextmanager
def _index() -> Iterator[_Index]:
    with generations.reading() as generation:
        try:
            yield _Index(columns.open(generation.columns), generation.text)
        except IndexError as error:
            raise Damaged(f"columns: {error}") from error


def _scores(order: Order, scope: Scope, hits: Scores | None) -> Scores | None:
    """What a page goes by that is in no column."""
    if order == Order.PLACE and scope.series is not None:
        return _places(scope.series)
    return hits if order == Order.RELEVANCE else None


def _places(series: int) -> Scores:
    """The works of a series, those that come first with the highest scores."""
    works = (
        SeriesEntry.objects.filter(series=series)
        .order_by("position")
        .values_list("work", flat=True)
    )
    ids = np.array(works, np.int64)
    return Scores(ids, np.arange(len(ids), 0, -1, dtype=np.float32))


def hidden_by(
    wanted: Filter, scope: Scope, viewer: Viewer, shields: Sequence[Shield]
) -> list[int]:
    """How many works of a list each of these shields would hide from the viewer, by itself.

    At most three queries, however many there are.

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
