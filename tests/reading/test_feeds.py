"""Atom feeds: for everybody what a guest may know of; and a reader's own, by a secret address."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.core import throttle
from fascicle.reading import feed_keys
from fascicle.reading.actions import shelves
from fascicle.reading.models import Follow
from fascicle.works import actions as works
from fascicle.works.models import ChapterByline, Series, SeriesEntry, Work
from tests.factories import NOW, make_pen_name, make_rating, make_user, make_work
from tests.reading.serial import (
    LATER,
    follow,
    make_serial,
    make_writer,
    post_next,
    spread,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client, name, *keys):
    response = client.get(reverse(f"reading:{name}", args=keys))
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]


def test_a_work_has_a_feed_of_its_chapters_and_announcements(client):
    writer, name = make_writer()
    work = make_serial(by=name, drafts=2)
    post_next(work)
    post_next(work, at=LATER, quietly=True)
    works.announce(work, "<p>Soon.</p>", by=writer, at=LATER)

    found = titles(client, "work_feed", work.pk)

    assert set(found) == {
        "Salt Roads · A word from the writer",
        "Salt Roads · Chapter 2",
        "Salt Roads",
    }


def test_who_wrote_a_chapter_along_is_named_at_it_alone(client):
    _writer, name = make_writer()
    work = make_serial(by=name, drafts=2)
    chapter = post_next(work)
    post_next(work, at=LATER)
    ChapterByline.objects.create(chapter=chapter, pen_name=make_pen_name("Teo"))

    response = client.get(reverse("reading:work_feed", args=[work.pk]))

    entries = ElementTree.fromstring(response.content).iter(f"{ATOM}entry")
    named = {
        one.find(f"{ATOM}title").text: one.find(f"{ATOM}author/{ATOM}name").text
        for one in entries
    }
    assert named == {
        "Salt Roads": name.name,
        "Salt Roads · Chapter 2": f"{name.name}, Teo",
        "Salt Roads · Chapter 3": name.name,
    }


def test_series_writers_and_shared_shelves_have_feeds(client):
    writer, name = make_writer()
    work = make_serial(by=name)
    post_next(work)
    series = Series.objects.create(title="Coast", title_key="coast")
    SeriesEntry.objects.create(series=series, work=work, position=1)
    shelf = shelves.make_shelf(writer, name="Mine", at=NOW)
    shelves.put_on_shelves(work, on={shelf.pk}, by=writer, at=NOW)
    assert client.get(reverse("reading:shelf_feed", args=[shelf.pk])).status_code == 404
    shelves.share_shelf(shelf)

    things = {"series_feed": series, "pen_name_feed": name, "shelf_feed": shelf}
    for feed, thing in things.items():
        assert titles(client, feed, thing.pk) == [
            "Salt Roads · Chapter 2",
            "Salt Roads",
        ]


@pytest.mark.parametrize("gone", ["members_only", "hidden_at", "posted_at"])
def test_what_guests_may_not_know_of_is_in_no_public_feed(client, gone):
    _writer, name = make_writer()
    work = make_serial(by=name)
    post_next(work)
    values = {"members_only": True, "hidden_at": NOW, "posted_at": None}
    Work.objects.filter(pk=work.pk).update(**{gone: values[gone]})

    assert client.get(reverse("reading:work_feed", args=[work.pk])).status_code == 404
    response = client.get(reverse("reading:pen_name_feed", args=[name.pk]))
    assert b"Salt Roads" not in response.content


def test_no_feed_passes_the_gate(client):
    writer, name = make_writer()
    reader = make_user()
    rating = make_rating("Mature", is_adult=True)
    work = make_serial(by=name, rating=rating, summary="<p>Secret words.</p>")
    work.chapters.drafts().update(title="Secret chapter")
    follow(reader, work)
    post_next(work)
    works.announce(work, "<p>Secret news.</p>", by=writer, at=LATER)
    spread()
    key = feed_keys.feed_key(reader)

    feeds = [("work_feed", work.pk), ("updates_feed", key), ("follows_feed", key)]
    for feed, thing in feeds:
        response = client.get(reverse(f"reading:{feed}", args=[thing]))
        assert b"Salt Roads" in response.content
        assert b"Secret" not in response.content


def test_a_readers_own_feeds_hold_what_they_may_know_of(client):
    reader = make_user()
    work, shielded = make_serial("Members"), make_serial("Shielded")
    Work.objects.filter(pk=work.pk).update(members_only=True)
    for one in (work, shielded):
        follow(reader, one)
        post_next(one)
    spread()
    rules = Shield(works=frozenset({shielded.pk})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)
    key = feed_keys.feed_key(reader)

    assert titles(client, "updates_feed", key) == ["Members · Chapter 2"]
    assert titles(client, "follows_feed", key) == ["Members · Chapter 2", "Members"]


def test_renewed_addresses_end_the_old_ones(client):
    reader, other = make_user(), make_user("other")
    old = feed_keys.feed_key(reader)
    shelf = shelves.make_shelf(reader, name="Mine", at=NOW)
    assert titles(client, "own_shelf_feed", old, shelf.pk) == []
    address = reverse("reading:own_shelf_feed", args=[feed_keys.feed_key(other), 1])
    assert client.get(address).status_code == 404

    client.force_login(reader)
    client.post(reverse("reading:feed_addresses"))

    assert client.get(reverse("reading:updates_feed", args=[old])).status_code == 404
    assert titles(client, "updates_feed", feed_keys.feed_key(reader)) == []


@pytest.mark.parametrize("key", ["x", "1", "1-", "1-0", "99999999999999999999-0", "-1"])
def test_a_secret_that_is_none_leads_nowhere(client, key):
    assert client.get(f"/feeds/{key}/updates/").status_code == 404


def test_an_unchanged_feed_says_so(client):
    work = make_work()
    address = reverse("reading:work_feed", args=[work.pk])
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    since = {"If-Modified-Since": first["Last-Modified"]}
    by_date = client.get(address, headers=since)

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_date.status_code == 304
    assert client.head(address).status_code == 200


def own_feeds(reader, shelf):
    key = feed_keys.feed_key(reader)
    return [
        reverse("reading:updates_feed", args=[key]),
        reverse("reading:follows_feed", args=[key]),
        reverse("reading:own_shelf_feed", args=[key, shelf.pk]),
    ]


def test_ones_own_feeds_are_known_again_by_their_date(client):
    reader, work = make_user(), make_serial()
    follow(reader, work)
    post_next(work)
    spread()
    shelf = shelves.make_shelf(reader, name="Mine", at=NOW)
    shelves.put_on_shelves(work, on={shelf.pk}, by=reader, at=NOW)

    for address in own_feeds(reader, shelf):
        got, head = client.get(address), client.head(address)
        since = {"If-Modified-Since": got["Last-Modified"]}

        assert (got.status_code, head.status_code) == (200, 200)
        for name in ("Last-Modified", "ETag"):
            assert head[name] == got[name]
        for ask in (client.get, client.head):
            answer = ask(address, headers=since)
            assert (answer.status_code, answer.content) == (304, b"")
            assert "private" in answer["Cache-Control"]


def test_an_old_story_that_comes_into_a_feed_of_ones_own_is_told(client):
    reader, new, old = make_user(), make_serial("New"), make_work("Old")
    key = feed_keys.feed_key(reader)
    shelf = shelves.make_shelf(reader, name="Mine", at=NOW)
    follow(reader, new)
    post_next(new)
    shelves.put_on_shelves(new, on={shelf.pk}, by=reader, at=NOW)
    addresses = own_feeds(reader, shelf)[1:]
    dates = [client.get(address)["Last-Modified"] for address in addresses]

    at = LATER + timedelta(days=1)
    shelves.put_on_shelves(old, on={shelf.pk}, by=reader, at=at)
    Follow.objects.create(user=reader, work=old, since=at)

    for address, date in zip(addresses, dates, strict=True):
        answer = client.get(address, headers={"If-Modified-Since": date})
        assert b">Old<" in answer.content
    assert "Old" in titles(client, "follows_feed", key)


def test_a_shield_that_is_lifted_is_told(client):
    reader, work = make_user(), make_serial("Shielded")
    follow(reader, work)
    post_next(work)
    rules = Shield(works=frozenset({work.pk})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)
    KeptShield.objects.update(changed_at=LATER)
    shelf = shelves.make_shelf(reader, name="Mine", at=NOW)
    _updates, address, _shelf = own_feeds(reader, shelf)
    first = client.get(address)

    KeptShield.objects.update(rules=Shield().as_json(), changed_at=timezone.now())

    since = {"If-Modified-Since": first["Last-Modified"]}
    assert b"Shielded" not in first.content
    assert b"Shielded" in client.get(address, headers=since).content


@pytest.mark.counts_queries
def test_a_feed_reader_that_hammers_is_told_to_wait(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(throttle, "A_MINUTE", 3)
    address = reverse("reading:work_feed", args=[make_work().pk])
    for _each in range(3):
        assert client.get(address).status_code == 200

    with django_assert_num_queries(1):  # which archive this is
        response = client.get(address)

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    other = client.get(address, headers={"User-Agent": "another"})
    assert other.status_code == 200
