"""Hosts see how the index is, and may have it built anew."""

import pytest
from django.urls import reverse

from fascicle.search.index import generations
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

PAGE = reverse("search:indexing")


def test_hosts_see_that_it_is_ready(archive, index, client):
    client.login(username="host", password=PASSWORD)

    response = client.get(PAGE)

    assert "The search index is ready." in response.text
    assert "data-busy" not in response.text


def test_hosts_see_how_far_it_is(archive, client):
    client.login(username="host", password=PASSWORD)
    generations.home().mkdir()
    generations.report(12, 40)

    response = client.get(PAGE)

    assert "The search index is being built: 12 of 40 works." in response.text
    assert "data-busy" in response.text


def test_the_part_comes_alone_when_a_script_asks(archive, client):
    client.login(username="host", password=PASSWORD)

    part = client.get(PAGE, headers={"X-Part": "true"}).text

    assert "data-part" in part
    assert "<h1>" not in part


def test_hosts_have_it_built_anew(archive, index, client):
    client.login(username="host", password=PASSWORD)
    folder = index.folder

    response = client.post(reverse("search:rebuilding"), follow=True)
    index.catch_up()

    assert "will be built anew" in response.text
    assert index.folder != folder


def test_nobody_else_finds_the_page(archive, client):
    make_user("reader")
    assert client.get(PAGE).status_code == 302

    client.login(username="reader", password=PASSWORD)

    assert client.get(PAGE).status_code == 404
    assert client.post(reverse("search:rebuilding")).status_code == 404
    assert not generations.is_rebuild_asked_for()
