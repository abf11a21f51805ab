"""Readers are told of new works that come into filters they follow."""

from datetime import timedelta

import pytest

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.reading.models import Update
from fascicle.search import telling
from fascicle.search.actions import follow_filter, keep_filter
from tests.factories import NOW, make_rating, make_user, make_work
from tests.reading.serial import LATER, follow, make_writer, post_next, spread
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def keep(user, name="Stormy", *, path="/works/", query=""):
    one = keep_filter(name, path=path, query=query, by=user, at=NOW)
    follow_filter(one, at=NOW)
    return one


def make_new(title, **kwargs):
    """A work that comes out by its writer's hand."""
    work = make_work(title, posted=False, **kwargs)
    post_next(work)
    return work


def tell(at=LATER):
    while telling.tell_followers(at=at):
        pass


def told(user):
    rows = Update.objects.filter(user=user).order_by("pk")
    return [(one.news.work.title, one.filter_name) for one in rows]


def test_a_new_work_is_told_to_those_whose_filter_it_came_into(index):
    storms, calms = make_tag("storms"), make_tag("calms")
    reader, other = make_user(), make_user("other")
    keep(reader, query=f"tag={storms.pk}")
    keep(other, "Calm", query=f"tag={calms.pk}")

    make_new("Thunder", tags=[storms])
    index.catch_up()
    tell()
    tell()

    assert told(reader) == [("Thunder", "Stormy")]
    assert told(other) == []


def test_words_of_a_filter_are_asked_for_too(index):
    reader = make_user()
    keep(reader, "Lamps", query="q=lamp")

    make_new("The Lamp")
    make_new("The Bridge")
    index.catch_up()
    tell()

    assert told(reader) == [("The Lamp", "Lamps")]


def test_a_work_waits_for_the_index_and_later_ones_wait_for_it(index):
    reader = make_user()
    keep(reader)
    make_new("First")
    index.catch_up()
    make_new("Second")

    tell()
    assert told(reader) == [("First", "Stormy")]

    index.catch_up()
    tell()
    assert [title for title, _name in told(reader)] == ["First", "Second"]


def test_what_the_index_never_gets_stops_nobody_for_long(index):
    reader = make_user()
    keep(reader)
    lost = make_new("Lost")
    tell(at=LATER + timedelta(hours=2))
    make_new("Found")
    index.catch_up()

    tell(at=LATER + timedelta(hours=2))

    assert lost.title not in {title for title, _name in told(reader)}
    assert ("Found", "Stormy") in told(reader)


def test_what_came_out_before_a_filter_was_followed_is_not_told(index):
    reader = make_user()
    make_new("Old")
    index.catch_up()
    keep(reader)

    tell()

    assert told(reader) == []


def test_shields_and_own_works_are_minded(index):
    writer, name = make_writer()
    shielded = make_user("shielded")
    for user in (writer, shielded):
        keep(user)
    work = make_new("Thunder", by=name)
    rules = Shield(works=frozenset({work.pk})).as_json()
    KeptShield.objects.create(user=shielded, rules=rules)
    index.catch_up()

    tell()

    assert not Update.objects.exists()


def test_whoever_follows_the_writer_too_is_told_once(index):
    reader = make_user()
    _writer, name = make_writer()
    keep(reader)
    follow(reader, name)
    make_new("Thunder", by=name, rating=make_rating())
    index.catch_up()

    spread()
    tell()

    assert told(reader) == [("Thunder", "")]


def test_many_filters_are_told_in_slices(index, monkeypatch):
    monkeypatch.setattr(telling, "FILTERS_AT_ONCE", 2)
    readers = [make_user(f"reader-{n}") for n in range(5)]
    for reader in readers:
        keep(reader)
    make_new("Thunder")
    index.catch_up()

    assert telling.tell_followers(at=LATER, seconds=0)
    tell()

    assert [told(one) for one in readers] == [[("Thunder", "Stormy")]] * 5


def test_without_an_index_nothing_is_told_and_nothing_lost():
    reader = make_user()
    keep(reader)
    make_new("Thunder")

    assert telling.tell_followers(at=LATER) is False
    assert telling.behind().exists()
