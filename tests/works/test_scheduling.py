"""Chapters that come out by themselves, once and at the right time, whatever the clocks do."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from fascicle.core.models import Archive
from fascicle.works import actions, walltime
from fascicle.works.models import PostingRun, ScheduledPosting
from fascicle.works.signals import chapter_posted
from fascicle.works.walltime import Run
from tests.factories import make_archive, make_chapter, make_user, make_work

pytestmark = pytest.mark.django_db
BERLIN = "Europe/Berlin"
START = datetime(2026, 3, 9, 12, tzinfo=UTC)
FRIDAYS = Run(0b0010000, 1, time(18), BERLIN, date(2026, 3, 9))


@pytest.fixture
def writer():
    return make_user("ines")


def make_drafts(count, writer):
    texts = [make_chapter(f"<p>Part {n}.</p>", title=str(n)) for n in range(count)]
    return make_work(texts=texts, posted=False, by=writer.pen_names.get())


def start_run(work, writer, run=FRIDAYS, at=START, quietly=False):
    chapters = work.chapters.drafts().values_list("pk", flat=True)
    return actions.set_run(
        work, run, chapters=set(chapters), quietly=quietly, by=writer, at=at
    )


def due(work):
    rows = ScheduledPosting.objects.filter(chapter__work=work).order_by("due_at")
    return [(row.chapter.title, row.due_at) for row in rows]


def schedule(chapter, writer, wall, zone=BERLIN, at=START):
    return actions.schedule_chapter(
        chapter,
        wall=walltime.read(wall),
        zone_name=zone,
        quietly=False,
        by=writer,
        at=at,
    )


def test_a_chapter_is_posted_at_its_time_and_not_before(writer):
    chapter = make_drafts(1, writer).chapters.get()
    schedule(chapter, writer, "2026-03-13T18:00")

    assert actions.post_due(at=datetime(2026, 3, 13, 16, 59, 59, tzinfo=UTC)) == 0
    assert actions.post_due(at=datetime(2026, 3, 13, 17, tzinfo=UTC)) == 1
    assert actions.post_due(at=datetime(2026, 3, 13, 17, tzinfo=UTC)) == 0

    chapter.refresh_from_db()
    assert chapter.posted_at == datetime(2026, 3, 13, 17, tzinfo=UTC)


def test_a_time_that_has_been_is_refused(writer):
    chapter = make_drafts(1, writer).chapters.get()

    with pytest.raises(actions.NotInFuture):
        schedule(chapter, writer, "2026-03-09T13:00")

    assert not ScheduledPosting.objects.exists()


def test_a_run_keeps_six_o_clock_through_both_changes_of_the_clocks(writer):
    work = make_drafts(40, writer)
    start_run(work, writer)

    for week in range(41):
        friday = datetime(2026, 3, 13, tzinfo=UTC) + timedelta(weeks=week)
        for half_hours in range(-2, 50):
            actions.post_due(at=friday + half_hours * timedelta(minutes=30))

    posted = work.chapters.in_order().values_list("posted_at", flat=True)
    walls = [walltime.on_wall(at, BERLIN) for at in posted]
    assert [wall.time() for wall in walls] == [time(18)] * 40
    assert [wall.date() for wall in walls] == [
        date(2026, 3, 13) + timedelta(weeks=n) for n in range(40)
    ]
    assert {at.hour for at in posted} == {16, 17}


def test_forty_jumps_of_the_clock_post_each_chapter_once(writer):
    """The clock goes back and forth by up to a month, and nothing comes out twice or early."""
    work = make_drafts(40, writer)
    start_run(work, writer)
    times = dict(due(work))
    heard = []

    def listen(chapter_id, **kwargs):
        heard.append(chapter_id)

    chapter_posted.connect(listen)
    draw, clock, highest = random.Random(7), START, START
    for _ in range(40):
        clock += timedelta(days=draw.randint(-30, 45), minutes=draw.randint(-90, 90))
        highest = max(highest, clock)
        actions.post_due(at=clock)
        for chapter in work.chapters.all():
            assert bool(chapter.posted_at) == (times[chapter.title] <= highest)
    actions.post_due(at=START + timedelta(weeks=60))
    chapter_posted.disconnect(listen)

    assert not work.chapters.drafts().exists()
    assert not ScheduledPosting.objects.exists()


def test_what_was_missed_comes_out_once_and_in_order(
    writer, django_capture_on_commit_callbacks
):
    work = make_drafts(5, writer)
    start_run(work, writer)
    heard = []

    def listen(chapter_id, **kwargs):
        heard.append(chapter_id)

    chapter_posted.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        three_weeks_on = START + timedelta(weeks=3)
        assert actions.post_due(at=three_weeks_on) == 3
        assert actions.post_due(at=three_weeks_on) == 0
    chapter_posted.disconnect(listen)

    first_three = work.chapters.in_order().values_list("pk", flat=True)[:3]
    assert heard == list(first_three)
    assert [title for title, _ in due(work)] == ["3", "4"]


def test_a_run_follows_the_order_of_the_chapters(writer):
    work = make_drafts(3, writer)
    start_run(work, writer)
    times = [at for _, at in due(work)]

    actions.move_chapter(work.chapters.get(title="2"), to="first", at=START)
    assert due(work) == list(zip(["2", "0", "1"], times, strict=True))

    actions.post_chapter(work.chapters.get(title="2"), at=START)
    assert due(work) == list(zip(["0", "1"], times[:2], strict=True))

    actions.cancel_schedule(work.chapters.get(title="0"), at=START)
    assert due(work) == [("1", times[0])]


def test_nothing_half_written_joins_a_run_unasked(writer):
    work = make_drafts(2, writer)
    start_run(work, writer)

    actions.add_chapter(
        work, make_chapter("<p>Not done yet</p>", title="new"), at=START
    )
    actions.post_due(at=START + timedelta(weeks=10))

    assert [c.title for c in work.chapters.drafts()] == ["new"]


def test_a_run_that_ends_posts_no_more_but_leaves_other_times(writer):
    work = make_drafts(3, writer)
    start_run(work, writer)
    schedule(work.chapters.get(title="2"), writer, "2026-06-01T09:00")

    actions.end_run(work)

    assert [title for title, _ in due(work)] == ["2"]
    assert not PostingRun.objects.exists()


def test_new_rules_of_a_zone_move_the_moment_and_not_the_wall_time(writer):
    work = make_drafts(1, writer)
    row = schedule(work.chapters.get(), writer, "2026-07-01T18:00")
    wrong = row.due_at + timedelta(hours=1)
    ScheduledPosting.objects.update(due_at=wrong)  # as older rules would have had it

    assert actions.agree_with_clocks(at=START) == 1
    assert actions.agree_with_clocks(at=START) == 0

    row.refresh_from_db()
    assert row.due_at == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert row.wall_time == "2026-07-01T18:00"


def test_what_lies_in_the_bin_is_not_posted_nor_on_its_way_back(writer):
    work = make_drafts(2, writer)
    start_run(work, writer)
    work.chapters.filter(title="0").update(deleted_at=START, position=10**9)

    actions.agree_with_clocks(at=START)
    actions.post_due(at=START + timedelta(weeks=9))

    assert [c.title for c in work.chapters.filter(posted_at=None)] == ["0"]
    assert not ScheduledPosting.objects.exists()


def test_an_unrated_work_waits_and_holds_up_nobody_else(writer):
    make_archive()
    Archive.objects.update(requires_rating=True)
    unrated = make_work(rated=False, posted=False)
    rated = make_drafts(1, writer)
    for work in (unrated, rated):
        schedule(work.chapters.get(), writer, "2026-03-13T18:00")

    assert actions.post_due(at=START + timedelta(weeks=1)) == 1

    assert [title for title, _ in due(unrated)] == [""]
    assert rated.chapters.get().posted_at
