"""Filters that readers keep: named, in their order, the default of a list, followed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fascicle.search import actions
from fascicle.search.lists import kept
from fascicle.search.models import KeptFilter
from tests.factories import NOW, PASSWORD, make_pen_name, make_user, make_work
from tests.test_headers import patterns
from tests.works.test_shield import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(archive, client):
    user = make_user()
    client.login(username="reader", password=PASSWORD)
    return user


def keep(user, name="Long ones", *, path="/works/", query="words=5000-"):
    return actions.keep_filter(name, path=path, query=query, by=user, at=NOW)


def names(user):
    return [one.name for one in kept.kept_by(user)]


def page_of(client, address):
    return client.get(address, follow=True).content.decode()


def test_a_filter_is_kept_under_a_name(reader, client):
    tag = make_tag("storms")
    make_work(tags=[tag])
    query = f"tag={tag.pk}-storms&words=5000-"
    page = page_of(
        client, f"/filters/keeping/?path=/works/&query={query.replace('&', '%26')}"
    )
    assert 'value="/works/"' in page
    assert query.replace("&", "&amp;") in page

    form = {"name": "Storms", "path": "/works/", "query": query}
    page = client.post("/filters/new/", form, follow=True).content.decode()

    assert ">Storms</a>" in page
    assert f'href="/works/?{query.replace("&", "&amp;")}"' in page
    assert ">storms</span>" in page
    assert "All stories" in page


def test_a_kept_filter_says_of_which_list_it_is(reader, client):
    tag = make_tag("storms")
    work = make_work(tags=[tag], language="de", by=make_pen_name("Tom Ash"))
    lists = {
        f"/tags/{tag.pk}/": "storms",
        f"/writers/{work.pen_names.get().pk}/": "Tom Ash",
        "/languages/de/": "Deutsch",
        "/series/99/": "All stories",
    }
    for number, path in enumerate(lists):
        keep(reader, f"Number {number}", path=path)

    page = page_of(client, "/filters/")

    for name in lists.values():
        assert f">{name}</span>" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "LONG ones"},
        {"path": "/shield/"},
        {"path": "//evil.example/works/"},
        {"path": "nowhere"},
        {"query": "x" * 30_000},
        {"name": "\0"},
    ],
)
def test_what_cannot_be_kept_is_said(reader, client, wrong):
    keep(reader)
    form = {"name": "Other", "path": "/works/", "query": "", **wrong}

    response = client.post("/filters/new/", form)

    assert response.status_code == 422
    assert names(reader) == ["Long ones"]


def test_no_more_than_so_many_are_kept(reader, client):
    for number in range(actions.MOST_KEPT):
        keep(reader, f"Number {number}")

    form = {"name": "One more", "path": "/works/"}
    response = client.post("/filters/new/", form)

    assert "Let go of one first" in response.content.decode()
    assert "One more" not in names(reader)


def test_filters_are_moved_renamed_and_let_go_of(reader, client):
    _first, second, third = (keep(reader, name) for name in ("A", "B", "C"))

    client.post(f"/filters/{third.pk}/place/", {"to": "up"})
    client.post(f"/filters/{second.pk}/place/", {"to": "down"})
    client.post(f"/filters/{second.pk}/name/", {"name": "Bee"})
    client.post(f"/filters/{third.pk}/name/", {"name": "bee"})
    assert names(reader) == ["A", "C", "Bee"]

    client.post(f"/filters/{third.pk}/removal/")
    assert names(reader) == ["A", "Bee"]


def test_a_list_opens_with_its_default_and_shows_all_when_asked(reader, client):
    one = keep(reader)
    other = keep(reader, "Short ones", query="words=-5000")

    client.post(f"/filters/{one.pk}/default/")
    client.post(f"/filters/{other.pk}/default/")
    assert client.get("/works/").headers["Location"] == "/works/?words=-5000"
    assert client.get("/works/?all=yes").status_code == 200
    assert client.get("/works/?page=2").status_code == 200
    assert client.get("/languages/en/").status_code == 404

    client.post(f"/filters/{other.pk}/default/")
    assert client.get("/works/").status_code == 200


def test_an_empty_filter_as_default_leads_round_in_no_circle(reader, client):
    one = keep(reader, query="")
    actions.make_default(one)

    assert client.get("/works/").status_code == 200


def test_defaults_are_the_readers_own(reader, client):
    actions.make_default(keep(make_user("other")))

    assert client.get("/works/").status_code == 200


def test_following_counts_from_now_on(reader):
    one = keep(reader)

    actions.follow_filter(one, at=NOW + timedelta(days=1))
    actions.follow_filter(one, at=NOW + timedelta(days=2))
    one.refresh_from_db()
    assert (one.is_followed, one.seen_at) == (True, NOW + timedelta(days=1))

    actions.mark_seen(one, at=NOW)
    one.refresh_from_db()
    assert one.seen_at == NOW + timedelta(days=1)


def test_opening_a_followed_filter_marks_it_as_seen(reader, client):
    one = keep(reader)
    actions.follow_filter(one, at=NOW)

    response = client.post(f"/filters/{one.pk}/seen/")

    assert response.headers["Location"] == "/works/?words=5000-"
    assert KeptFilter.objects.get().seen_at > NOW


def test_the_key_of_a_feed_can_be_renewed(reader, client):
    one = keep(reader)
    old = one.feed_key

    client.post(f"/filters/{one.pk}/feed/")

    one.refresh_from_db()
    assert one.feed_key != old
    assert client.get(reverse("search:filter_feed", args=[old])).status_code == 404


def test_filters_of_others_are_not_there(reader, client):
    theirs = keep(make_user("other"))
    names = [
        name
        for name, converters in patterns(get_resolver())
        if "filter_id" in converters
    ]
    assert len(names) >= 7

    for name in names:
        assert client.post(reverse(name, args=[theirs.pk])).status_code == 404
    assert "Long ones" not in page_of(client, "/filters/")
    theirs.refresh_from_db()
    assert (theirs.is_default, theirs.is_followed) == (False, False)


@pytest.mark.parametrize("address", ["/filters/", "/filters/keeping/?path=/works/"])
def test_guests_are_asked_to_log_in(archive, client, address):
    response = client.get(address)

    assert response.headers["Location"].startswith(reverse("accounts:login"))


def test_a_link_or_another_site_changes_no_filter(reader, client):
    one = keep(reader)
    strict = Client(enforce_csrf_checks=True)
    strict.login(username="reader", password=PASSWORD)
    for name, converters in patterns(get_resolver()):
        if "filter_id" in converters:
            address = reverse(name, args=[one.pk])
            assert client.get(address).status_code == 405
            assert strict.post(address).status_code == 403


@pytest.mark.counts_queries
def test_the_page_of_filters_costs_a_fixed_number_of_queries(
    reader, client, django_assert_num_queries
):
    tags = [make_tag(name) for name in ("storms", "calms")]
    keep(reader, path=f"/tags/{tags[0].pk}/", query=f"not={tags[1].pk}")
    client.get("/filters/")  # which counts what is unread, for a while
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get("/filters/")

    for tag in tags:
        one = keep(reader, f"Of {tag}", path=f"/tags/{tag.pk}/", query=f"tag={tag.pk}")
        actions.follow_filter(one, at=NOW)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get("/filters/")


#: session, user, archive; the filters, their tags and ratings, names of their lists.
QUERIES_OF_THE_PAGE = 7
