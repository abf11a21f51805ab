"""The outbox, read: what has changed since a position, and which works that means.

PostgreSQL's transactions commit out of order, and a row may appear before one that was read
already. So it is remembered which transactions were open when their place was passed, and their
rows are looked for until they have ended; a position never moves past the oldest of them. However
long one stays open, in this database or another of the same server, what others change is read.
SQLite has one writer at a time, and its rows appear in order.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeAlias

from django.db import connection
from django.db.models import Q

from fascicle.search.index import triggers
from fascicle.search.models import Change, Subject
from fascicle.tags.models import Tag
from fascicle.works.models import Byline, Work

#: How long rows are kept for a node that was away. One that comes later builds anew.
KEPT_FOR = timedelta(days=7)
#: The lane's condition is spelt out, or its index would not be used.
SELECT = (
    "SELECT xid, id, subject, subject_id FROM search_change"
    " WHERE {lane} AND (xid, id) > (%s, %s) AND xid <= %s ORDER BY xid, id LIMIT %s"
)
TRANSACTIONS = """
SELECT pg_snapshot_xmax(now)::text::bigint,
    ARRAY(SELECT open::text::bigint FROM pg_snapshot_xip(now) AS open),
    pg_current_xact_id_if_assigned()::text::bigint
FROM pg_current_snapshot() AS now
"""
_LAST = 2**63 - 1
Row: TypeAlias = tuple[int, int, str, int]
"""Transaction, number, subject, key of the subject."""


class Lane(Enum):
    """Edits are followed at once, tallies when there is time."""

    EDITS = "NOT (subject = 'tally')"
    TALLIES = "subject = 'tally'"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the outbox: all rows up to it have been followed."""

    xid: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A row by which to know the outbox again: gone, if it was trimmed or restored meanwhile."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What was read at once."""

    works: frozenset[int] = frozenset()
    groups: tuple[tuple[Subject, tuple[int, ...]], ...] = ()
    """Subjects that stand for the works bearing them, by what they are."""
    everything: bool = False
    last: int | None = None
    """The newest row; None if there was nothing new."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Which transactions may have rows that cannot be seen yet."""

    open: frozenset[int] = frozenset()
    last: int = _LAST
    """None later than this is known of."""

    @property
    def settled(self) -> int:
        """The last transaction before which, and with which, all have ended."""
        return min(self.open, default=self.last + 1) - 1


@dataclass(slots=True)
class Reader:
    """Reads one lane from a position on. What it gave counts as followed when read on."""

    lane: Lane
    position: Position
    """All rows up to it were given: here another reader can begin."""
    _furthest: Position = field(init=False)
    _open: dict[int, int] = field(init=False, default_factory=dict)
    """Transactions passed while they were open, with the last row that was given of each."""

    def __post_init__(self) -> None:
        self._furthest = self.position

    def read(self, most: int = 1000) -> News:
        """The next rows, coalesced. Moves on."""
        return _coalesced(self.rows(most))

    def rows(self, most: int) -> list[Row]:
        """The next rows, those of each transaction in order. Moves on."""
        # Before any row is read: what begins later is for the next time.
        moment = _moment()
        given = {**self._open, self._furthest.xid: self._furthest.id}
        rows: list[Row] = []
        for xid in sorted(self._open):
            rows += self._between(Position(xid, given[xid]), xid, most - len(rows))
        beyond = self._between(self._furthest, moment.last, most - len(rows))
        if beyond:
            self._furthest = Position(*beyond[-1][:2])
        rows += beyond
        given |= {xid: row_id for xid, row_id, *_ in rows}
        # If there may be more, it may be from those that have ended just now.
        unread = self._open.keys() if len(rows) >= most else set[int]()
        self._open = {
            xid: given.get(xid, 0)
            for xid in moment.open | unread
            if xid < self._furthest.xid
        }
        settled = min([moment.settled + 1, *self._open]) - 1
        self.position = max(
            self.position, min(self._furthest, Position(settled, _LAST))
        )
        return rows

    def _between(self, after: Position, last: int, limit: int) -> list[Row]:
        if limit <= 0:
            return []
        with connection.cursor() as cursor:
            asked = [after.xid, after.id, last, limit]
            cursor.execute(SELECT.format(lane=self.lane.value), asked)
            return list(cursor.fetchall())


