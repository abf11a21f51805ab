"""Beside the public feed of a tag, a series or a writer, one that keeps to its reader's shield."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from fascicle.accounts.actions import ShieldBearer, add_to_shield
from fascicle.accounts.models import User
from fascicle.accounts.shield import Entry
from fascicle.core import known
from fascicle.reading import feed_keys
from fascicle.reading.models import Follow
from fascicle.tags.models import Tag
from fascicle.works import actions as works
from fascicle.works.models import Series, Work
from tests.factories import (
    NOW,
    PASSWORD,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = {
    "tag": ("search:tag_feed", "search:own_tag_feed"),
    "series": ("reading:series_feed", "reading:own_series_feed"),
    "pen_name": ("reading:pen_name_feed", "reading:own_pen_name_feed"),
}
every_kind = pytest.mark.parametrize("kind", FEEDS)


@pytest.fixture(params=["index", "database"])
def things(request):
    """A tag, a series and a writer of the same four works, one stormy and one for members."""
    sea, storms = make_tag("the sea"), make_tag("storms")
    ines, series = make_pen_name("Ines Okafor"), works.new_series("Days")
    adult = make_rating("Mature", is_adult=True)
    made = [
        make_work("Calm", by=ines, tags=[sea]),
        make_work("Gale", by=ines, tags=[sea, storms]),
        make_work(
            "Grown", by=ines, tags=[sea], rating=adult, summary="<p>A secret.</p>"
        ),
        make_work("Members", by=ines, tags=[sea]),
    ]
    Work.objects.filter(title="Members").update(members_only=True)
    for work in made:
        works.place_in_series(series, work)
    if request.param == "index":
        request.getfixturevalue("index")
    return {"tag": sea, "series": series, "pen_name": ines}


@pytest.fixture
def reader(things):
    user = make_user("member")
    hide(user, Tag.objects.get(key="storms"))
    return user


def hide(user, tag):
    add_to_shield(ShieldBearer(user, {}), [Entry.read(f"tags:{tag.pk}")])


def address(kind, things, reader):
    key = feed_keys.feed_key(reader)
    return reverse(FEEDS[kind][1], args=[key, things[kind].pk])


def titles(response):
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return {entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")}


@every_kind
def test_ones_own_feed_keeps_to_the_shield_and_the_public_one_knows_none(
    client, things, reader, kind
):
    public = client.get(reverse(FEEDS[kind][0], args=[things[kind].pk]))
    own = client.get(address(kind, things, reader))

    assert titles(public) == {"Calm", "Gale", "Grown"}
    assert titles(own) == {"Calm", "Grown"}
    assert b"secret" not in own.content
    assert "private" in own["Cache-Control"]
    assert own["Referrer-Policy"] == "no-referrer"


@every_kind
def test_a_changed_shield_is_news_to_a_feed_reader(
    client, things, reader, kind, monkeypatch
):
    monkeypatch.setattr(known, "FRESH", -1)
    first = client.get(address(kind, things, reader))
    seen = {"If-None-Match": first["ETag"]}
    assert client.get(address(kind, things, reader), headers=seen).status_code == 304

    hide(User.objects.get(pk=reader.pk), Tag.objects.get(key="the sea"))

    again = client.get(address(kind, things, reader), headers=seen)
    assert titles(again) == set()


@every_kind
def test_a_secret_that_was_renewed_and_what_is_not_there_lead_nowhere(
    client, things, reader, kind
):
    old, key = address(kind, things, reader), feed_keys.feed_key(reader)
    nothing = reverse(FEEDS[kind][1], args=[key, 10**6])
    assert client.get(nothing).status_code == 404

    feed_keys.renew(reader)

    assert client.get(old).status_code == 404
    assert titles(client.get(address(kind, things, reader)))


def test_a_feed_of_what_only_members_know_of_is_none(client, things, reader):
    hidden = make_work("Apart", by=make_pen_name("Tom"), tags=[make_tag("lamps")])
    Work.objects.filter(pk=hidden.pk).update(members_only=True)
    apart = {"tag": Tag.objects.get(key="lamps"), "pen_name": hidden.pen_names.get()}

    for kind in apart:
        assert client.get(address(kind, apart, reader)).status_code == 404


def test_a_synonym_leads_to_the_feed_of_what_it_means(client, things, reader):
    ocean = make_tag("ocean", canonical=things["tag"])

    assert titles(client.get(address("tag", {"tag": ocean}, reader))) == {
        "Calm",
        "Grown",
    }


@every_kind
def test_the_page_offers_it_to_whoever_bears_a_shield(client, things, reader, kind):
    page = things[kind].get_absolute_url()
    offered = "Your own feed keeps to yours."
    make_user("other")
    other = Client()
    other.login(username="other", password=PASSWORD)
    assert offered not in other.get(page).content.decode()
    assert offered not in client.get(page).content.decode()
    client.login(username="member", password=PASSWORD)

    shown = client.get(page).content.decode()

    found = re.search(rf'href="([^"]*)" rel="nofollow">{offered}', shown)[1]
    assert found == address(kind, things, reader)
    assert offered in client.get(f"{page}?shield=off").content.decode()


def test_so_does_the_page_of_what_one_follows(client, things, reader):
    for kind, thing in things.items():
        Follow.objects.create(user=reader, since=NOW, **{kind: thing})
    Follow.objects.create(user=reader, since=NOW, work=Work.objects.get(title="Calm"))
    client.login(username="member", password=PASSWORD)

    shown = client.get(reverse("reading:follows")).content.decode()

    feeds = re.findall(r'href="([^"]*)"[^>]*>Feed behind your shield', shown)
    assert set(feeds) == {address(kind, things, reader) for kind in FEEDS}
    assert shown.count(">Feed<") == 1
    for kind in FEEDS:
        public = reverse(FEEDS[kind][0], args=[things[kind].pk])
        assert public not in shown


def test_without_a_shield_it_names_the_public_ones(client, things):
    user = make_user("other")
    Follow.objects.create(user=user, since=NOW, series=Series.objects.get())
    client.login(username="other", password=PASSWORD)

    shown = client.get(reverse("reading:follows")).content.decode()

    assert reverse("reading:series_feed", args=[things["series"].pk]) in shown
    assert "behind your shield" not in shown
