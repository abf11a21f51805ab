"""What the archive says to browsers that keep works, and to devices that install it."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.who import HEADER
from fascicle.reading import counting
from tests.factories import make_rating, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

GOES = {"Sec-Fetch-Mode": "navigate"}


def test_the_manifest_names_the_archive_and_icons_that_are_there(client):
    answer = client.get("/manifest.webmanifest")

    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["name"] == "The Harbour Archive"
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    assert "/manifest.webmanifest" in client.get("/").content.decode()


def test_the_worker_knows_the_addresses_that_matter(client):
    answer = client.get("/worker.js")

    said = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    names = ("accounts:logout", "reading:gate_closing", "reading:offline")
    assert all(f'"{reverse(name)}"' in said for name in names)


def test_a_work_says_which_pages_keep_it(client):
    work = make_work("Salt Roads", chapters=2)

    told = client.get(f"/works/{work.pk}/offline/").json()

    assert [one["address"] for one in told["pages"]] == [
        f"/works/{work.pk}/chapters/{n}/" for n in (1, 2)
    ]
    assert (told["title"], told["by"]) == ("Salt Roads", ["Ines Okafor"])
    assert (told["reader"], told["is_adult"]) == ("guest", False)


def test_it_says_nothing_of_what_may_not_be_read(client):
    draft = make_work("Draft", posted=False)
    grown = make_work("Grown", rating=make_rating("Mature", is_adult=True))

    for work in (draft, grown):
        assert client.get(f"/works/{work.pk}/offline/").status_code == 404


def test_it_costs_the_same_for_a_long_work(client):
    def asked(work):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/works/{work.pk}/offline/")
        return len(queries)

    assert asked(make_work("Long", chapters=9)) == asked(make_work("Short"))


def test_pages_say_whose_they_are_and_nothing_of_them(client):
    reader = make_user("reader")
    assert HEADER not in client.get("/languages/", headers=GOES)
    client.force_login(reader)

    name = client.get("/languages/", headers=GOES)[HEADER]

    assert len(name) == 16
    assert "reader" not in name
    assert client.get("/languages/", headers=GOES)[HEADER] == name
    assert HEADER not in client.get("/languages/")
    client.post(reverse("reading:gate_opening"))
    assert client.get("/languages/", headers=GOES)[HEADER] == f"{name}; adult"
    client.force_login(make_user("other"))
    assert not client.get("/languages/", headers=GOES)[HEADER].startswith(name)


def test_keeping_is_not_reading(client):
    work = make_work()
    counting.memory.counts.clear()

    address = f"/works/{work.pk}/chapters/1/"
    client.get(address, headers={"X-Keep": "offline", "User-Agent": "Firefox"})

    assert not counting.memory.counts
