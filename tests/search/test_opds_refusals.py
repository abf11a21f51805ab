"""Where the catalogue has nothing for a program it says so in words, never by a page of HTML."""

import base64
import json
from threading import BoundedSemaphore

import pytest
from django.test import RequestFactory

from fascicle.accounts import tries
from fascicle.pages import errors
from fascicle.search.lists import turns
from tests.factories import make_user
from tests.search.opds_library import credentials

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def said(response):
    """What a program can show of an answer, by its type."""
    kind = response["Content-Type"]
    if kind == "application/problem+json":
        problem = response.json()
        assert problem["status"] == response.status_code
        return f"{problem['title']} {problem['detail']}"
    assert kind == "text/plain; charset=utf-8"
    return response.content.decode()


@pytest.mark.parametrize("path", ["/nowhere", "/tags/999", "/kinds/none", "/works/1/2"])
def test_what_is_not_there_is_said_as_each_version_can(client, path):
    first, second = client.get(f"/opds{path}"), client.get(f"/opds/v2{path}")

    assert (first.status_code, second.status_code) == (404, 404)
    assert first["Content-Type"].startswith("text/plain")
    assert second["Content-Type"] == "application/problem+json"
    for response in (first, second):
        assert "There is no such page" in said(response)
        assert "<" not in said(response)
    assert client.head(f"/opds/v2{path}").status_code == 404


def test_what_is_somebody_elses_is_not_there_either(client):
    headers = credentials(make_user())

    assert "no such page" in said(client.get("/opds/v2/shelves/7", headers=headers))


def test_pages_beside_the_catalogue_are_pages(client):
    assert "<html" in client.get("/opdsv2").content.decode()


def test_a_broken_catalogue_says_so_without_the_database(django_db_blocker):
    requests = [RequestFactory().get(path) for path in ("/opds", "/opds/v2/works")]

    with django_db_blocker.block():
        first, second = (errors.server_error(request) for request in requests)

    assert (first.status_code, second.status_code) == (500, 500)
    assert first.content == b"Something went wrong.\nTry again later.\n"
    assert json.loads(second.content)["title"] == "Something went wrong"


@pytest.mark.parametrize("root", ["/opds", "/opds/v2"])
def test_a_crowd_is_told_to_wait(client, root, monkeypatch):
    monkeypatch.setattr(turns, "_places", BoundedSemaphore(0))

    response = client.get(f"{root}/works?language=de")

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "in a few seconds" in said(response)


def test_who_tried_too_many_passwords_is_told(client, monkeypatch):
    monkeypatch.setitem(tries.LIMITS, "device", "1/15m/ip")
    answers = []
    for number in range(3):
        wrong = base64.b64encode(f"reader:wrong-{number}".encode()).decode()
        headers = {"authorization": f"Basic {wrong}"}
        answers.append(client.get("/opds", headers=headers))

    assert [one.status_code for one in answers] == [401, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Too many wrong passwords" in said(answers[-1])
