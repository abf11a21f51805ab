"""The address of an e-reader: a maker's at once, anybody else's by a code in a letter."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from fascicle.accounts.models import Preferences
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture(autouse=True)
def post_office(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


def ask(client, address):
    return client.post(reverse("accounts:reader_address"), {"address": address})


def code_sent():
    return re.search(r"\d{8}", mail.outbox[-1].body)[0]


def prove(client, code):
    return client.post(reverse("accounts:reader_code"), {"code": code})


def kept(user):
    return (
        Preferences.objects.filter(user=user).values_list("send_to", flat=True).first()
    )


@pytest.mark.parametrize(
    "address", ["ines@kindle.com", "ines@free.kindle.com", "Ines@PBSync.com"]
)
def test_makers_addresses_need_no_proof(client, reader, address):
    ask(client, address)

    assert kept(reader) == address.lower()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address", ["ines@example.org", "ines@notkindle.com", "ines@kindle.com.example.org"]
)
def test_any_other_waits_for_its_code(
    client, reader, address, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, address)
    assert not kept(reader)
    assert mail.outbox[0].to == [address]

    wrong = prove(client, "00000000")
    right = prove(client, f" {code_sent()[:4]} {code_sent()[4:]}")

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert kept(reader) == address


def test_a_code_is_good_for_five_tries(
    client, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, "ines@example.org")
    for _ in range(5):
        prove(client, "00000000")

    prove(client, code_sent())

    assert not kept(reader)


def test_nobody_is_sent_more_than_two_codes_a_day(
    client, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answers = [ask(client, "stranger@example.org").status_code for _ in range(4)]

    assert len(mail.outbox) == 2
    assert answers == [302, 302, 429, 429]


def test_nobody_sends_more_than_five_codes_a_day(
    client, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(8):
            ask(client, f"stranger-{number}@example.org")

    assert len(mail.outbox) == 5


def test_an_address_can_be_forgotten(client, reader):
    ask(client, "ines@kindle.com")

    client.post(reverse("accounts:reader_removal"))

    assert not kept(reader)


@pytest.mark.parametrize("address", ["", "no address", "a@b", "a@kindle.com\nx"])
def test_what_is_no_address_is_told_so(client, reader, address):
    assert ask(client, address).status_code == 422


def test_preferences_saved_leave_the_address_alone(client, reader):
    ask(client, "ines@kindle.com")

    client.post(reverse("accounts:preferences"), {"time_zone": ""})

    assert kept(reader) == "ines@kindle.com"
