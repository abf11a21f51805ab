"""Readers' shelves: theirs alone unless shared, and with nothing on them that is not to be seen."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield as Wish
from fascicle.accounts.viewer import GUEST, Viewer
from fascicle.exporting.belongings import profile_of
from fascicle.reading.actions import shelves as actions
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.reading.queries.shelves import works_on
from fascicle.works.models import Work
from tests.factories import NOW, PASSWORD, make_rating, make_user, make_work
from tests.reading.serial import follow
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def reader(client):
    user = make_user()
    client.login(username="reader", password=PASSWORD)
    return user


def make_shelf(user, name="To read", works=()):
    shelf = actions.make_shelf(user, name=name, at=NOW)
    for work in works:
        actions.put_on_shelves(work, on={shelf.pk}, by=user, at=NOW)
    return shelf


def titles(shelf, viewer):
    works = works_on(shelf, viewer).unshielded_for(viewer)
    return [work.title for work in works]


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_form_sent_twice_puts_up_one_shelf(client, reader):
    form = {"name": " Sea  stories ", "submission": str(new_key())}

    answers = [client.post(reverse("reading:new_shelf"), form) for _twice in range(2)]

    shelf = Shelf.objects.get()
    assert shelf.name == "Sea stories"
    assert {one.url for one in answers} == {shelf.get_absolute_url()}


def new_key():
    from uuid import uuid4

    return uuid4()


def test_two_shelves_never_have_one_name(client, reader):
    make_shelf(reader, "Sea")

    response = client.post(reverse("reading:new_shelf"), {"name": "SEA"})

    assert response.status_code == 422
    assert "another shelf of this name" in response.content.decode()
    assert Shelf.objects.count() == 1


def test_a_work_is_put_on_several_shelves_and_a_new_one_from_its_page(client, reader):
    work = make_work()
    first, second = make_shelf(reader, "A"), make_shelf(reader, "B")
    address = reverse("reading:work_shelves", args=[work.pk])
    assert f'action="{address}"' in page(client, work.get_absolute_url())
    assert address in page(client, "/works/")

    form = {"shelf": [first.pk, second.pk], "name": "C", "next": "/works/"}
    assert client.post(address, form).url == "/works/"
    again = {"shelf": [second.pk], "before": [first.pk, second.pk]}
    client.post(address, again)

    standing = ShelfEntry.objects.filter(work=work)
    assert set(standing.values_list("shelf__name", flat=True)) == {"B", "C"}


def test_what_another_window_did_meanwhile_stays(client, reader):
    work = make_work()
    first, second = make_shelf(reader, "A"), make_shelf(reader, "B", [work])

    form = {"shelf": [first.pk]}  # of a page that knew nothing of B yet
    client.post(reverse("reading:work_shelves", args=[work.pk]), form)

    assert ShelfEntry.objects.filter(work=work).count() == 2
    assert titles(second, Viewer(reader)) == ["Salt Roads"]


def test_nobody_puts_works_on_shelves_of_others(client, reader):
    work = make_work()
    theirs = make_shelf(make_user("other"), "Theirs")

    form = {"shelf": [theirs.pk, "x", 10**30]}
    client.post(reverse("reading:work_shelves", args=[work.pk]), form)

    assert not ShelfEntry.objects.exists()


def test_works_and_shelves_are_put_in_order_by_buttons(client, reader):
    works = [make_work(title) for title in ("One", "Two", "Three")]
    shelf, other = make_shelf(reader, "A", works), make_shelf(reader, "B")

    def press(name, *keys, to):
        client.post(reverse(f"reading:{name}", args=keys), {"to": to})

    press("shelf_entry_place", shelf.pk, works[2].pk, to="first")
    press("shelf_entry_place", shelf.pk, works[0].pk, to="down")
    press("shelf_place", other.pk, to="up")

    assert titles(shelf, Viewer(reader)) == ["Three", "Two", "One"]
    assert [one.name for one in Shelf.objects.in_order()] == ["B", "A"]


def test_a_private_shelf_is_nobody_elses(client, reader):
    theirs = make_shelf(make_user("other"), "Theirs", [make_work()])

    assert client.get(theirs.get_absolute_url()).status_code == 404
    for name in ("about", "sharing", "place", "removal"):
        address = reverse(f"reading:shelf_{name}", args=[theirs.pk])
        assert client.post(address, {"name": "Mine"}).status_code == 404
    client.logout()
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_who_sees_a_shared_shelf_sees_what_they_may_know_of(client, reader):
    works = [
        make_work("Open"),
        make_work("Members"),
        make_work("Unlisted"),
        make_work("Hidden"),
        make_work("Grown-up", rating=make_rating("Mature", is_adult=True)),
    ]
    for work, field in zip(works[1:4], ("members_only", "unlisted"), strict=False):
        Work.objects.filter(pk=work.pk).update(**{field: True})
    Work.objects.filter(title="Hidden").update(hidden_at=NOW)
    shelf = make_shelf(reader, "Mine", works)
    actions.share_shelf(shelf)

    own = Viewer(reader)
    assert titles(shelf, own) == ["Open", "Members", "Unlisted", "Grown-up"]
    assert titles(shelf, GUEST) == ["Open", "Grown-up"]
    assert titles(shelf, Viewer(make_user("other"))) == ["Open", "Members", "Grown-up"]
    client.logout()
    shown = page(client, shelf.get_absolute_url())
    assert "Unlisted" not in shown
    assert "reader" not in shown.replace("a reader shares", "")


def test_shields_hold_on_shelves(client, reader):
    work = make_work("Shielded")
    shelf = make_shelf(reader, "Mine", [work, make_work("Other")])
    wish = Wish(works=frozenset({work.pk}))
    KeptShield.objects.create(user=reader, rules=wish.as_json())

    shown = page(client, shelf.get_absolute_url())

    assert "Shielded" not in shown
    assert "1 story" in shown
    assert "1 story" in page(client, "/shelves/")


def test_a_note_stands_beside_a_work_as_plain_text(client, reader):
    work = make_work()
    shelf = make_shelf(reader, "Mine", [work])
    address = reverse("reading:shelf_note", args=[shelf.pk, work.pk])

    client.post(address, {"note": "<b>Loud</b>\0 one"})

    assert "&lt;b&gt;Loud&lt;/b&gt; one" in page(client, shelf.get_absolute_url())


@pytest.mark.counts_queries
def test_the_page_of_shelves_costs_the_same_however_much_stands_there(
    client, reader, django_assert_num_queries
):
    works = [make_work(f"Work {n}") for n in range(15)]
    shelf = make_shelf(reader, "Mine", works[:1])
    page(client, "/shelves/")
    with django_assert_num_queries(4):
        page(client, "/shelves/")

    for work in works[1:]:
        actions.put_on_shelves(work, on={shelf.pk}, by=reader, at=NOW)
    make_shelf(reader, "Another", works)
    settle()
    with django_assert_num_queries(4):
        page(client, "/shelves/")


def test_a_takeout_holds_shelves_and_follows(reader):
    work = make_work()
    shelf = make_shelf(reader, "Mine", [work])
    actions.note(ShelfEntry.objects.get(), text="Again!")
    follow(reader, work)

    packed = profile_of(reader)

    (one,) = packed["shelves"]
    assert (one["name"], one["works"][0]["note"]) == (shelf.name, "Again!")
    (followed,) = packed["follows"]
    assert (followed["kind"], followed["name"]) == ("work", "Salt Roads")
