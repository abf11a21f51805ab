"""Kept pages are forgotten when anything on them changes, by every process."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.timezone import now

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import PenName
from fascicle.core.models import Archive
from fascicle.core.public import changes
from fascicle.core.public.pages import MOST_AGE, Keeper, Page
from fascicle.tags.models import Tag
from fascicle.works import actions as works
from fascicle.works.models import Chapter, ChapterText, Rating, Series, Work
from tests.factories import NOW, PASSWORD, make_user, make_work
from tests.front import Front, chapter_of, logged_in

#: Transactions of their own, as changes have: PostgreSQL tells them apart by their numbers.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def front(archive):
    return Front()


@pytest.fixture
def work(archive):
    return make_work(chapters=2)


# ---------------------------------------------------------------- when it is forgotten

CHANGES = {
    "hidden": lambda work: Work.objects.filter(pk=work.pk).update(hidden_at=NOW),
    "members only": lambda work: Work.objects.filter(pk=work.pk).update(
        members_only=True
    ),
    "deleted": lambda work: works.delete_work(work),
    "text": lambda work: ChapterText.objects.filter(chapter__work=work).update(
        html="<p>New.</p>"
    ),
    "chapter taken back": lambda work: Chapter.objects.filter(work=work).update(
        posted_at=None
    ),
    "rating": lambda work: Rating.objects.update(is_adult=True),
    "pen name": lambda work: PenName.objects.update(name="Other"),
    "tag": lambda work: Tag.objects.first().delete(),
    "anonymous": lambda work: Work.objects.filter(pk=work.pk).update(anonymous=True),
    "series": lambda work: Series.objects.create(title="Roads"),
    "archive": lambda work: Archive.objects.update(name="Another"),
    "account": lambda work: make_user("somebody"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_by_the_next_look(front, work, name):
    path = chapter_of(work)
    front.get(path)
    assert front.is_kept(path)

    CHANGES[name](work)
    front.settle()

    assert not front.is_kept(path)


def test_logging_in_and_reading_change_nothing(front, work):
    path = chapter_of(work)
    front.get(path)
    cookie = logged_in()
    front.settle()
    front.get(path)
    assert front.is_kept(path)
    Client().login(username="member", password=PASSWORD)
    works.count_reads({work.chapters.first().pk: 3}, on=NOW.date())
    front.get(path, HTTP_COOKIE=cookie)
    front.settle()

    assert front.is_kept(path)


def test_a_list_is_forgotten_when_the_index_has_followed(front, work, index):
    front.get("/works/")
    make_work("Thunder")
    front.settle()
    assert b"Thunder" not in front.get("/works/")[2]  # the index has not heard yet
    index.catch_up()
    front.settle()

    assert b"Thunder" in front.get("/works/")[2]


def test_what_changes_while_a_page_is_made_is_not_kept_as_new(front, work):
    path = chapter_of(work)
    front.get("/")  # has looked
    django = front._django

    def slow(environ, start_response):
        answered = django(environ, start_response)
        ChapterText.objects.update(html="<p>New.</p>")
        return answered

    front._django = slow
    assert b"Part 1" in front.get(path)[2]
    front._django = django
    front.settle()

    assert b"New." in front.get(path)[2]


def test_what_was_undone_changes_nothing(front, work):
    path = chapter_of(work)
    front.get(path)
    with suppress(ZeroDivisionError), transaction.atomic():
        Work.objects.update(title="Never")
        1 / 0  # noqa: B018
    front.settle()

    assert front.is_kept(path)


def test_every_page_is_made_anew_now_and_then(front, work):
    front.get(chapter_of(work))
    for _ in range(int(MOST_AGE / 10) + 1):
        front.time += 10
        front.get("/")

    assert not front.is_kept(chapter_of(work))


# ---------------------------------------------------------------- the keeper by itself


def keeper(look=lambda: False, *, room=100_000):
    return Keeper([look], room=room, clock=lambda: 1.0)


def test_it_keeps_no_more_than_it_has_room_for_and_what_is_asked_for_longest():
    kept = keeper()
    for number in range(100):
        generation = kept.generation()
        kept.keep((str(number),), Page(b"x" * 1000, []), generation)
        assert kept.size <= 100_000
        kept.get(("0",))
    kept.keep(("huge",), Page(b"x" * 20_000, []), kept.generation())

    assert 20 < len(kept) < 30
    assert ("0",) in set(kept)
    assert ("99",) in set(kept)
    assert ("huge",) not in set(kept)


def test_while_nobody_can_tell_nothing_is_shown():
    answers = iter([False, DatabaseError(), False])

    def look():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    time = [1.0]
    kept = Keeper([look], room=100_000, clock=lambda: time[0])
    kept.keep(("a",), Page(b"a", []), kept.generation())
    assert kept.get(("a",))
    time[0] += 1

    assert kept.get(("a",)) is None
    assert kept.get(("a",)) is None
    kept.keep(("a",), Page(b"a", []), None)
    assert len(kept) == 0


def test_who_has_not_looked_for_long_believes_nothing():
    time = [1.0]
    kept = Keeper([lambda: False], room=100_000, clock=lambda: time[0])
    kept.keep(("a",), Page(b"a", []), kept.generation())
    time[0] += 3600

    assert kept.get(("a",)) is None


def test_every_table_is_watched_or_named():
    """A name in ``off_public_pages`` that is no model or column hides nothing."""
    for app in apps.get_app_configs():
        for name in getattr(app, "off_public_pages", ()):
            model, _, column = name.partition(".")
            if name != "*":
                assert not column or app.get_model(model)._meta.get_field(column)
                assert app.get_model(model)
    assert changes.triggers.stand()


def test_old_rows_are_forgotten_but_the_counter_stays(archive):
    changes.trim(at=now())

    assert not changes.Watch()._last
    watch = changes.Watch()
    assert watch.has_changed()
    assert not watch.has_changed()
    accounts.unclaimed_pen_name("Ada")
    assert watch.has_changed()


# ---------------------------------------------------------------- two processes


class Worker:
    """A process of the same archive, which does as it is told line by line."""

    def __init__(self, data):
        environment = {**os.environ, "FASCICLE_DATA": str(data)}
        environment["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
        environment.pop("DATABASE_URL", None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.public_page_worker"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, *words):
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def test_every_process_hears_of_a_change(tmp_path):
    one = Worker(tmp_path / "data")
    path = one.tell("prepare")
    other = Worker(tmp_path / "data")
    try:
        for worker in (one, other):
            assert worker.tell("get", path) == [200, "Salt Roads", False]
            assert worker.tell("get", path) == [200, "Salt Roads", True]
        one.tell("retitle", "Thunder")
        for worker in (one, other):
            assert worker.tell("get", path) == [200, "Thunder", False]
            assert worker.tell("get", path) == [200, "Thunder", True]
        other.tell("hide")
        for worker in (other, one):
            assert worker.tell("get", path)[0] == 404
    finally:
        one.end()
        other.end()
