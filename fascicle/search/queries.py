"""The one door to lists of works: which are on a page, how many there are, and of what kinds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from django.utils import timezone

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search import columns, generations
from fascicle.search.columns import Access, Asked, Columns, Scores, Search
from fascicle.search.damage import Damaged
from fascicle.search.filters import (
    NO_FILTER,
    WORKS_ON_A_PAGE,
    Count,
    Filter,
    Found,
    Order,
    Scope,
)
from fascicle.search.generations import IndexUnavailable as IndexUnavailable
from fascicle.tags.models import Tag
from fascicle.works.models import SeriesEntry, Work
from fascicle.works.models.works import own_works


@dataclass(frozen=True, slots=True)
class _Question:
    """A filter with everything that had to be looked up in the database."""

    asked: Asked
    access: Access


def find(
    wanted: Filter, scope: Scope, viewer: Viewer, *, page: int = 1, facets: bool = True
) -> Found:
    """One page of the works in ``scope`` that fit, as far as the viewer may know of them.

    A page beyond the end is empty; ``total`` still counts all. At most three queries.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        question = _question(wanted, scope, viewer)
        found = Search(index, question.asked, question.access)
        first = (page - 1) * WORKS_ON_A_PAGE
        return Found(
            _page(found, wanted.order, scope, first),
            total=found.total,
            hidden=found.hidden,
            facets=found.facets() if facets else None,
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
        question = _question(wanted, scope, viewer)
        found = Search(index, question.asked, question.access)
        if among is None:
            return found.top(kind, most)
        tags = sorted(set(_canonical(among).values()))
        counts = found.counts_of(tags)
        kinds = columns.kinds_of(index, tags)
        pairs = [
            Count(tag, works)
            for tag, works in counts.items()
            if works and kinds[tag] == kind
        ]
        return tuple(sorted(pairs, key=lambda one: -one.works)[:most])


def counts_of(tag_ids: Iterable[int], viewer: Viewer) -> dict[int, int]:
    """In how many works that the viewer meets each of these tags, or what it means, stands.

    :raises IndexUnavailable: if there is no index.
    """
    with _index() as index:
        canonical = _canonical(tag_ids)
        question = _question(NO_FILTER, Scope(), viewer)
        found = Search(index, question.asked, question.access)
        counts = found.counts_of(sorted(set(canonical.values())))
    return {tag: counts[meant] for tag, meant in canonical.items()}


def by_ids(work_ids: Sequence[int], viewer: Viewer) -> list[Work]:
    """These works as blurbs show them, in this order; what the viewer may not know of is left out.

    The index may be a moment behind the database; who may see what is decided here.
    """
    known = Work.objects.visible_to(viewer).for_blurbs(viewer).with_pks(work_ids)
    works = {work.pk: work for work in known}
    return [works[pk] for pk in work_ids if pk in works]


@contextmanager
def _index() -> Iterator[Columns]:
    with generations.reading() as generation:
        try:
            yield columns.open(generation.columns)
        except IndexError as error:
            raise Damaged(f"columns: {error}") from error


def _question(wanted: Filter, scope: Scope, viewer: Viewer) -> _Question:
    """Two queries at most: what tags mean, and the viewer's own works."""
    tags = columns.tags_of(wanted, scope) | viewer.shield.tags
    canonical = _canonical(tags)
    own = () if viewer.user is None else tuple(sorted(own_works(viewer)))
    return _Question(
        columns.asked(wanted, scope, canonical, timezone.get_current_timezone()),
        Access(
            is_member=viewer.is_member,
            own=own,
            shield=_meant(viewer.shield, canonical),
        ),
    )


def _meant(shield: Shield, canonical: Mapping[int, int]) -> Shield:
    return replace(shield, tags=frozenset(canonical[tag] for tag in shield.tags))


def _canonical(tags: Iterable[int]) -> dict[int, int]:
    """What each tag is a synonym of, or itself."""
    canonical = {tag: tag for tag in tags}
    known = [tag for tag in canonical if columns.is_key(tag)]
    if known:
        synonyms = Tag.objects.filter(pk__in=known, canonical__isnull=False)
        for tag, meant in synonyms.values_list("pk", "canonical"):
            canonical[tag] = meant or tag
    return canonical


def _page(found: Search, order: Order, scope: Scope, first: int) -> tuple[int, ...]:
    if order == Order.PLACE and scope.series is not None:
        return found.ranked(_places(scope.series), first, WORKS_ON_A_PAGE)
    return found.page(order, first, WORKS_ON_A_PAGE)


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
        question = _question(wanted, scope, viewer)
        canonical = _canonical({tag for shield in shields for tag in shield.tags})
        return [
            Search(
                index,
                question.asked,
                replace(question.access, shield=_meant(shield, canonical)),
            ).hidden
            for shield in shields
        ]
