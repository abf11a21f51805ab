"""Letting a device in by a password of its own, and shutting it out again."""

import secrets
from datetime import datetime

from django.db import transaction

from fascicle.accounts.devices import GROUP, GROUPS, LETTERS, digest_of, sync_digest_of
from fascicle.accounts.models import Device, User

MOST_DEVICES = 20


class TooManyDevices(Exception):
    """The account has as many devices as one may have."""


@transaction.atomic
def let_device_in(
    user: User, name: str, *, sees_adult: bool, at: datetime
) -> tuple[Device, str]:
    """A device, and its password, which nobody can tell afterwards.

    :raises TooManyDevices:
    """
    User.objects.select_for_update().get(pk=user.pk)
    if Device.objects.of(user).count() >= MOST_DEVICES:
        raise TooManyDevices
    password = _drawn()
    device = Device.objects.create(
        user=user,
        name=name,
        sees_adult=sees_adult,
        secret_digest=digest_of(password),
        sync_digest=sync_digest_of(password),
        created_at=at,
    )
    return device, password


def shut_device_out(device: Device) -> None:
    """Its password opens nothing from now on. What it read stays read."""
    device.delete()


def _drawn() -> str:
    groups = (
        "".join(secrets.choice(LETTERS) for _letter in range(GROUP))
        for _group in range(GROUPS)
    )
    return "-".join(groups)
