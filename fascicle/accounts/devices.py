"""Who speaks through an e-reader: HTTP Basic, or KOReader's own headers, with a device's password.

Nothing here looks at cookies: a device is let in by its password alone, or is a guest.
"""

import base64
import binascii
import hashlib
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.timezone import localdate

from fascicle.accounts.models import Device
from fascicle.accounts.tries import may_try
from fascicle.accounts.viewer import GUEST, Viewer, viewer_for

REALM = "Fascicle"
#: As ``secrets`` draws them: no vowels, so no words; nothing that looks like something else.
LETTERS = "bcdfghjkmnpqrstvwxz34679"
GROUPS, GROUP = 5, 5  # 114 bits
#: How long a wrong password is known again: a device that was forgotten knocks all day.
KNOWN_FOR = 24 * 3600
_LONGEST = 1000


class WrongPassword(Exception):
    """What was sent opens nothing."""


class TooManyTries(Exception):
    """So many wrong passwords came from there that no more are looked at for a while."""


def device_of(request: HttpRequest) -> Device | None:
    """The device behind a request with HTTP Basic; None if it sent no password.

    :raises WrongPassword:
    :raises TooManyTries:
    """
    header = request.headers.get("Authorization", "")
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    name, password = _decoded(encoded)
    found = Device.objects.with_secret(digest_of(as_drawn(password)))
    return _let_in(request, found, name, password)


def syncing_device_of(request: HttpRequest) -> Device:
    """The device behind KOReader's ``x-auth-user`` and ``x-auth-key``, an MD5 in hex.

    :raises WrongPassword:
    :raises TooManyTries:
    """
    name = request.headers.get("x-auth-user", "")
    return syncing_device(request, name, request.headers.get("x-auth-key", ""))


def syncing_device(request: HttpRequest, name: str, key: str) -> Device:
    """The device whose password has this MD5, in hex.

    :raises WrongPassword:
    :raises TooManyTries:
    """
    if not name or not key:
        raise WrongPassword
    found = Device.objects.with_sync_key(digest_of(key.lower()))
    return _let_in(request, found, name, key)


def viewer_of_device(request: HttpRequest) -> Viewer:
    """Whoever the device speaks for, or a guest.

    :raises WrongPassword:
    :raises TooManyTries:
    """
    device = device_of(request)
    return viewer_of(device) if device else GUEST


def viewer_of(device: Device) -> Viewer:
    """Its owner, before the adult gate unless they passed it for this device."""
    return viewer_for(device.user, sees_adult=device.sees_adult)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It has too many bits to be guessed from a quick digest."""
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()


def sync_digest_of(password: str) -> str:
    """What is kept of the MD5 that KOReader makes of a password."""
    key = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
    return digest_of(key)


def as_drawn(password: str) -> str:
    """The password as it was drawn, however it was typed: capitals, spaces, hyphens left out."""
    letters = "".join(letter for letter in password.lower() if letter in LETTERS)
    groups = (letters[n : n + GROUP] for n in range(0, len(letters), GROUP))
    return "-".join(groups)


def _let_in(
    request: HttpRequest, found: Device | None, name: str, secret: str
) -> Device:
    """The device, if it is this account's. A right password opens whatever was tried before.

    Nobody guesses 114 bits; whoever shares an address with a device that was forgotten and
    knocks all day is not to suffer for it. What is wrong is counted, once for each wrong password.
    """
    if found and found.user.is_active and _is_named(found, name):
        _note_use(found, localdate())
        return found
    known = f"wrong-device:{digest_of(f'{name} {secret}')}"
    if cache.get(known) is None:
        if not may_try(request, "device"):
            raise TooManyTries
        cache.set(known, True, KNOWN_FOR)
    raise WrongPassword


def _is_named(device: Device, name: str) -> bool:
    given = name.strip().casefold()
    return bool(given) and given in {
        device.user.username.casefold(),
        device.user.email.casefold(),
    }


def _note_use(device: Device, today: date) -> None:
    if device.used_on != today:
        Device.objects.filter(pk=device.pk).update(used_on=today)


def _decoded(encoded: str) -> tuple[str, str]:
    """Name and password of HTTP Basic.

    :raises WrongPassword: if that is not what was sent.
    """
    try:
        plain = base64.b64decode(encoded[:_LONGEST].strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise WrongPassword from None
    name, _, password = plain.partition(":")
    return name, password