def _moment() -> Moment:
    if connection.vendor != "postgresql":
        return Moment()
    with connection.cursor() as cursor:
        cursor.execute(TRANSACTIONS)
        after, running, own = cursor.fetchone()
    if own is None:
        return Moment(frozenset(running), after - 1)
    # We see our own rows. None from ``after`` on has ended.
    return Moment(frozenset({*running, *range(after, own), own}), max(after - 1, own))


def _coalesced(rows: Sequence[Row]) -> News:
    ids: dict[str, set[int]] = {}
    for _xid, _id, subject, subject_id in rows:
        ids.setdefault(subject, set()).add(subject_id)
    works = ids.get(Subject.WORK, set()) | ids.get(Subject.TALLY, set())
    groups = tuple(
        (subject, tuple(sorted(ids[subject])))
        for subject in (Subject.TAG, Subject.PEN_NAME, Subject.RATING)
        if subject in ids
    )
    last = max((row[1] for row in rows), default=None)
    return News(frozenset(works), groups, Subject.ALL in ids, last)


def here() -> Position:
    """Where to read on from after looking at the whole database from now on."""
    if connection.vendor == "postgresql":
        return Position(_moment().settled, _LAST)
    newest = Change.objects.order_by("-id").values_list("id", flat=True).first()
    return Position(0, newest or 0)


def mark() -> Mark:
    """The newest row but tallies; there is one afterwards if there was none."""
    newest = _newest()
    if newest is None:
        _note(Subject.MARK)
        newest = _newest()
    assert newest is not None  # noqa: S101 - just made
    return newest


def mark_at(row_id: int) -> Mark | None:
    """A row as a mark; None if it is gone."""
    at = Change.objects.filter(id=row_id).values_list("at", flat=True).first()
    return Mark(row_id, at) if at else None


def knows(mark: Mark) -> bool:
    """Whether this is still the outbox that the mark is from, and nothing after it was trimmed."""
    # Compared here: SQLite's own clock and Django write times with unlike precision.
    return mark_at(mark.id) == mark


def _newest() -> Mark | None:
    rows = Change.objects.exclude(subject=Subject.TALLY).order_by("-id")
    found = rows.values_list("id", "at").first()
    return Mark(*found) if found else None


def note_all() -> None:
    """Note that everything may have changed."""
    _note(Subject.ALL)


def _note(subject: Subject) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_change (xid, subject, subject_id)"  # noqa: S608 - our own words
            f" VALUES ({triggers.transaction_number()}, %s, 0)",
            [subject],
        )


def trim(*, at: datetime) -> int:
    """Forget what every node must have followed. The newest row stays, as a mark."""
    newest = _newest()
    old = Change.objects.filter(at__lt=at - KEPT_FOR)
    return old.exclude(id=newest.id if newest else 0).delete()[0]


@contextmanager
def paused() -> Iterator[None]:
    """Note nothing meanwhile, as a bulk load would want; then note that everything changed."""
    triggers.drop()
    try:
        yield
    finally:
        triggers.create()
        note_all()


def works_of(subject: Subject, ids: Iterable[int]) -> list[int]:
    """The works whose documents say something of these, in ascending order."""
    if subject == Subject.TAG:
        bearing = Q(
            pk__in=Work.tags.through.objects.filter(
                tag__in=Tag.objects.within(list(ids))
            ).values("work")
        )
    elif subject == Subject.PEN_NAME:
        bearing = Q(pk__in=Byline.objects.filter(pen_name__in=ids).values("work"))
    else:
        bearing = Q(rating__in=ids)
    return list(
        Work.objects.filter(bearing).order_by("pk").values_list("pk", flat=True)
    )
