"""What lists should hold, told by a plain reading of the database: slow, obvious, no index.

Written from what filters mean, apart from the engine, so that the two can be held against each
other. What fits the words of a query is told by the caller.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.search.lists.filters import (
    TOP,
    WORKS_ON_A_PAGE,
    Count,
    Crossover,
    Dates,
    Facets,
    Filter,
    Found,
    Order,
    Parts,
    Scope,
    Span,
)
from fascicle.tags.models import Broader, Kind, Tag
from fascicle.works.models import Byline, Relation, SeriesEntry, Tally, Work


@dataclass
class PlainWork:
    """A work with everything that filters ask about, as people would look it up."""

    work: Work
    tally: Tally
    meanings: set[int] = field(default_factory=set)
    pen_names: list[int] = field(default_factory=list)
    author: str = ""
    writers: set[int | None] = field(default_factory=set)
    series: set[int] = field(default_factory=set)
    is_crossover: bool = False
    has_sequel: bool = False

    @property
    def rating(self) -> int:
        return self.work.rating_id or 0

    @property
    def language(self) -> str:
        return self.work.language or "und"

    @property
    def status(self) -> str:
        return self.work.status or "unknown"

    @property
    def part_count(self) -> str:
        return "many" if self.work.chapter_count > 1 else "one"

    @property
    def is_listed(self) -> bool:
        """Whether people may come across it at all."""
        return self.is_public and not self.work.unlisted

    @property
    def is_public(self) -> bool:
        work = self.work
        return bool(work.posted_at and not work.hidden_at and not work.deleted_at)

    def is_by(self, viewer: Viewer) -> bool:
        return viewer.user is not None and viewer.user.pk in self.writers

    def is_visible_to(self, viewer: Viewer) -> bool:
        if viewer.user is None:
            return self.is_listed and not self.work.members_only
        is_own = self.is_by(viewer) and self.work.deleted_at is None
        return self.is_listed or is_own


class PlainArchive:
    """The whole archive as it stands in the database now."""

    def __init__(self) -> None:
        self.tags = {tag.pk: tag for tag in Tag.objects.all()}
        self.parents: dict[int, set[int]] = {}
        for link in Broader.objects.all():
            self.parents.setdefault(link.narrower_id, set()).add(link.broader_id)
        tallies = {tally.work_id: tally for tally in Tally.objects.all()}
        self.works = {
            work.pk: PlainWork(work, tallies.get(work.pk) or Tally(work=work))
            for work in Work.objects.all()
        }
        self._read_tags()
        self._read_bylines()
        self.places: dict[int, list[int]] = {}
        for entry in SeriesEntry.objects.order_by("position"):
            self.works[entry.work_id].series.add(entry.series_id)
            self.places.setdefault(entry.series_id, []).append(entry.work_id)
        self._read_sequels()
        self.shelves = {shelf.pk: shelf for shelf in Shelf.objects.all()}
        self.standing: dict[int, list[int]] = {}
        for standing in ShelfEntry.objects.order_by("position"):
            self.standing.setdefault(standing.shelf_id, []).append(standing.work_id)

    def canonical(self, tag_id: int) -> int:
        tag = self.tags.get(tag_id)
        return tag.canonical_id or tag_id if tag else tag_id

    def meanings(self, tag_id: int) -> set[int]:
        """What a tag means: its canonical tag and everything broader, step by step."""
        found: set[int] = set()
        waiting = [self.canonical(tag_id)]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.parents.get(one, ()))
        return found

    def _read_tags(self) -> None:
        mixing = set(
            Kind.objects.filter(makes_crossovers=True).values_list("pk", flat=True)
        )
        worn: dict[int, list[int]] = {}
        for link in Work.tags.through.objects.all():
            worn.setdefault(link.work_id, []).append(link.tag_id)
        for work_id, tag_ids in worn.items():
            one = self.works[work_id]
            one.meanings = set().union(*(self.meanings(tag) for tag in tag_ids))
            one.is_crossover = any(
                self._cross({self.canonical(tag) for tag in tag_ids}, kind)
                for kind in mixing
            )

    def _cross(self, canonical: set[int], kind: int) -> bool:
        """Whether there are several of a kind, and none of them is related to all others."""
        tags = {tag for tag in canonical if self.tags[tag].kind_id == kind}
        return len(tags) > 1 and not any(
            all(self.meanings(one) & self.meanings(other) for other in tags)
            for one in tags
        )

    def _read_bylines(self) -> None:
        for byline in Byline.objects.select_related("pen_name").order_by(
            "position", "pk"
        ):
            one = self.works[byline.work_id]
            if not one.pen_names:
                one.author = byline.pen_name.key
            one.pen_names.append(byline.pen_name_id)
            one.writers.add(byline.pen_name.user_id)

    def _read_sequels(self) -> None:
        for relation in Relation.objects.filter(kind="sequel", to_work__isnull=False):
            first, later = self.works[relation.to_work_id], self.works[relation.work_id]
            if later.is_listed and (
                first.work.members_only or not later.work.members_only
            ):
                first.has_sequel = True

    def find(
        self,
        wanted: Filter,
        scope: Scope,
        viewer: Viewer,
        *,
        page: int = 1,
        facets: bool = True,
        words: Sequence[int] | None = None,
    ) -> Found:
        known = self.known(wanted, scope, viewer, words)
        shown = [one for one in known if not self.is_shielded(one, viewer)]
        in_order = self.in_order(shown, wanted.order, scope, words)
        first = (page - 1) * WORKS_ON_A_PAGE
        return Found(
            tuple(one.work.pk for one in in_order[first : first + WORKS_ON_A_PAGE]),
            total=len(shown),
            hidden=len(known) - len(shown),
            facets=self.facets(shown) if facets else None,
        )

    def known(
        self,
        wanted: Filter,
        scope: Scope,
        viewer: Viewer,
        words: Sequence[int] | None = None,
    ) -> list[PlainWork]:
        """What fits and the viewer may know of, whatever they shield themselves from."""
        return [
            one
            for one in self.works.values()
            if self.is_known(one, scope, viewer)
            and self.is_within(one, scope)
            and self.fits(one, wanted)
            and (words is None or one.work.pk in words)
        ]

    def is_known(self, one: PlainWork, scope: Scope, viewer: Viewer) -> bool:
        """On one's own shelf stand works that no list shows, but whoever has their address."""
        shelf = self.shelves.get(scope.shelf or 0)
        is_own = shelf and viewer.user and shelf.user_id == viewer.user.pk
        if shelf and not (is_own or shelf.is_shared):
            return False
        return one.is_visible_to(viewer) or bool(is_own and one.is_public)

    def is_within(self, one: PlainWork, scope: Scope) -> bool:
        return (
            (scope.tag is None or self.canonical(scope.tag) in one.meanings)
            and (scope.pen_name is None or scope.pen_name in one.pen_names)
            and (scope.series is None or scope.series in one.series)
            and (scope.shelf is None or one.work.pk in self.standing[scope.shelf])
            and (scope.language is None or scope.language == one.work.language)
        )

    def fits(self, one: PlainWork, wanted: Filter) -> bool:
        return (
            self._fits_tags(one, wanted)
            and (not wanted.ratings or one.rating in wanted.ratings)
            and one.rating not in wanted.not_ratings
            and (not wanted.statuses or one.status in wanted.statuses)
            and (not wanted.languages or one.language in wanted.languages)
            and one.language not in wanted.not_languages
            and is_in(one.work.word_count, wanted.words)
            and is_in(one.work.chapter_count, wanted.chapters)
            and is_between(one.work.updated_at, wanted.updated)
            and is_between(one.work.posted_at, wanted.posted)
            and (wanted.crossover != Crossover.ONLY or one.is_crossover)
            and (wanted.crossover != Crossover.NONE or not one.is_crossover)
            and (wanted.parts == Parts.ANY or one.part_count == wanted.parts)
            and (not wanted.has_sequel or one.has_sequel)
        )

    def _fits_tags(self, one: PlainWork, wanted: Filter) -> bool:
        for choice in wanted.tags:
            bears = [self.canonical(tag) in one.meanings for tag in choice.include]
            enough = any if choice.match_any else all
            if bears and not enough(bears):
                return False
            if any(self.canonical(tag) in one.meanings for tag in choice.exclude):
                return False
        return True

    def is_shielded(self, one: PlainWork, viewer: Viewer) -> bool:
        shield: Shield = viewer.shield
        if one.is_by(viewer):
            return False
        return (
            any(self.canonical(tag) in one.meanings for tag in shield.tags)
            or any(pen_name in shield.pen_names for pen_name in one.pen_names)
            or one.work.pk in shield.works
            or one.rating in shield.ratings
            or one.language in shield.languages
            or (shield.unfinished and one.status in ("ongoing", "hiatus", "abandoned"))
            or one.work.word_count < shield.shorter_than
            or (shield.longer_than > 0 and one.work.word_count > shield.longer_than)
        )

    def in_order(
        self,
        works: Iterable[PlainWork],
        order: Order,
        scope: Scope,
        words: Sequence[int] | None = None,
    ) -> list[PlainWork]:
        by_id = sorted(works, key=lambda one: one.work.pk)
        if order == Order.TITLE:
            return sorted(by_id, key=lambda one: one.work.title_key.encode()[:24])
        if order == Order.AUTHOR:
            return sorted(by_id, key=lambda one: one.author.encode()[:16])
        if order == Order.PLACE and scope.series is not None:
            place = self.places[scope.series].index
            return sorted(by_id, key=lambda one: place(one.work.pk))
        if order == Order.PLACE and scope.shelf is not None:
            place = self.standing[scope.shelf].index
            return sorted(by_id, key=lambda one: place(one.work.pk))
        if order == Order.RELEVANCE and words is not None:
            return sorted(by_id, key=lambda one: list(words).index(one.work.pk))
        return sorted(by_id, key=lambda one: (_measure(one, order), one.work.pk))[::-1]

    def facets(self, works: Sequence[PlainWork]) -> Facets:
        by_kind: dict[int, Counter[int | str]] = {}
        for one in works:
            for tag in one.meanings:
                by_kind.setdefault(self.tags[tag].kind_id, Counter())[tag] += 1
        return Facets(
            kinds={kind: most_frequent(by_kind[kind])[:TOP] for kind in by_kind},
            ratings=most_frequent(Counter(one.rating for one in works)),
            statuses=most_frequent(Counter(one.status for one in works)),
            languages=most_frequent(Counter(one.language for one in works)),
            parts=most_frequent(Counter(one.part_count for one in works)),
        )

    def more_counts(
        self,
        wanted: Filter,
        scope: Scope,
        viewer: Viewer,
        kind: int,
        *,
        among: Sequence[int] | None = None,
        most: int = 100,
        words: Sequence[int] | None = None,
    ) -> tuple[Count, ...]:
        known = self.known(wanted, scope, viewer, words)
        counter: Counter[int | str] = Counter()
        for one in known:
            if not self.is_shielded(one, viewer):
                counter.update(
                    tag for tag in one.meanings if self.tags[tag].kind_id == kind
                )
        if among is not None:
            asked = {self.canonical(tag) for tag in among}
            counter = Counter({key: n for key, n in counter.items() if key in asked})
        return most_frequent(counter)[:most]


