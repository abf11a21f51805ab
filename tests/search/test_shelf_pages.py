"""The page of a shelf: a list like any other, in its reader's order, and nobody else's business."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield as Wish
from fascicle.accounts.viewer import Viewer
from fascicle.reading.actions import shelves as actions
from fascicle.reading.models import ShelfEntry
from fascicle.reading.queries.shelves import counted_shelves_of
from fascicle.tags.models import Kind
from fascicle.works.models import Work
from tests.factories import NOW, PASSWORD, make_tag, make_user, make_work
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def reader(client):
    user = make_user()
    client.login(username="reader", password=PASSWORD)
    return user


def make_shelf(user, works, name="Mine"):
    shelf = actions.make_shelf(user, name=name, at=NOW)
    for work in works:
        actions.put_on_shelves(work, on={shelf.pk}, by=user, at=NOW)
    return shelf


def titles(html):
    found = re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", html)
    return [re.sub(r"<[^>]*>", "", one) for one in found]


def page(client, address, query=""):
    response = client.get(f"{address}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_shelf_is_narrowed_down_and_ordered_like_any_list(client, reader, request):
    sea = make_tag("the sea")
    works = [
        make_work("Sea B", tags=[sea]),
        make_work("Land"),
        make_work("Sea A", tags=[sea]),
    ]
    make_work("Sea of nobody's shelf", tags=[sea])
    shelf = make_shelf(reader, works)
    request.getfixturevalue("index")
    address = shelf.get_absolute_url()

    assert titles(page(client, address)) == ["Sea B", "Land", "Sea A"]
    narrowed = page(client, address, f"?tag={sea.pk}-the-sea")
    assert titles(narrowed) == ["Sea B", "Sea A"]
    assert titles(page(client, address, "?order=title")) == ["Land", "Sea A", "Sea B"]
    assert titles(page(client, address, "?q=land")) == ["Land"]
    assert "In the shelf’s order" in narrowed
    assert reverse("search:filter_keeping") not in narrowed


def test_works_are_moved_where_they_stand_in_their_own_order(client, reader, request):
    shelf = make_shelf(reader, [make_work("One"), make_work("Two")])
    request.getfixturevalue("index")
    address = shelf.get_absolute_url()

    assert "Move Two up" in page(client, address)
    sorted_by_title = page(client, address, "?order=title")
    assert "Move Two up" not in sorted_by_title
    assert sorted_by_title.count("Take off") == 2


def test_what_is_known_by_address_alone_stands_on_ones_own_shelf(
    client, reader, request
):
    open_, unlisted = make_work("Open"), make_work("By address")
    Work.objects.filter(pk=unlisted.pk).update(unlisted=True)
    shelf = make_shelf(reader, [unlisted, open_])
    actions.share_shelf(shelf)
    request.getfixturevalue("index")
    address = shelf.get_absolute_url()

    assert titles(page(client, address)) == ["By address", "Open"]
    assert titles(page(client, "/works/")) == ["Open"]
    client.logout()
    assert titles(page(client, address)) == ["Open"]


def test_a_shield_holds_says_so_and_is_lifted_for_the_page(client, reader, request):
    unlisted, works = (
        make_work("By address"),
        [make_work("Shielded"), make_work("Other")],
    )
    Work.objects.filter(pk=unlisted.pk).update(unlisted=True)
    shelf = make_shelf(reader, [*works, unlisted])
    wish = Wish(works=frozenset({works[0].pk, unlisted.pk}))
    KeptShield.objects.create(user=reader, rules=wish.as_json())
    request.getfixturevalue("index")

    shielded = page(client, shelf.get_absolute_url())
    lifted = page(client, shelf.get_absolute_url(), "?shield=off")

    assert titles(shielded) == ["Other"]
    assert "2 stories hidden by your shield" in shielded
    assert titles(lifted) == ["Shielded", "Other", "By address"]
    why = reverse("search:shield_why")
    assert "Shielded" in page(client, why, f"?from={shelf.get_absolute_url()}")


def test_nobody_counts_what_stands_on_a_shelf_of_others(client, reader, request):
    sea = make_tag("the sea")
    theirs = make_shelf(make_user("other"), [make_work(tags=[sea])])
    request.getfixturevalue("index")
    address = reverse("search:counts", args=[Kind.objects.get(pk=sea.kind_id).slug])

    assert "the sea" in page(client, address)
    assert "the sea" not in page(client, address, f"?in=shelf.{theirs.pk}")
    assert client.get(theirs.get_absolute_url(), {"tag": sea.pk}).status_code == 404
    kept = {"name": "Theirs", "path": theirs.get_absolute_url(), "query": ""}
    assert client.post(reverse("search:new_filter"), kept).status_code == 422


def test_guests_see_a_shelf_as_it_is_now(client, reader, request):
    shelf = make_shelf(reader, [make_work("First"), make_work("Second")])
    actions.share_shelf(shelf)
    request.getfixturevalue("index")
    client.logout()
    address = shelf.get_absolute_url()
    assert titles(page(client, address)) == ["First", "Second"]

    actions.take_off(ShelfEntry.objects.get(work__title="First"), at=NOW)
    assert titles(page(client, address)) == ["Second"]
    actions.unshare_shelf(shelf)
    assert client.get(address).status_code == 404


def test_an_empty_shelf_says_how_something_comes_to_stand_there(
    client, reader, request
):
    shelf = make_shelf(reader, [])
    request.getfixturevalue("index")

    assert "press “Shelves” to put it here" in page(client, shelf.get_absolute_url())
    narrowed = page(client, shelf.get_absolute_url(), "?status=complete")
    assert "No story is all of this" in narrowed


def test_without_an_index_a_shelf_stands_in_its_order_with_its_notes(client, reader):
    shelf = make_shelf(reader, [make_work("B"), make_work("A")])
    actions.note(ShelfEntry.objects.get(work__title="A"), text="Again!")

    plain = page(client, shelf.get_absolute_url())

    assert titles(plain) == ["B", "A"]
    assert "Again!" in plain


@pytest.mark.counts_queries
def test_it_costs_the_same_however_much_stands_there(
    client, reader, request, django_assert_num_queries
):
    works = [make_work(f"Work {n}") for n in range(15)]
    shelf = make_shelf(reader, works[:1])
    request.getfixturevalue("index")
    page(client, shelf.get_absolute_url())
    with django_assert_num_queries(12):
        page(client, shelf.get_absolute_url())

    for work in works[1:]:
        actions.put_on_shelves(work, on={shelf.pk}, by=reader, at=NOW)
    settle()
    with django_assert_num_queries(12):
        page(client, shelf.get_absolute_url())


@pytest.mark.counts_queries
def test_where_nothing_matches_ways_out_are_found_by_looking_at_the_shelf_once_more(
    client, reader, request
):
    shelf = make_shelf(reader, [make_work("Land")])
    request.getfixturevalue("index")
    few = "?language=de&q=sea"
    many = f"{few}&words=1-9000000&chapters=2-9&status=complete&updated=1d"
    page(client, shelf.get_absolute_url(), few)

    costs = []
    for query in (few, many):
        settle()
        with CaptureQueriesContext(connection) as asked:
            assert "No story" in page(client, shelf.get_absolute_url(), query)
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_ones_shelves_say_how_much_their_pages_show(client, reader, request):
    works = [make_work("Open"), make_work("By address"), make_work("Shielded")]
    Work.objects.filter(pk=works[1].pk).update(unlisted=True)
    make_shelf(reader, works)
    wish = Wish(works=frozenset({works[2].pk}))
    KeptShield.objects.create(user=reader, rules=wish.as_json())

    viewer = Viewer(reader, shield=wish)
    assert [one.work_count for one in counted_shelves_of(viewer)] == [2]
