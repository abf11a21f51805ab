"""Whatever is sent to the ways in: no failure, and nobody gets in by it."""

import json

import pytest
from django.urls import reverse

from fascicle.accounts.models import Invitation, SignUpRequest, User
from fascicle.core.models import Archive, SignUp
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

NASTY = {
    "empty": "",
    "NUL": "a\0b",
    "surrogates": "\\ud800",
    "turned round": "\u202eseni",
    "long": "x" * 100_000,
    "script": "<script>alert(1)</script>",
    "number": "9" * 400,
    "minus": "-1",
    "signs": "%00%ff'\";--",
}
FIELDS = {
    "accounts:login": ("username", "password"),
    "account_signup": ("username", "password1", "email", "birth_year", "invitation"),
    "account_signup_by_passkey": ("username", "email", "birth_year", "invitation"),
    "accounts:request": ("email", "reason"),
    "account_reset_password": ("email",),
}
INSIDE = {
    "accounts:invitations": ("note", "email", "most_uses", "days"),
    "account_email": ("email",),
    "account_change_password": ("oldpassword", "password1", "password2"),
    "account_reauthenticate": ("password",),
    "people:joining": ("sign_up", "invitations_each", "minimum_age", "rules"),
}
HALF = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}
CREDENTIALS = [
    "", "{", "null", "1", "[]", '"x"', "{}", '{"id": 1}', "[" * 2000,
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": HALF}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key",
                "response": {**HALF, "userHandle": "AA"}}),
    json.dumps({"id": "é", "rawId": "é", "type": "x", "response": {"clientDataJSON": "é"}}),
]  # fmt: skip


def send(client, pages, what):
    return {
        (page, field): client.post(reverse(page), {field: what}).status_code
        for page, fields in pages.items()
        for field in fields
    }


@pytest.mark.parametrize("what", NASTY.values(), ids=NASTY)
def test_what_is_sent_from_outside_breaks_nothing(client, settings, what):
    settings.SENDS_MAIL = True
    codes = {}
    for way in (SignUp.OPEN, SignUp.REQUEST):
        Archive.objects.update(sign_up=way, minimum_age=16, rules="<p>Be kind.</p>")
        codes |= send(client, FIELDS, what)

    assert {key: code for key, code in codes.items() if code >= 500} == {}
    assert User.objects.count() == 1
    assert not SignUpRequest.objects.exists()


@pytest.mark.parametrize("what", NASTY.values(), ids=NASTY)
def test_what_is_sent_from_inside_breaks_nothing(client, settings, what):
    settings.SENDS_MAIL = True
    client.force_login(host := User.objects.get(username="host"))

    codes = send(client, INSIDE, what)

    host.refresh_from_db()
    assert {key: code for key, code in codes.items() if code >= 500} == {}
    assert host.check_password(PASSWORD)
    assert not Invitation.objects.exists()
    assert Archive.objects.get().sign_up == SignUp.INVITATION


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_lets_nobody_in(client, credential):
    address = reverse("mfa_login_webauthn")
    client.get(address, headers={"Accept": "application/json"})

    response = client.post(address, {"credential": credential})

    assert response.status_code in (200, 302)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_is_not_kept(client, credential):
    client.force_login(make_user("ines"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))

    response = client.post(reverse("mfa_add_webauthn"), {"credential": credential})

    assert response.status_code == 200
    assert b'class="message error"' in response.content
    assert not User.objects.get(username="ines").authenticator_set.exists()


@pytest.mark.parametrize("token", NASTY.values(), ids=NASTY)
def test_a_link_with_anything_in_it_leads_somewhere(client, token):
    assert (
        client.get(reverse("account_signup"), {"invitation": token}).status_code == 200
    )
    assert client.get(reverse("account_reset_password") + "1/x-y/").status_code == 200
