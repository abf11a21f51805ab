"""Devices: let in by a password of their own, shown once, and shut out again."""

import base64
import re
from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from fascicle.accounts import actions
from fascicle.accounts.devices import (
    TooManyTries,
    WrongPassword,
    device_of,
    viewer_of_device,
)
from fascicle.accounts.models import Device
from tests.factories import NOW, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def let_in(user, name="Small reader", *, sees_adult=False):
    return actions.let_device_in(user, name, sees_adult=sees_adult, at=NOW)


def asking(name, password, **kwargs):
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    return RequestFactory().get("/", HTTP_AUTHORIZATION=f"Basic {token}", **kwargs)


def test_the_password_is_shown_once_and_nowhere_kept(client):
    client.force_login(make_user())

    client.post(reverse("accounts:new_device"), {"name": "Small reader"})
    first = client.get(reverse("accounts:devices")).content.decode()
    again = client.get(reverse("accounts:devices")).content.decode()

    password = re.search(r'class="code">([^<]+)<', first)[1]
    device = Device.objects.get()
    assert re.fullmatch(r"(?:[a-z3-9]{5}-){4}[a-z3-9]{5}", password)
    assert password not in again
    assert password not in str(vars(device))


def test_a_form_sent_twice_lets_one_device_in(client):
    client.force_login(make_user())
    page = client.get(reverse("accounts:devices")).content.decode()
    key = re.search(r'name="submission" value="([^"]+)"', page)[1]
    for _ in range(2):
        client.post(
            reverse("accounts:new_device"), {"name": "Small", "submission": key}
        )

    assert Device.objects.count() == 1


def test_a_password_opens_however_it_is_typed():
    user = make_user("Ines")
    device, password = let_in(user)

    typed = password.upper().replace("-", " ")

    assert device_of(asking("ines", typed)) == device
    assert device_of(asking("Ines", password)) == device


def test_a_device_is_before_the_gate_unless_it_was_said():
    user = make_user()
    _, childs = let_in(user)
    _, own = let_in(user, sees_adult=True)

    assert not viewer_of_device(asking("reader", childs)).sees_adult
    assert viewer_of_device(asking("reader", own)).sees_adult
    assert viewer_of_device(RequestFactory().get("/")).user is None


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic !!!!",
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + "QUFB" * 10_000,
        "basic " + base64.b64encode(b"reader:\0").decode(),
    ],
)
def test_what_is_no_password_opens_nothing(header):
    make_user()

    with pytest.raises(WrongPassword):
        device_of(RequestFactory().get("/", HTTP_AUTHORIZATION=header))


def test_neither_the_accounts_password_nor_another_name_opens():
    user, _other = make_user(), make_user("other")
    _, password = let_in(user)

    for name, secret in [
        ("reader", "correct horse battery staple"),
        ("other", password),
        ("", password),
    ]:
        with pytest.raises(WrongPassword):
            device_of(asking(name, secret))


def test_what_was_shut_out_stays_out(client):
    user = make_user()
    device, password = let_in(user)
    client.force_login(user)

    client.post(reverse("accounts:device_removal", args=[device.pk]))

    with pytest.raises(WrongPassword):
        device_of(asking("reader", password))


def test_a_closed_account_has_no_devices():
    user = make_user()
    _, password = let_in(user)
    user.is_active = False
    user.save()

    with pytest.raises(WrongPassword):
        device_of(asking("reader", password))


def test_the_day_of_use_is_kept_and_nothing_finer():
    user = make_user()
    device, password = let_in(user)

    device_of(asking("reader", password))

    device.refresh_from_db()
    assert type(device.used_on) is date


def test_guessing_ends_after_sixty_wrong_passwords():
    make_user()
    for n in range(60):
        with pytest.raises(WrongPassword):
            device_of(asking("reader", f"guess-{n}"))

    with pytest.raises(TooManyTries):
        device_of(asking("reader", "guess-more"))


def test_a_forgotten_device_that_knocks_all_day_shuts_nobody_out():
    _, password = let_in(make_user())
    for _ in range(100):
        with pytest.raises(WrongPassword):
            device_of(asking("reader", "the-old-one"))

    assert device_of(asking("reader", password))


def test_an_account_has_so_many_devices_and_no_more(client):
    user = make_user()
    for _ in range(20):
        let_in(user)
    client.force_login(user)

    response = client.post(reverse("accounts:new_device"), {"name": "One more"})

    assert response.status_code == 422
    assert Device.objects.count() == 20


def test_nobody_shuts_out_the_devices_of_others(client):
    device, _ = let_in(make_user())
    client.force_login(make_user("other"))

    response = client.post(reverse("accounts:device_removal", args=[device.pk]))

    assert response.status_code == 404
    assert Device.objects.exists()
