"""A tag's page, its feed, and the tags of a kind."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.core import known
from fascicle.search.lists import kinds
from fascicle.tags import actions
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Work
from tests.factories import GUEST, PASSWORD, make_rating, make_user, make_work
from tests.tags.arranged import LOGGED, coin, put_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

ATOM = "{http://www.w3.org/2005/Atom}"


def theme():
    return Kind.objects.get(slug="theme")


@pytest.fixture
def tags():
    """The sea, which storms are narrower than, and which the ocean is a synonym of."""
    sea, ocean, storms, letters, kept = coin(
        theme(), "Sea", "Ocean", "Storms", "Letters", "Kept quiet"
    )
    actions.merge(ocean, into=sea, **LOGGED)
    put_under(storms, sea)
    put_under(kept, sea)
    return {"sea": sea, "ocean": ocean, "storms": storms, "letters": letters}


@pytest.fixture
def library(tags, request):
    make_work("By sea", tags=[tags["sea"], tags["letters"]])
    make_work("By ocean", tags=[tags["ocean"]])
    make_work("In a storm", tags=[tags["storms"], tags["letters"]])
    hidden = make_work("Hidden", tags=[Tag.objects.get(name="Kept quiet")])
    Work.objects.filter(pk=hidden.pk).update(members_only=True)
    return request.getfixturevalue("index")


def head(client, tag, query=""):
    response = client.get(tag.get_absolute_url() + query)
    return response.context["head"], response.content.decode()


def ways(found):
    return [(way.name, way.works) for way in found]


def test_a_tag_says_what_is_around_it(library, tags, client):
    found, page = head(client, tags["sea"])
    narrower, _ = head(client, tags["storms"])

    assert found.synonyms == ["Ocean"]
    assert ways(found.narrower) == [("Storms", 1)]
    assert ways(found.related) == [("Letters", 2)]
    assert ways(narrower.broader) == [("Sea", None)]
    assert ways(narrower.related) == [("Letters", 1)]
    assert "Kept quiet" not in page


def test_a_narrowed_list_leaves_what_is_around_out(library, tags, client):
    found, _ = head(client, tags["sea"], f"?tag={tags['letters'].pk}")

    assert [found.synonyms, found.narrower, found.related] == [(), (), ()]


def test_a_shielded_tag_is_not_named_around_another(library, tags, client):
    entry = f"tags:{tags['storms'].pk}"
    client.post(reverse("search:shield_entries"), {"entry": entry, "next": "/"})

    client.get("/")  # says what was done, by name
    found, page = head(client, tags["sea"])

    assert found.narrower == []
    assert "Storms" not in page


def test_without_an_index_a_tag_still_has_its_page(tags, client):
    make_work("By sea", tags=[tags["sea"]])

    found, _ = head(client, tags["sea"])

    assert found.synonyms == ["Ocean"]


def test_a_synonyms_page_leads_to_what_it_means_for_now(library, tags, client):
    response = client.get(tags["ocean"].get_absolute_url(), {"page": 2})

    assert response.status_code == 302
    assert response.url == tags["sea"].get_absolute_url() + "?page=2"


def test_only_curators_are_led_to_the_desk(library, tags, client):
    desk = reverse("tags:tag", args=[tags["sea"].pk])
    make_user("curator", role=Role.CURATOR)

    _, before = head(client, tags["sea"])
    client.login(username="curator", password=PASSWORD)
    _, after = head(client, tags["sea"])

    assert desk not in before
    assert desk in after


def test_a_tags_page_costs_a_fixed_number_of_queries(library, tags, client):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(tags["sea"].get_absolute_url())
        return len(captured)

    few = cost()
    for n in range(10):
        (extra,) = coin(theme(), f"Squall {n}")
        put_under(extra, tags["sea"])
        make_work(f"Squall {n}", tags=[extra, tags["letters"]])
    library.catch_up()

    assert cost() == few


# ---------------------------------------------------------------- feeds


def feed(client, tag, **headers):
    return client.get(reverse("search:tag_feed", args=[tag.pk]), headers=headers)


def entries(response):
    tree = ElementTree.fromstring(response.content)
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("has_index", [True, False])
def test_a_feed_holds_what_the_public_may_know_of(tags, client, request, has_index):
    make_work("By sea", tags=[tags["ocean"]])
    make_work("In a storm", tags=[tags["storms"]])
    hidden = make_work("Hidden", tags=[tags["sea"]])
    Work.objects.filter(pk=hidden.pk).update(members_only=True)
    if has_index:
        request.getfixturevalue("index")
    make_user("member")
    client.login(username="member", password=PASSWORD)

    response = feed(client, tags["sea"])

    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert sorted(entries(response)) == ["By sea", "In a storm"]


def test_a_feed_tells_no_summary_of_an_adult_work(tags, client, index):
    make_work(
        "Grown",
        tags=[tags["sea"]],
        rating=make_rating("Mature", is_adult=True),
        summary="<p>A secret.</p>",
    )
    index.catch_up()
    client.post(reverse("reading:gate_opening"))

    response = feed(client, tags["sea"])

    assert entries(response) == ["Grown"]
    assert b"secret" not in response.content


def test_a_feed_that_has_not_changed_is_not_sent_again(
    library, tags, client, monkeypatch
):
    monkeypatch.setattr(known, "FRESH", -1)
    first = feed(client, tags["sea"])
    etag, date = first.headers["ETag"], first.headers["Last-Modified"]

    assert feed(client, tags["sea"], if_none_match=etag).status_code == 304
    assert feed(client, tags["sea"], if_modified_since=date).status_code == 304
    make_work("New", tags=[tags["sea"]])
    library.catch_up()
    assert feed(client, tags["sea"], if_none_match=etag).status_code == 200


def test_a_page_names_its_feed_to_feed_readers(library, tags, client):
    _, page = head(client, tags["sea"])

    address = reverse("search:tag_feed", args=[tags["sea"].pk])
    link = re.search(r'<link rel="alternate"[^>]*>', page)[0]
    assert "application/atom+xml" in link
    assert address in link


def test_a_synonyms_feed_leads_to_the_other_and_an_empty_one_is_none(
    library, tags, client
):
    assert feed(client, tags["ocean"]).url == reverse(
        "search:tag_feed", args=[tags["sea"].pk]
    )
    assert feed(client, Tag.objects.get(name="Kept quiet")).status_code == 404


# ---------------------------------------------------------------- kinds


def shelf(client, **query):
    response = client.get(reverse("search:kind", args=["theme"]), query)
    assert response.status_code == 200
    return response.context["shelf"], response.content.decode()


def names(found):
    return [(entry.name, entry.count) for entry in found]


def from_a_to_z(found):
    return [
        (group.heading, names(group.entries))
        for group in found.index.groups
        if group.entries
    ]


def test_tags_of_a_kind_stand_by_use_and_count_by_meaning(library, client):
    found, _ = shelf(client, order="use")

    assert names(found.by_use) == [("Sea", 3), ("Letters", 2), ("Storms", 1)]


def test_tags_of_a_kind_stand_from_a_to_z(library, client):
    found, page = shelf(client)

    assert from_a_to_z(found) == [
        ("L", [("Letters", 2)]),
        ("S", [("Sea", 3), ("Storms", 1)]),
    ]
    assert "Ocean" not in page
    assert "Kept quiet" not in page


def test_a_kind_of_many_tags_is_shown_a_letter_at_a_time(library, client, monkeypatch):
    monkeypatch.setattr(kinds, "NAMES_ON_A_PAGE", 1)

    first, page = shelf(client, letter="L")
    second, _ = shelf(client, letter="S", page="2")
    none, _ = shelf(client, letter="no such letter")
    cut, _ = shelf(client, order="use")

    assert from_a_to_z(first) == [("L", [("Letters", 2)])]
    assert from_a_to_z(second) == [("S", [("Storms", 1)])]
    assert from_a_to_z(none) == []
    assert "Kept quiet" not in page
    assert names(cut.by_use) == [("Sea", 3)]
    assert cut.is_cut


@pytest.mark.parametrize("order", ["use", ""])
def test_without_an_index_tags_of_a_kind_are_counted_by_the_database(
    tags, client, order
):
    make_work("By sea", tags=[tags["sea"]])

    found, page = shelf(client, order=order)

    assert "Sea" in page
    assert not found.is_empty


def test_all_kinds_stand_on_one_page_with_their_most_used(library):
    (kind,) = kinds.kinds_in_use(GUEST)

    assert next((tag.name, tag.count) for tag in kind.tags) == ("Sea", 3)


@pytest.mark.parametrize("query", ["", "?order=use", "?letter=S"])
@pytest.mark.counts_queries
def test_pages_of_tags_cost_a_fixed_number_of_queries(library, client, query):
    addresses = [
        reverse("search:tags"),
        reverse("search:kind", args=["theme"]) + query,
    ]

    def costs():
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            yield len(captured)

    few = list(costs())
    for kind in Kind.objects.in_order():
        make_work(f"More {kind}", tags=coin(kind, *(f"S {n}" for n in range(9))))
    library.catch_up()

    assert list(costs()) == few
