"""Times as a clock on somebody's wall says them, and runs of them. Pure.

What a writer means by "Friday 18:00" is a time on their wall, whatever the clocks do until then.
So wall times are what is kept, and moments in UTC follow from them by the rules of the zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

WRITTEN = "%Y-%m-%dT%H:%M"
DAYS_A_WEEK = 7


def zone(name: str) -> ZoneInfo:
    """The time zone of this IANA name; UTC where it is unknown (any more)."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_names() -> list[str]:
    """The zones that people choose from: a region and a place, and UTC."""
    odd = ("Etc/", "SystemV/", "US/")
    named = (name for name in available_timezones() if "/" in name)
    return ["UTC", *sorted(name for name in named if not name.startswith(odd))]


def moment(wall: datetime, zone_name: str) -> datetime:
    """When a wall clock there shows this, in UTC.

    A time that is shown twice, when clocks go back, is the first of the two. One that is never
    shown, when they go forward, is moved on by as much as the clocks are.
    """
    # PEP 495: with fold=0 both follow, for the rules from before the change are taken.
    there = wall.replace(tzinfo=zone(zone_name), fold=0)
    return there.astimezone(UTC)


class Oddity(StrEnum):
    """How a time on a wall can be no single moment, when the clocks change."""

    SKIPPED = "skipped"
    TWICE = "twice"


def oddity(wall: datetime, zone_name: str) -> Oddity | None:
    """What is odd about a time on a wall there; None on nearly every day."""
    there = wall.replace(tzinfo=zone(zone_name))
    before, after = (there.replace(fold=fold).utcoffset() for fold in (0, 1))
    if before == after or before is None or after is None:
        return None
    return Oddity.SKIPPED if before < after else Oddity.TWICE


def on_wall(at: datetime, zone_name: str) -> datetime:
    """What a wall clock there shows at this moment."""
    return at.astimezone(zone(zone_name)).replace(tzinfo=None)


def write(wall: datetime) -> str:
    return wall.strftime(WRITTEN) if wall.year > 999 else wall.isoformat()[:16]


def read(written: str) -> datetime:
    return datetime.strptime(written, WRITTEN)  # noqa: DTZ007 - a wall's time has no zone


@dataclass(frozen=True, slots=True)
class Run:
    """Every so many weeks, on some days, at one time, from a day on."""

    weekdays: int
    """Bits; Monday is 1."""
    every_weeks: int
    time: time
    zone_name: str
    starts_on: date

    def days(self) -> Iterator[date]:
        """The days of the run, for as long as there are dates."""
        monday = self.starts_on - timedelta(days=self.starts_on.weekday())
        try:
            while True:
                for day in range(DAYS_A_WEEK):
                    date_ = monday + timedelta(days=day)
                    if self.weekdays >> day & 1 and date_ >= self.starts_on:
                        yield date_
                monday += timedelta(weeks=self.every_weeks)
        except OverflowError:
            return

    def walls(self, after: datetime, count: int) -> list[datetime]:
        """The next so many times on the wall that lie after a moment."""
        minute = self.time.replace(second=0, microsecond=0)
        times = (datetime.combine(day, minute) for day in self.days())
        coming = (wall for wall in times if moment(wall, self.zone_name) > after)
        return list(islice(coming, count))
