"""Where somebody is logged in: listed, ended, forgotten; never the place."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts import actions
from fascicle.accounts.browsers import browser_of
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def ines():
    return make_user("ines")


def log_in(client, name="ines"):
    client.post(reverse("accounts:login"), {"username": name, "password": PASSWORD})


def test_sessions_are_listed_and_each_can_be_ended(client, ines):
    phone, laptop = Client(HTTP_USER_AGENT="Firefox/1 Android"), client
    log_in(phone)
    log_in(laptop)
    page = laptop.get(reverse("accounts:sessions"))
    ((session, browser),) = page.context["others"]

    laptop.post(reverse("accounts:ending", args=[session.pk]))

    assert browser == "Firefox on Android"
    assert session.ip == "0.0.0.0"
    assert phone.get(reverse("accounts:sessions")).status_code == 302
    assert laptop.get(reverse("accounts:sessions")).status_code == 200


def test_all_other_sessions_are_ended_at_once(client, ines):
    others = [Client(), Client()]
    for one in (*others, client):
        log_in(one)

    client.post(reverse("accounts:endings"))

    codes = [
        one.get(reverse("accounts:sessions")).status_code for one in (*others, client)
    ]
    assert codes == [302, 302, 200]


def test_a_new_password_logs_out_everywhere_else_and_keeps_no_place(client, ines):
    log_in(other := Client())
    log_in(client)
    new = "an entirely different sentence"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    page = client.get(reverse("accounts:sessions"))
    assert page.context["others"] == []
    assert page.context["current"].ip == "0.0.0.0"
    assert UserSession.objects.filter(user=ines).count() == 1
    assert other.get(reverse("accounts:sessions")).status_code == 302


def test_many_sessions_cost_as_much_as_one(client, ines, django_assert_num_queries):
    log_in(client)
    client.get(reverse("accounts:sessions"))  # which counts what is unread, for a while
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("accounts:sessions"))
    cost = len(queries)
    for _ in range(10):
        log_in(Client())

    with django_assert_num_queries(cost):
        client.get(reverse("accounts:sessions"))


def test_sessions_that_are_over_are_forgotten(client, ines):
    log_in(client)
    log_in(other := Client())
    Session.objects.get(session_key=other.session.session_key).delete()

    actions.forget_ended_sessions()

    assert UserSession.objects.count() == 1


def test_somebody_elses_session_is_not_there(client, ines):
    log_in(other := Client(), make_user("teo").username)
    page = other.get(reverse("accounts:sessions"))
    log_in(client)

    response = client.post(
        reverse("accounts:ending", args=[page.context["current"].pk])
    )

    assert response.status_code == 404
    assert other.get(reverse("accounts:sessions")).status_code == 200


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("(iPhone; like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("(Linux; Android 15) SamsungBrowser/28.0", "Samsung Internet on Android"),
        ("curl/8.0", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_knows_it(description, said):
    assert browser_of(description) == said
