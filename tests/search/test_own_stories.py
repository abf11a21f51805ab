"""A shield covers nothing that its bearer writes, so there nothing offers to hide it."""

import pytest

from fascicle.works.actions import hide_name
from fascicle.works.models import Byline
from tests.factories import PASSWORD, make_pen_name, make_user, make_work
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture(params=["index", "database"])
def works(request, client):
    """Works that somebody who is logged in writes in several ways, and one that they do not."""
    writer = make_user("writer")
    name, other = writer.pen_names.get(), make_pen_name("Tom Ash")
    tag = make_tag("storms")
    alone = make_work("Alone", by=name, tags=[tag])
    along = make_work("Along", by=other, tags=[tag])
    Byline.objects.create(work=along, pen_name=name, position=1)
    veiled = make_work("Veiled", by=name, tags=[tag])
    hide_name(veiled, by=writer)
    foreign = make_work("Foreign", by=other, tags=[tag])
    if request.param == "index":
        request.getfixturevalue("index")
    client.login(username="writer", password=PASSWORD)
    return {"own": [alone, along, veiled], "foreign": foreign, "tag": tag}


def page_of(client, address):
    return client.get(address).content.decode()


def test_lists_offer_to_hide_what_others_write_alone(works, client):
    for address in ("/", "/works/", works["tag"].get_absolute_url()):
        page = page_of(client, address)

        assert page.count("<article") == 4
        assert page.count('class="away"') == page.count('value="works:') == 1
        assert f'value="works:{works["foreign"].pk}"' in page
        assert page.count("Never show me <bdi>storms</bdi>") == 1
        assert page.count("Hide everything by") == 1
        for own in works["own"]:
            assert f"Put {own} on a shelf</span>" in page


def test_so_does_the_page_of_a_work(works, client):
    assert "Hide this story" in page_of(client, works["foreign"].get_absolute_url())
    for own in works["own"]:
        page = page_of(client, own.get_absolute_url())

        assert f"Put {own} on a shelf</span>" in page
        assert 'form="shielding"' not in page


def test_as_readers_see_it_it_can_be_hidden(works, client):
    address = works["own"][0].get_absolute_url()

    assert "Hide this story" in page_of(client, f"{address}?preview=member")


def test_everybody_else_may_hide_all_of_them(works, client):
    client.logout()
    assert page_of(client, "/works/").count('class="away"') == 4
    make_user("reader")
    client.login(username="reader", password=PASSWORD)

    assert page_of(client, "/works/").count('class="away"') == 4
