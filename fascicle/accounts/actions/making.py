"""Making accounts and the pen names they begin with."""

from collections.abc import Iterable
from itertools import count

from django.db import transaction

from fascicle.accounts.models import PenName, Purpose, Role, User
from fascicle.core.lookalikes import skeleton
from fascicle.core.names import name_key, one_line

#: Written once, in every archive alike: a name in a database cannot follow its reader's language.
_NOBODIES = {Purpose.ANONYMOUS: "Anonymous", Purpose.ORPHANED: "Orphaned"}


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
    PenName.objects.create(
        name=name,
        key=name_key(name),
        skeleton=skeleton(name)[:150],
        user=user,
        is_default=True,
    )
    return user


def unclaimed_pen_name(name: str, *, contact: str = "") -> PenName:
    """The unclaimed pen name of this name, made if there is none.

    ``contact`` is the address at which its writer may be asked; one that is known stays.

    Whoever holds an account of the same name has not shown to be this writer, and would own
    what is put under it: then the next of "Name (2)", "Name (3)" … serves.
    """
    tidy = one_line(name)[:140]
    for number in count(1):
        shown = _numbered(tidy, number)
        pen_name, _ = PenName.objects.get_or_create(
            key=name_key(shown)[:150],
            defaults={"name": shown, "skeleton": skeleton(shown)[:150]},
        )
        if pen_name.user_id is None:
            _note_contact(pen_name, contact)
            return pen_name
    raise AssertionError  # count() has no end


def _note_contact(pen_name: PenName, contact: str) -> None:
    if contact and not pen_name.contact and len(contact) <= 254:
        pen_name.contact = contact
        pen_name.save(update_fields=["contact"])


@transaction.atomic
def nobody(purpose: Purpose) -> PenName:
    """The archive's own pen name for works that bear no writer's: made once, owned by none.

    Where a writer is called so already, it is the next of "Name (2)", "Name (3)" …
    """
    if made := PenName.objects.filter(purpose=purpose).first():
        return made
    names = (_numbered(_NOBODIES[purpose], number) for number in count(1))
    free = next(name for name in names if not PenName.objects.named(name).exists())
    made, _ = PenName.objects.get_or_create(
        purpose=purpose,
        defaults={
            "name": free,
            "key": name_key(free),
            "skeleton": skeleton(free)[:150],
        },
    )
    return made


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def forget_unclaimed(names: Iterable[str]) -> None:
    """Delete the pen names of these that nobody claims and that stand on no work."""
    keys = {name_key(name)[:150] for name in names}
    PenName.objects.unclaimed().filter(key__in=keys, bylines=None).delete()
