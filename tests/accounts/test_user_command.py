"""``fascicle user``: accounts from the command line."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from fascicle.accounts.models import Role, User
from tests.factories import PASSWORD, make_user

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

    with pytest.raises(CommandError, match="valid username"):
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
