"""The way out of letters: an address that only their reader has, for good."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from fascicle.accounts.models import User

_SALT = "fascicle.reading.letters"


def address_of(user: User) -> str:
    """Where this reader's letters are stopped, with nobody logged in."""
    path = reverse("reading:unsubscribing", args=[key_of(user)])
    return f"{settings.SITE_URL}{path}"


def key_of(user: User) -> str:
    return signing.Signer(salt=_SALT, sep=".").sign(str(user.pk))


def user_of(key: str) -> User | None:
    """Whose letters this key stops; None if it is not one of ours."""
    try:
        pk = int(signing.Signer(salt=_SALT, sep=".").unsign(key))
    except (signing.BadSignature, ValueError):
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
