"""``fascicle user``: accounts from the command line."""

import argparse
import getpass
import sys
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fascicle.accounts import actions
from fascicle.accounts.models import Role, User
from fascicle.core.archive import current
from fascicle.core.models import SignUp


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Make accounts, change passwords and roles, list them; invite people "
            "(invite --uses 5 --days 30 --note word); help those who cannot log in."
        )
        commands = parser.add_subparsers(dest="what", required=True)
        add = commands.add_parser("add", help=_("make an account"))
        add.add_argument("name")
        add.add_argument("--email", default="")
        add.add_argument("--role", choices=Role.values, default=Role.MEMBER)
        password = commands.add_parser(
            "password", help=_("give an account a new password")
        )
        password.add_argument("name")
        role = commands.add_parser("role", help=_("change what an account may do"))
        role.add_argument("name")
        role.add_argument("role", choices=Role.values)
        self.add_entrances(commands)
        commands.add_parser("list", help=_("list the accounts"))

    def add_entrances(self, commands: Any) -> None:
        invite = commands.add_parser(
            "invite", help=_("make a link by which people can sign up")
        )
        invite.add_argument(
            "--uses", type=int, default=1, help=_("how many may use it")
        )
        invite.add_argument("--days", type=int, default=30, help=_("how long it holds"))
        invite.add_argument("--note", default="", help=_("for whom it is"))
        helps = {
            "second-step-off": _("take an account’s passkeys, app and codes off"),
            "confirm": _("take the address of an account as confirmed"),
            "log-out": _("log an account out everywhere"),
        }
        for what, said in helps.items():
            commands.add_parser(what, help=said).add_argument("name")

    def handle(self, *args: object, **options: Any) -> None:
        getattr(self, options["what"].replace("-", "_"))(**options)

    def add(self, *, name: str, email: str, role: str, **rest: object) -> None:
        check_name(name)
        password = ask_password(User(username=name, email=email))
        try:
            actions.create_user(name, password=password, email=email, role=role)
        except actions.NameTaken as error:
            raise CommandError(
                _("The name “%(name)s” is in use. Choose another.") % {"name": error}
            ) from error
        said = _("Made the account %(name)s (%(role)s).")
        self.stdout.write(said % {"name": name, "role": role})

    def password(self, *, name: str, **rest: object) -> None:
        user = account(name)
        user.set_password(ask_password(user))
        user.save(update_fields=["password"])
        actions.end_all_sessions(user)
        said = _("%(name)s has a new password.")
        self.stdout.write(said % {"name": user.username})

    def role(self, *, name: str, role: str, **rest: object) -> None:
        user = account(name)
        user.role = role
        user.save(update_fields=["role"])
        said = _("%(name)s is now %(role)s.")
        self.stdout.write(said % {"name": user.username, "role": role})

    def invite(self, *, uses: int, days: int, note: str, **rest: object) -> None:
        if uses < 1 or days < 1:
            raise CommandError(_("Give at least one use and one day."))
        holds = timedelta(days=days)
        new = actions.NewInvitation(note=note, most_uses=uses, holds=holds)
        invitation = actions.invite(new, by=None, at=now())
        self.stdout.write(actions.address_of(invitation))
        archive = current()
        if archive and archive.sign_up == SignUp.CLOSED:
            self.stderr.write(
                _("The archive is closed to new accounts: open it at your desk first.")
            )

    def second_step_off(self, *, name: str, **rest: object) -> None:
        actions.take_second_step_off(account(name))
        said = _("%(name)s logs in by password alone, and is logged out everywhere.")
        self.stdout.write(said % {"name": name})

    def confirm(self, *, name: str, **rest: object) -> None:
        if not actions.confirm_address(account(name)):
            raise CommandError(_("%(name)s has no address.") % {"name": name})
        self.stdout.write(_("The address of %(name)s is confirmed.") % {"name": name})

    def log_out(self, *, name: str, **rest: object) -> None:
        actions.end_all_sessions(account(name))
        self.stdout.write(_("%(name)s is logged out everywhere.") % {"name": name})

    def list(self, **rest: object) -> None:
        for user in User.objects.order_by("username"):
            self.stdout.write(f"{user.username:<30} {user.role:<10} {user.email}")


def check_name(name: str) -> None:
    try:
        User.username_validator(name)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def account(name: str) -> User:
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist as error:
        raise CommandError(
            _("There is no account “%(name)s”. `fascicle user list` shows all.")
            % {"name": name}
        ) from error


def ask_password(user: User) -> str:
    """Asked for twice, never shown. Where input is piped, its first line is the password.

    :raises CommandError: if the two differ, or the password is too weak.
    """
    if sys.stdin.isatty():
        password = getpass.getpass(_("Password: "))
        if password != getpass.getpass(_("Again: ")):
            raise CommandError(_("The two passwords differ. Nothing was changed."))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(
            " ".join([*error.messages, _("Nothing was changed.")])
        ) from error
    return password
