"""What clocks on walls say, through both changes of the clocks."""

from datetime import UTC, date, datetime, time

import pytest

from fascicle.works import walltime
from fascicle.works.walltime import Run, moment

NEW_YORK, BERLIN, LORD_HOWE = "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ("2026-03-08T01:30", NEW_YORK, "2026-03-08T06:30"),
        ("2026-03-08T02:30", NEW_YORK, "2026-03-08T07:30"),  # never shown: 03:30
        ("2026-03-08T03:30", NEW_YORK, "2026-03-08T07:30"),
        ("2026-11-01T01:30", NEW_YORK, "2026-11-01T05:30"),  # shown twice: the first
        ("2026-11-01T02:30", NEW_YORK, "2026-11-01T07:30"),
        ("2026-03-29T02:00", BERLIN, "2026-03-29T01:00"),
        ("2026-10-25T02:59", BERLIN, "2026-10-25T00:59"),
        ("2026-10-04T02:15", LORD_HOWE, "2026-10-03T15:45"),  # half an hour: 02:45
        ("2026-06-01T12:00", "Nowhere/Any_More", "2026-06-01T12:00"),
        ("2026-06-01T12:00", "../../etc/passwd", "2026-06-01T12:00"),
    ],
)
def test_a_wall_time_is_one_moment(wall, zone, utc):
    found = moment(walltime.read(wall), zone)

    assert found == walltime.read(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "zone", "odd"),
    [
        ("2026-03-08T01:59", NEW_YORK, None),
        ("2026-03-08T02:00", NEW_YORK, "skipped"),
        ("2026-03-08T03:00", NEW_YORK, None),
        ("2026-11-01T01:59", NEW_YORK, "twice"),
        ("2026-11-01T02:00", NEW_YORK, None),
        ("2026-10-04T02:15", LORD_HOWE, "skipped"),
        ("2026-06-01T12:00", "Nowhere/Any_More", None),
    ],
)
def test_times_that_are_skipped_or_come_twice_are_known(wall, zone, odd):
    assert walltime.oddity(walltime.read(wall), zone) == odd


def test_what_a_wall_shows_is_read_back_as_it_was_written():
    wall = walltime.on_wall(datetime(2026, 7, 1, 16, tzinfo=UTC), BERLIN)

    assert walltime.write(wall) == "2026-07-01T18:00"
    assert walltime.read("2026-07-01T18:00") == wall


def test_every_friday_at_six_stays_at_six_through_both_changes():
    fridays = Run(0b0010000, 1, time(18), BERLIN, date(2026, 1, 1))

    walls = fridays.walls(datetime(2026, 1, 1, tzinfo=UTC), 52)

    assert {wall.weekday() for wall in walls} == {4}
    assert {wall.time() for wall in walls} == {time(18)}
    assert {moment(wall, BERLIN).hour for wall in walls} == {16, 17}
    assert len({wall.date() for wall in walls}) == 52


def test_a_run_has_several_days_and_skips_weeks():
    run = Run(0b0100001, 2, time(7, 30), NEW_YORK, date(2026, 11, 4))

    walls = run.walls(datetime(2026, 11, 1, tzinfo=UTC), 5)

    days = [(wall.month, wall.day) for wall in walls]
    assert days == [(11, 7), (11, 16), (11, 21), (11, 30), (12, 5)]


def test_a_time_that_has_just_come_is_not_coming():
    daily = Run(127, 1, time(12), "UTC", date(2026, 5, 1))

    (following,) = daily.walls(datetime(2026, 5, 3, 12, tzinfo=UTC), 1)

    assert following == datetime(2026, 5, 4, 12)  # noqa: DTZ001 - a wall's time


def test_a_run_ends_with_the_dates():
    last = Run(127, 52, time(12), "UTC", date(9999, 12, 30))

    assert len(last.walls(datetime(2026, 1, 1, tzinfo=UTC), 10)) == 2
