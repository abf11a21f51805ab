"""``fascicle user``: accounts from the command line."""

import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from fascicle.accounts.models import Invitation, Role, User
from tests.factories import PASSWORD, make_archive, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """What is piped into the command."""

    def type_in(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


def test_an_account_is_made_with_a_role(typed):
    typed(PASSWORD + "\n")

    call_command("user", "add", "ines", "--role", "host")

    user = User.objects.get()
    assert user.is_host
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", "password1234", "ines.okafor1"])
def test_a_weak_password_is_refused_and_nothing_changes(typed, password):
    typed(password + "\n")

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("user", "add", "ines.okafor1")

    assert not User.objects.exists()


def test_a_name_in_use_is_refused(typed):
    make_user("ines")
    typed(PASSWORD + "\n")

    with pytest.raises(CommandError, match="in use"):
        call_command("user", "add", "Ines")


def test_a_name_nobody_could_log_in_with_is_refused(typed):
    typed(PASSWORD + "\n")

    with pytest.raises(CommandError, match="Only letters, digits"):
        call_command("user", "add", "ines okafor")


def test_a_password_is_replaced(typed):
    make_user("ines")
    typed("a boat in a bottle in a boat\n")

    call_command("user", "password", "ines")

    assert User.objects.get().check_password("a boat in a bottle in a boat")


def test_a_role_is_given_and_taken():
    make_user("ines")

    call_command("user", "role", "ines", "host")
    became = User.objects.get().role
    call_command("user", "role", "ines", "member")

    assert (became, User.objects.get().role) == (Role.HOST, Role.MEMBER)


def test_an_unknown_account_is_answered_with_where_to_look():
    with pytest.raises(CommandError, match="fascicle user list"):
        call_command("user", "role", "nobody", "host")


def test_accounts_are_listed(capsys):
    make_user("ines", role=Role.HOST)

    call_command("user", "list")

    assert capsys.readouterr().out.split() == ["ines", "host"]


def test_an_invitation_is_made_by_which_people_sign_up(client, capsys):
    make_archive()

    call_command("user", "invite", "--uses", "2", "--note", "The Harbour Guild")

    link = capsys.readouterr().out.strip()
    token = link.partition("invitation=")[2]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"))
    invitation = Invitation.objects.with_token(token).get()
    assert (invitation.most_uses, invitation.note) == (2, "The Harbour Guild")
    assert b"password1" in page.content


@pytest.mark.parametrize("numbers", [("--uses", "0"), ("--days", "-1")])
def test_an_invitation_for_nobody_is_refused(numbers):
    with pytest.raises(CommandError):
        call_command("user", "invite", *numbers)

    assert not Invitation.objects.exists()


def test_whoever_lost_their_second_step_logs_in_by_password(client):
    make_archive()
    TOTP.activate(ines := make_user("ines"), "JBSWY3DPEHPK3PXP")

    call_command("user", "second-step-off", "ines")

    client.post(reverse("accounts:login"), {"username": "ines", "password": PASSWORD})
    assert not Authenticator.objects.exists()
    assert client.session["_auth_user_id"] == str(ines.pk)


def test_an_account_is_logged_out_everywhere():
    make_archive()
    make_user("ines")
    answers = {"username": "ines", "password": PASSWORD}
    here, there = Client(), Client()
    for one in (here, there):
        one.post(reverse("accounts:login"), answers)

    call_command("user", "log-out", "ines")

    page = reverse("accounts:sessions")
    assert {one.get(page).status_code for one in (here, there)} == {302}


def test_an_address_is_taken_as_confirmed():
    user = make_user("ines")
    with pytest.raises(CommandError, match="no address"):
        call_command("user", "confirm", "ines")
    User.objects.update(email="Ines@quay.example")

    call_command("user", "confirm", "ines")

    assert EmailAddress.objects.get(user=user).verified
