"""How pages look to a reader: what is understood, what is kept, what is brought to an account."""

import pytest

from fascicle.accounts.look import SETTINGS, USUAL_LOOK, Look
from fascicle.accounts.models import KeptLook
from tests.factories import PASSWORD, make_archive, make_user


def test_a_look_is_read_as_it_was_written():
    look = Look.of({"theme": "sepia", "size": "6", "keys": "no"})

    assert Look.read(str(look)) == look
    assert look["theme"] == "sepia"
    assert look["face"] == "serif"


@pytest.mark.parametrize(
    "cookie",
    [
        *(
            "",
            "theme=purple",
            "size=99",
            "size=-1",
            "nothing=here",
            "theme",
            "=&=",
            "\0",
        ),
        *("theme=sepia" * 200, "<script>", "theme=sepia%00", "theme=auto"),
    ],
)
def test_what_is_not_understood_is_left_out(cookie):
    assert Look.read(cookie) == USUAL_LOOK


def test_every_value_of_every_setting_can_be_chosen():
    for setting in SETTINGS:
        for value in setting.values:
            assert Look.of({setting.name: value})[setting.name] == value


def test_a_look_wins_over_what_is_merged_into_it():
    mine = Look.of({"theme": "dark"})
    merged = mine.merged_with(Look.of({"theme": "sepia", "size": "7"}))

    assert merged == Look.of({"theme": "dark", "size": "7"})


@pytest.mark.django_db
def test_a_guests_look_is_kept_in_the_browser_and_moves_into_the_account(client):
    make_archive()
    user = make_user("reader")
    client.post("/look/keeping/", {"theme": "sepia", "size": "7"})
    assert b'data-theme="sepia" data-size="7"' in client.get("/look/").content
    assert not KeptLook.objects.exists()

    client.post("/account/log-in/", {"username": "reader", "password": PASSWORD})

    assert KeptLook.objects.get(user=user).choices == {"theme": "sepia", "size": "7"}


@pytest.mark.django_db
def test_a_members_look_follows_the_account_and_nobody_else(client):
    make_archive()
    client.force_login(make_user("reader"))

    client.post("/look/keeping/", {"theme": "black", "next": "/works/"})

    assert b'data-theme="black"' in client.get("/works/").content
    client.logout()
    assert b"data-theme" not in client.get("/works/").content


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["purple", "", "\0", "a" * 10_000])
def test_nonsense_leaves_a_setting_as_it_was(client, value):
    make_archive()
    client.force_login(user := make_user("reader"))
    client.post("/look/keeping/", {"theme": "black"})

    client.post("/look/keeping/", {"theme": value, "size": "5"})

    assert KeptLook.objects.get(user=user).choices == {"theme": "black", "size": "5"}


@pytest.mark.django_db
def test_a_look_can_be_reset(client):
    make_archive()
    client.post("/look/keeping/", {"theme": "black"})

    response = client.post("/look/reset/", {"next": "/works/"})

    assert response["Location"] == "/works/"
    assert b"data-theme" not in client.get("/works/").content


@pytest.mark.django_db
def test_a_look_costs_a_member_no_query(client, django_assert_num_queries):
    make_archive()
    client.force_login(make_user("reader"))
    with_none = count_queries(client)
    client.post("/look/keeping/", {"theme": "black"})

    assert count_queries(client) == with_none


def count_queries(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/look/")  # which counts what is unread, for a while
    with CaptureQueriesContext(connection) as queries:
        client.get("/look/")
    return len(queries)
