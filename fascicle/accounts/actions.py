"""Everything that changes accounts and pen names."""

from collections.abc import Iterable
from itertools import count

from django.db import transaction

from fascicle.accounts.models import PenName, Role, User
from fascicle.core.names import name_key, one_line


class NameTaken(Exception):
    """A pen name or user name is in use already."""


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
