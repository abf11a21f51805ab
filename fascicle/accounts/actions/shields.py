"""Everything that changes a shield."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from fascicle.accounts.models import KeptShield, User
from fascicle.accounts.shield import MOST_ENTRIES, Entry, Limits, Shield
from fascicle.accounts.viewer import SHIELD, shield_of, shield_of_guest


class ShieldFull(Exception):
    """A shield has as many entries as one may have."""


@dataclass(frozen=True, slots=True)
class ShieldBearer:
    """Whose shield: an account's, or that of a guest (no user), which lies in their session."""

    user: User | None
    session: SessionBase


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