def plain_find(
    wanted: Filter,
    scope: Scope,
    viewer: Viewer,
    page: int = 1,
    facets: bool = True,
    words: Sequence[int] | None = None,
) -> Found:
    """What ``queries.find`` should answer; ``words`` fit the query, best first."""
    return PlainArchive().find(
        wanted, scope, viewer, page=page, facets=facets, words=words
    )


def plain_more_counts(
    wanted: Filter,
    scope: Scope,
    viewer: Viewer,
    kind: int,
    *,
    among: Sequence[int] | None = None,
    most: int = 100,
    words: Sequence[int] | None = None,
) -> tuple[Count, ...]:
    """What ``queries.more_counts`` should answer."""
    return PlainArchive().more_counts(
        wanted, scope, viewer, kind, among=among, most=most, words=words
    )


def most_frequent(counter: "Counter[int | str]") -> tuple[Count, ...]:
    """The most frequent first, ties by key."""
    pairs = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(key, works) for key, works in pairs)


def is_in(number: int, span: Span) -> bool:
    return (span.least is None or number >= span.least) and (
        span.most is None or number <= span.most
    )


def is_between(at: datetime | None, dates: Dates) -> bool:
    if dates.first is None and dates.last is None:
        return True
    if at is None:
        return False
    day: date = timezone.localtime(at).date()
    return (dates.first is None or day >= dates.first) and (
        dates.last is None or day <= dates.last
    )


def _measure(one: PlainWork, order: Order) -> float:
    """What an order goes by. Times in whole seconds, as the index has them."""
    work, tally = one.work, one.tally
    measures: dict[str, float] = {
        Order.POSTED: int(work.posted_at.timestamp()) if work.posted_at else 0,
        Order.WORDS: work.word_count,
        Order.KUDOS: tally.kudos,
        Order.COMMENTS: tally.comments,
        Order.BOOKMARKS: tally.bookmarks,
        Order.HITS: tally.hits,
    }
    return measures.get(order, int(work.updated_at.timestamp()))
