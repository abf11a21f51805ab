"""What is new in filters that readers follow, and their feeds."""

import os
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.accounts.actions import ShieldBearer
from fascicle.accounts.shield import Entry
from fascicle.core import known
from fascicle.search.actions import follow_filter, keep_filter
from fascicle.search.index import generations
from fascicle.tags.models import Kind
from fascicle.works.models import Work
from tests.factories import NOW, PASSWORD, make_rating, make_user, make_work
from tests.works.test_shield import make_tag

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SOON = NOW + timedelta(days=1)


@pytest.fixture
def reader(archive, client):
    user = make_user()
    client.login(username="reader", password=PASSWORD)
    return user


def keep(user, name="Stormy", *, path="/works/", query=""):
    return keep_filter(name, path=path, query=query, by=user, at=NOW)


def make_new(title, **kwargs):
    work = make_work(title, **kwargs)
    Work.objects.filter(pk=work.pk).update(posted_at=SOON)
    return work


def entries(response):
    root = ElementTree.fromstring(response.content)
    return [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]


def test_what_was_posted_since_is_new_until_it_is_opened(reader, client, index):
    tag = make_tag("storms")
    make_work("Old", tags=[tag])
    for title in ("Thunder", "Gale"):
        make_new(title, tags=[tag])
    make_new("Calm")
    index.catch_up()
    one = keep(reader, path=f"/tags/{tag.pk}/")
    assert "2 new" not in client.get("/filters/").content.decode()
    follow_filter(one, at=NOW)

    assert "2 new" in client.get("/filters/").content.decode()

    client.post(f"/filters/{one.pk}/seen/")
    assert "nothing new" in client.get("/filters/").content.decode()


def test_what_is_shielded_is_not_new(reader, client, index):
    work = make_new("Thunder")
    index.catch_up()
    follow_filter(keep(reader), at=NOW)
    accounts.add_to_shield(
        ShieldBearer(reader, SessionStore()), [Entry.read(f"works:{work.pk}")]
    )

    assert "nothing new" in client.get("/filters/").content.decode()


def test_more_than_a_page_of_new_works_is_not_counted(reader, client, index):
    for number in range(21):
        make_new(f"Work {number}")
    index.catch_up()
    follow_filter(keep(reader), at=NOW)

    assert "20 or more new" in client.get("/filters/").content.decode()


def test_following_more_costs_no_more_queries(
    reader, client, index, django_assert_num_queries
):
    tags = [make_tag(name) for name in ("storms", "calms", "tides")]
    make_new("Thunder", tags=tags)
    index.catch_up()
    client.get("/filters/")  # which counts what is unread, for a while
    for number, tag in enumerate(tags):
        query = f"tag={tag.pk}&q=tale+rating:General"
        follow_filter(keep(reader, f"Number {number}", query=query), at=NOW)
        with django_assert_num_queries(QUERIES_OF_NEWS):
            assert "1 new" in client.get("/filters/").content.decode()


#: session, user, archive; the filters, their tags and ratings; what words and tags mean; news.
QUERIES_OF_NEWS = 9


def test_the_feed_of_a_filter_has_its_newest_works(reader, client, index):
    tag = make_tag("storms")
    first = make_work("Thunder", tags=[tag], summary="<p>Loud &amp; long.</p>")
    make_new("Gale \U0001f32c", tags=[tag])
    make_work("Calm")
    index.catch_up()
    one = keep(reader, "Stormy & <wild>", query=f"tag={tag.pk}")
    client.logout()

    response = client.get(reverse("search:filter_feed", args=[one.feed_key]))

    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert entries(response) == ["Gale \U0001f32c", "Thunder"]
    root = ElementTree.fromstring(response.content)
    assert root.find(f"{ATOM}title").text == "Stormy & <wild>"
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert f"http://127.0.0.1:8000{first.get_absolute_url()}" in links
    assert "Loud" in response.content.decode()


def test_a_feed_is_known_again_by_its_date_until_an_old_work_comes_in(
    reader, client, index, monkeypatch
):
    monkeypatch.setattr(known, "FRESH", -1)
    storms = make_tag("storms")
    make_work("New", tags=[storms])
    old = make_work("Old")
    index.catch_up()
    address = reverse(
        "search:filter_feed", args=[keep(reader, query=f"tag={storms.pk}").feed_key]
    )
    yesterday = timezone.now().timestamp() - 24 * 3600
    os.utime(generations.current().checkpoint, (yesterday, yesterday))
    first = client.get(address)
    since = {"If-Modified-Since": first["Last-Modified"]}
    known_again = [ask(address, headers=since) for ask in (client.get, client.head)]

    old.tags.add(storms)
    index.catch_up()

    assert [one.status_code for one in known_again] == [304, 304]
    assert b"Old" in client.get(address, headers=since).content


def test_a_feed_tells_guests_things_behind_its_readers_shield(reader, client, index):
    note = Kind.objects.content_notes().first().tags.first()
    kept_away = make_work("Kept away")
    members = make_work("For members")
    Work.objects.filter(pk=members.pk).update(members_only=True)
    make_work("Draft", posted=False, by=reader.pen_names.get())
    grown = make_work(
        "Grown",
        rating=make_rating("Mature", is_adult=True),
        summary="<p>zqsummary</p>",
        tags=[note, make_tag("zqtag")],
    )
    make_work("Open")
    index.catch_up()
    accounts.add_to_shield(
        ShieldBearer(reader, SessionStore()), [Entry.read(f"works:{kept_away.pk}")]
    )
    client.post(reverse("reading:gate_opening"))

    address = reverse("search:filter_feed", args=[keep(reader).feed_key])
    response = client.get(address)

    assert sorted(entries(response)) == ["Grown", "Open"]
    assert "zqsummary" not in response.content.decode()
    assert "zqtag" not in response.content.decode()
    assert note.name in response.content.decode()
    assert grown.get_absolute_url() in response.content.decode()


def test_a_feed_holds_nothing_that_xml_cannot(reader, client, index):
    make_work()
    Work.objects.update(title="Thun\x01der\ufffe", summary="<p>a\x01b</p>")
    index.catch_up()

    address = reverse("search:filter_feed", args=[keep(reader).feed_key])

    assert entries(client.get(address)) == ["Thunder"]


def test_feeds_of_readers_who_are_gone_are_gone(reader, client, index):
    one = keep(reader)
    reader.is_active = False
    reader.save()

    address = reverse("search:filter_feed", args=[one.feed_key])

    assert client.get(address).status_code == 404


def test_without_an_index_a_feed_asks_to_come_back(reader, client):
    address = reverse("search:filter_feed", args=[keep(reader).feed_key])

    response = client.get(address)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


def test_a_list_says_that_it_opened_with_a_default(reader, client, index):
    one = keep(reader, "Long ones", query="words=1-")
    make_work("Thunder")
    index.catch_up()
    client.post(f"/filters/{one.pk}/default/")

    page = client.get("/works/", follow=True).content.decode()
    assert "This list opens with your filter" in page
    assert 'href="/works/?all=yes"' in page

    page = client.get("/works/?all=yes").content.decode()
    assert "This list opens with your filter" not in page
    assert "Thunder" in page
