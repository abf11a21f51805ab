"""Who may open which page of coming in and of what guards an account."""

import pytest
from django.urls import reverse

from fascicle.accounts import actions
from fascicle.accounts.actions import NewInvitation
from fascicle.accounts.models import Invitation, Role, SignUpRequest, User
from fascicle.core.models import Archive, SignUp
from tests.factories import NOW, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

PEOPLE = list(enumerate(["guest", "member", "host"]))
#: What guest, member, host are answered. ``in``: led to log in; ``ask``: asked once more.
ACCESS = {
    "accounts:login": ("open", "home", "home"),
    "account_signup": ("open", "home", "home"),
    "account_signup_by_passkey": ("open", "home", "home"),
    "accounts:request": ("open", "open", "open"),
    "account_reset_password": ("open", "open", "open"),
    "account_email": ("in", "open", "open"),
    "account_change_password": ("in", "open", "open"),
    "account_reauthenticate": ("in", "open", "open"),
    "mfa_index": ("in", "open", "open"),
    "mfa_activate_totp": ("in", "ask", "ask"),
    "mfa_add_webauthn": ("in", "ask", "ask"),
    "mfa_generate_recovery_codes": ("in", "ask", "ask"),
    "mfa_authenticate": ("in", "home", "home"),
    "accounts:sessions": ("in", "open", "open"),
    "accounts:invitations": ("in", "open", "open"),
    "people:joining": ("in", 404, "open"),
    "people:requests": ("in", 404, "open"),
    "people:invitations": ("in", 404, "open"),
}
#: What a form sends, and who may send it.
SENDING = {
    "accounts:endings": ("in", "sent", "sent"),
    "people:granting": ("in", 404, "sent"),
    "people:declining": ("in", 404, "sent"),
    "people:revocation": ("in", 404, "sent"),
}


def viewer(client, who):
    if who == "member":
        client.force_login(make_user("ines", role=Role.CURATOR))
    elif who == "host":
        client.force_login(User.objects.get(username="host"))


def answer(response):
    place = response.get("Location", "")
    if "log-in/" in place:
        return "in"
    if "/confirm/" in place:
        return "ask"
    if place == "/":
        return "home"
    if response.status_code == 302:
        return "sent"
    return "open" if response.status_code == 200 else response.status_code


@pytest.mark.parametrize(("number", "who"), PEOPLE)
@pytest.mark.parametrize("page", ACCESS)
def test_a_page_is_open_to_whom_it_is_for(client, settings, page, number, who):
    settings.SENDS_MAIL = True
    Archive.objects.update(sign_up=SignUp.REQUEST if "request" in page else SignUp.OPEN)
    viewer(client, who)

    assert answer(client.get(reverse(page))) == ACCESS[page][number]


@pytest.mark.parametrize(("number", "who"), PEOPLE)
@pytest.mark.parametrize("page", SENDING)
def test_a_form_is_taken_from_whom_it_is_for(client, page, number, who):
    given = actions.invite(NewInvitation(), by=None, at=NOW)
    actions.ask_to_join("teo@quay.example", "", at=NOW)
    asked = SignUpRequest.objects.get()
    args = {"people:revocation": [given.pk], "accounts:endings": []}.get(
        page, [asked.pk]
    )
    viewer(client, who)

    said = answer(client.post(reverse(page, args=args)))

    assert said == SENDING[page][number]
    if said != "sent" and page.startswith("people"):
        assert Invitation.objects.filter(revoked_at=None).count() == 1
        assert SignUpRequest.objects.waiting().exists()


@pytest.mark.parametrize("page", [*SENDING, "accounts:ending", "accounts:revocation"])
def test_looking_changes_nothing(client, page):
    args = [] if page == "accounts:endings" else [1]
    viewer(client, "host")

    assert client.get(reverse(page, args=args)).status_code == 405
