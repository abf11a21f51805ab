"""A week of a running serial: what its readers find among their updates and in their letters."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from fascicle.accounts.actions.preferences import prefer_letters
from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Update
from fascicle.reading.queries.updates import updates_of
from fascicle.reading.telling import digests
from fascicle.search import telling
from fascicle.search.actions import follow_filter, keep_filter
from fascicle.works import actions as works
from fascicle.works.actions import ChapterInput, NewChapter
from fascicle.works.models import Chapter, Mode, Work
from fascicle.works.walltime import Run
from tests.factories import make_user, make_work
from tests.reading.serial import follow, make_writer, spread
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

MONDAY = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
#: Monday, Wednesday and Friday in the evening.
DAYS = Run(
    weekdays=0b10101,
    every_weeks=1,
    time=time(18),
    zone_name="UTC",
    starts_on=MONDAY.date(),
)


@dataclass(frozen=True, slots=True)
class Story:
    """Who writes it, under which name, and the chapter that comes last."""

    writer: User
    name: PenName
    serial: Work
    last: Chapter


@pytest.fixture(autouse=True)
def by_the_clock_of_greenwich(settings):
    settings.SENDS_MAIL = True
    settings.TIME_ZONE = "UTC"


def make_reader(username, rhythm):
    user = make_user(username)
    user.email = f"{username}@post.example"
    user.save()
    prefer_letters(user, rhythm)
    return user


def pass_hour(at, index):
    """What the worker does in an hour."""
    works.post_due(at=at)
    spread(at)
    index.catch_up()
    telling.tell_followers(at=at)
    digests.post_due(at=at)


def letters_to(user):
    return [one for one in mail.outbox if user.email in one.to]


def revise(chapter, text, *, by, at):
    chapter.refresh_from_db()
    new = ChapterInput(text=text, mode=Mode.PLAIN)
    works.save_chapter(
        chapter, new, base_version=chapter.version, by=by, at=at, tell=False
    )


@pytest.fixture
def story():
    """A serial with four chapters to come, three of them by a run."""
    writer, name = make_writer()
    serial = make_work("The Long Gale", by=name)
    drafts = [
        works.add_chapter(serial, NewChapter(html=f"<p>Part {n}.</p>"), at=MONDAY)
        for n in range(2, 6)
    ]
    keys = [one.pk for one in drafts[:3]]
    works.set_run(serial, DAYS, chapters=keys, quietly=False, by=writer, at=MONDAY)
    return Story(writer, name, serial, drafts[3])


@pytest.fixture
def readers(story):
    """One for each rhythm of letters, who follow the serial."""
    rhythms = ("at_once", "daily", "weekly", "never")
    readers = {one: make_reader(one.replace("_", "-"), one) for one in rhythms}
    for user in readers.values():
        follow(user, story.serial, at=MONDAY)
    return readers


@pytest.fixture
def tag():
    return make_tag("storms")


@pytest.fixture
def sieve(tag):
    """A reader who follows a filter alone."""
    user = make_reader("sieve", "daily")
    kept = keep_filter(
        "Storms", path="/works/", query=f"tag={tag.pk}", by=user, at=MONDAY
    )
    follow_filter(kept, at=MONDAY)
    return user


def mend_a_slip(story, tag, at):
    """Of which nobody is told."""
    first = story.serial.chapters.get(position=1)
    revise(first, "Mended.", by=story.writer, at=at)


def post_a_story_under_the_tag(story, tag, at):
    other = make_work("Squall", by=story.name, tags=[tag], posted=False)
    works.post_chapter(other.chapters.get(), at=at)


def post_quietly(story, tag, at):
    works.post_chapter(story.last, at=at, quietly=True)


def announce(story, tag, at):
    works.announce(story.serial, "<p>A week of rest.</p>", by=story.writer, at=at)


#: What happens beside the run, by the hour of the week.
HAPPENINGS = {
    30: mend_a_slip,  # Tuesday noon
    54: post_a_story_under_the_tag,  # Wednesday noon
    78: post_quietly,  # Thursday noon
    126: announce,  # Saturday noon
}


def test_a_week_of_a_serial(index, story, readers, tag, sieve):
    for hour in range(7 * 24 + 3):
        at = MONDAY + hour * HOUR
        if happening := HAPPENINGS.get(hour):
            happening(story, tag, at)
        pass_hour(at, index)

    for user in readers.values():
        told = Update.objects.filter(user=user).order_by("pk")
        kinds = [one.news.kind for one in told]
        assert kinds == ["chapter", "chapter", "chapter", "announcement"]
        days = [day.day.weekday() for day in updates_of(Viewer(user)).days]
        assert days == [5, 4, 2, 0]
    assert [len(letters_to(user)) for user in readers.values()] == [4, 4, 1, 0]
    weekly = letters_to(readers["weekly"])[0]
    assert weekly.subject == "The Harbour Archive: new in “The Long Gale”"
    assert weekly.body.count("Chapter ") == 3
    assert "Mended" not in weekly.body
    (update,) = Update.objects.filter(user=sieve)
    assert (update.news.work.title, update.filter_name) == ("Squall", "Storms")
    assert [one.subject for one in letters_to(sieve)] == [
        "The Harbour Archive: new in “Squall”"
    ]
    assert not Update.objects.filter(user=story.writer).exists()
