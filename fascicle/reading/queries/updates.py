"""What a reader was told, as pages and letters say it: by day, and by work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Follow, NewsKind, Update
from fascicle.works.models import Work

UPDATES_ON_A_PAGE = 60
#: More unread ones than these are not counted.
MOST_COUNTED = 100
#: Why somebody was told, as pages let them choose.
REASONS = ("work", "series", "pen_name", "tag", "filter")


@dataclass(frozen=True, slots=True)
class Told:
    """What is new in one work on one day. Its pieces stand in the order they came."""

    work: Work
    day: date
    pieces: Sequence[Update]

    @property
    def is_unread(self) -> bool:
        return any(one.read_at is None for one in self.pieces)

    @property
    def update_ids(self) -> list[int]:
        return [one.pk for one in self.pieces if one.read_at is None]

    @property
    def chapters(self) -> list[Update]:
        return [one for one in self.pieces if one.news.kind == NewsKind.CHAPTER]

    @property
    def others(self) -> list[Update]:
        return [one for one in self.pieces if one.news.kind != NewsKind.CHAPTER]

    @property
    def is_new(self) -> bool:
        return any(one.news.kind == NewsKind.WORK for one in self.pieces)

    @property
    def address(self) -> str:
        """Where to begin: the first piece that is new."""
        first = self.pieces[0].news
        return (first.chapter or self.work).get_absolute_url()

    @property
    def why(self) -> Follow | None:
        """The follow that told, if it is of something else than the work."""
        follows = (one.follow for one in self.pieces if one.follow)
        return next((one for one in follows if one.work_id is None), None)

    @property
    def filter_name(self) -> str:
        return next((one.filter_name for one in self.pieces if one.filter_name), "")


@dataclass(frozen=True, slots=True)
class Day:
    """What a reader was told on one day."""

    day: date
    entries: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Updates:
    """A page of updates."""

    page: "Page[Update]"
    days: Sequence[Day]
    newest: int
    """The key of the newest update that there was; all up to it can be marked read."""

    @property
    def has_unread(self) -> bool:
        return any(entry.is_unread for day in self.days for entry in day.entries)


def unread_count(viewer: Viewer) -> int:
    """How many updates are new, ``MOST_COUNTED`` at most. One query, none for a guest."""
    if viewer.user is None:
        return 0
    return Update.objects.shown_to(viewer).unread()[:MOST_COUNTED].count()


def updates_of(
    viewer: Viewer, *, why: str = "", unread: bool = False, page: str | None = None
) -> Updates:
    """A page of what the viewer was told, the newest first. Seven queries at most."""
    shown = Update.objects.shown_to(viewer)
    if why in REASONS:
        shown = shown.why(why)
    if unread:
        shown = shown.unread()
    found = Paginator(shown.newest_first().for_page(), UPDATES_ON_A_PAGE).get_page(page)
    entries = told(found.object_list, viewer)
    days: dict[date, list[Told]] = {}
    for one in entries:
        days.setdefault(one.day, []).append(one)
    newest = max((one.pk for one in found.object_list), default=0)
    return Updates(found, [Day(*both) for both in days.items()], newest)


def told(updates: Iterable[Update], viewer: Viewer) -> list[Told]:
    """These updates, the newest first, by day and work. Four queries beside theirs."""
    rows = list(updates)
    known = Work.objects.visible_to(viewer).for_blurbs(viewer)
    works = {one.pk: one for one in known.with_pks([row.news.work_id for row in rows])}
    groups: dict[tuple[date, int], list[Update]] = {}
    for row in rows:
        groups.setdefault((_day(row.at), row.news.work_id), []).append(row)
    return [
        Told(works[work], day, _in_order(pieces))
        for (day, work), pieces in groups.items()
        if work in works
    ]


def _in_order(pieces: Iterable[Update]) -> list[Update]:
    """As they are to be read: chapters by their place, then the rest as it came."""
    return sorted(
        pieces, key=lambda one: (one.news.chapter is None, _place(one), one.pk)
    )


def _place(update: Update) -> int:
    return update.news.chapter.position if update.news.chapter else 0


def _day(at: datetime) -> date:
    return localtime(at).date()
