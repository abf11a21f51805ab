"""Everything that changes accounts and pen names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from fascicle.accounts.models import KeptShield, PenName, Role, User
from fascicle.accounts.shield import MOST_ENTRIES, Entry, Limits, Shield
from fascicle.accounts.viewer import SHIELD, shield_of, shield_of_guest
from fascicle.core.names import name_key, one_line


class NameTaken(Exception):
    """A pen name or user name is in use already."""


class ShieldFull(Exception):
    """A shield has as many entries as one may have."""


@dataclass(frozen=True, slots=True)
class ShieldBearer:
    """Whose shield: an account's, or that of a guest (no user), which lies in their session."""

    user: User | None
    session: SessionBase


@transaction.atomic
def create_user(
    username: str,
    *,
    password: str,
    email: str = "",
    role: str = Role.MEMBER,
    pen_name: str = "",
) -> User:
    """Make an account with one pen name (its user name unless another is given).

    :raises NameTaken: if either is in use.
    """
    name = pen_name or username
    if (
        User.objects.filter(username__iexact=username).exists()
        or PenName.objects.named(name).exists()
    ):
        raise NameTaken(name)
    user = User.objects.create_user(username, email=email, password=password, role=role)
    PenName.objects.create(name=name, key=name_key(name), user=user, is_default=True)
    return user


def unclaimed_pen_name(name: str) -> PenName:
    """The unclaimed pen name of this name, made if there is none.

    Whoever holds an account of the same name has not shown to be this writer, and would own
    what is put under it: then the next of "Name (2)", "Name (3)" … serves.
    """
    tidy = one_line(name)[:140]
    for number in count(1):
        shown = tidy if number == 1 else f"{tidy} ({number})"
        pen_name, _ = PenName.objects.get_or_create(
            key=name_key(shown)[:150], defaults={"name": shown}
        )
        if pen_name.user_id is None:
            return pen_name
    raise AssertionError  # count() has no end


def forget_unclaimed(names: Iterable[str]) -> None:
    """Delete the pen names of these that nobody claims and that stand on no work."""
    keys = {name_key(name)[:150] for name in names}
    PenName.objects.unclaimed().filter(key__in=keys, bylines=None).delete()


def add_to_shield(bearer: ShieldBearer, entries: Iterable[Entry]) -> list[Entry]:
    """Never show these again; those that were not on the shield yet are returned.

    :raises ShieldFull: if they do not all fit.
    """
    added: list[Entry] = []

    def longer(shield: Shield) -> Shield:
        for entry in entries:
            if entry not in shield:
                added.append(entry)
                shield = shield.with_entry(entry)
        if added and shield.entry_count > MOST_ENTRIES:
            raise ShieldFull
        return shield

    _change_shield(bearer, longer)
    return added


def take_off_shield(bearer: ShieldBearer, entry: Entry) -> None:
    _change_shield(bearer, lambda shield: shield.without_entry(entry))


def set_shield(
    bearer: ShieldBearer, limits: Limits, *, on: Iterable[Entry], off: Iterable[Entry]
) -> None:
    """Set what is no list, and put some entries on the shield and take others off it.

    :raises ShieldFull: if they do not all fit.
    """

    def changed(shield: Shield) -> Shield:
        shield = shield.with_limits(limits)
        for entry in off:
            shield = shield.without_entry(entry)
        before = shield.entry_count
        for entry in on:
            shield = shield.with_entry(entry)
        if shield.entry_count > max(MOST_ENTRIES, before):
            raise ShieldFull
        return shield

    _change_shield(bearer, changed)


def lay_down_shield(bearer: ShieldBearer) -> None:
    """Take everything off."""
    _change_shield(bearer, lambda _: Shield())


def take_in_guest_shield(user: User, session: SessionBase) -> None:
    """Bring what somebody shielded themselves from before they logged in to their account."""
    brought = shield_of_guest(session)
    if brought:
        _change_shield(
            ShieldBearer(user, session), lambda kept: kept.merged_with(brought)
        )
    session.pop(SHIELD, None)


def _change_shield(bearer: ShieldBearer, change: Callable[[Shield], Shield]) -> None:
    if bearer.user is None:
        bearer.session[SHIELD] = change(shield_of_guest(bearer.session)).as_json()
    else:
        _change_kept_shield(bearer.user, change)


@transaction.atomic
def _change_kept_shield(user: User, change: Callable[[Shield], Shield]) -> None:
    """Change the shield as it is now: two pages of one reader never undo each other."""
    # A row to lock, so that two first entries do not meet either.
    User.objects.select_for_update().get(pk=user.pk)
    rules = change(shield_of(user)).as_json()
    KeptShield.objects.update_or_create(user=user, defaults={"rules": rules})
