"""How works are read: numbers by week and by chapter, and nothing on anybody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from fascicle.accounts.viewer import Viewer
from fascicle.works.models import Chapter, ChapterReads, Tally, Work, WorkQuerySet
from fascicle.works.models.tallies import RECEIVED, ChapterReadsQuerySet

#: So many weeks are shown.
WEEKS = 26


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A public chapter and how it was read; ``share`` is of the first chapter's, in per cent."""

    chapter: Chapter
    lately: int
    ever: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chapter whose weeks are looked at, between those beside it."""

    chapter: Chapter
    before: Chapter | None
    after: Chapter | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work and how it was read and received."""

    work: Work
    lately: int
    ever: int
    tally: Tally | None


def weeks_until(today: date, count: int = WEEKS) -> list[date]:
    """The Mondays of so many weeks, the present one last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=n) for n in reversed(range(count))]


def reads_by_week(works: Sequence[Work], weeks: Sequence[date]) -> list[int]:
    """How often these works were read in each of the weeks. One query."""
    return _by_week(ChapterReads.objects.of(_among(works), since=weeks[0]), weeks)


def reads_of_chapter(chapter: Chapter, weeks: Sequence[date]) -> list[int]:
    """How often a chapter was read in each of the weeks. One query."""
    return _by_week(chapter.reads.all(), weeks)


def _by_week(rows: ChapterReadsQuerySet, weeks: Sequence[date]) -> list[int]:
    among = rows.filter(week__in=weeks).order_by()
    sums = dict(among.values_list("week").annotate(sum=Sum("count")))
    return [sums.get(week, 0) for week in weeks]


def chapters_of(work: Work, weeks: Sequence[date]) -> list[ChapterRow]:
    """The public chapters of a work in order, with how far readers get. Three queries."""
    chapters = Chapter.objects.of(work).posted().before_gate().in_order()
    ever = _by_chapter(work)
    lately = _by_chapter(work, since=weeks[0])
    first: int | None = None
    rows = []
    for chapter in chapters:
        count = ever.get(chapter.pk, 0)
        first = count if first is None else first
        share = round(100 * count / first) if first else None
        rows.append(ChapterRow(chapter, lately.get(chapter.pk, 0), count, share))
    return rows


def _by_chapter(work: Work, since: date | None = None) -> dict[int, int]:
    rows = ChapterReads.objects.of(_among([work]), since=since)
    return dict(rows.order_by().values_list("chapter").annotate(sum=Sum("count")))


def chosen_of(rows: Sequence[ChapterRow], key: str) -> Chosen | None:
    """The chapter of this key; None where no row has it."""
    chapters = [row.chapter for row in rows]
    for n, chapter in enumerate(chapters):
        if str(chapter.pk) == key:
            before = chapters[n - 1] if n else None
            return Chosen(chapter, before, next(iter(chapters[n + 1 : n + 2]), None))
    return None


def works_of(viewer: Viewer, weeks: Sequence[date]) -> list[WorkRow]:
    """The viewer's public works, the most read of late first. Four queries."""
    works = list(Work.objects.editable_by(viewer).posted().only("title", "posted_at"))
    ever, lately = _by_work(works), _by_work(works, since=weeks[0])
    tallies = {one.work_id: one for one in Tally.objects.filter(work__in=works)}
    rows = [
        WorkRow(
            work, lately.get(work.pk, 0), ever.get(work.pk, 0), tallies.get(work.pk)
        )
        for work in works
    ]
    return sorted(rows, key=lambda row: (-row.lately, -row.ever, row.work.pk))


def _by_work(works: Sequence[Work], since: date | None = None) -> dict[int, int]:
    rows = ChapterReads.objects.of(_among(works), since=since)
    sums = rows.order_by().values_list("chapter__work").annotate(sum=Sum("count"))
    return dict(sums)


def _among(works: Sequence[Work]) -> WorkQuerySet:
    return Work.objects.with_pks([work.pk for work in works])


def table_of(works: Sequence[Work]) -> Iterator[tuple[str, ...]]:
    """Every number there is, for a spreadsheet: work, chapter, its title, week, reads."""
    rows = ChapterReads.objects.of(_among(works)).select_related("chapter__work")
    named = rows.only(
        "week", "count", "chapter__position", "chapter__title", "chapter__work__title"
    ).order_by("chapter__work", "chapter__position", "week")
    for row in named.iterator():
        chapter = row.chapter
        where = (str(chapter.work), str(chapter.position), chapter.title)
        yield (*where, row.week.isoformat(), str(row.count))


def received_by(rows: Sequence[WorkRow]) -> Iterator[tuple[str, ...]]:
    """How each work was read and received, for a spreadsheet."""
    for row in rows:
        received = [str(getattr(row.tally, name, 0)) for name in RECEIVED]
        yield (str(row.work), str(row.lately), str(row.ever), *received)


def tally_of(work: Work) -> Tally | None:
    """How a work was received; None if nobody has done anything with it yet."""
    return Tally.objects.filter(work=work).first()


def columns_in_use(rows: Sequence[WorkRow]) -> dict[str, bool]:
    """Which columns of how works were received hold anything at all."""
    columns: dict[str, bool] = defaultdict(bool)
    for row in rows:
        for name in RECEIVED:
            columns[name] |= bool(row.tally and getattr(row.tally, name))
    return dict(columns)
