"""The secret in the addresses of a reader's feeds. Renewed, the old ones lead nowhere."""

from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from fascicle.accounts.models import Preferences, User
from fascicle.accounts.viewer import Viewer

_SALT = "fascicle.reading.feeds"
_LENGTH = 40


def feed_key(user: User, number: int | None = None) -> str:
    """The secret of this reader's feeds. One query, unless the feeds' number is known."""
    if number is None:
        kept = Preferences.objects.filter(user=user).first()
        number = kept.feed_number if kept else 1
    return f"{user.pk}-{_secret(user.pk, number)}"


def own_feed(viewer: Viewer, name: str, key: int) -> str:
    """Where the feed ``name`` of something keeps to the viewer's shield.

    Empty for guests and for who bears none. The account came with ``preferences``.
    """
    user = viewer.user
    if user is None or not viewer.shield:
        return ""
    kept: Preferences | None = getattr(user, "preferences", None)
    return reverse(name, args=[feed_key(user, kept.feed_number if kept else 1), key])


def user_of(key: str) -> User | None:
    """Whose feeds this secret leads to. One query."""
    said, _, secret = key.partition("-")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    users = User.objects.select_related("preferences", "kept_shield")
    user = users.filter(pk=int(said), is_active=True).first()
    if user is None:
        return None
    kept: Preferences | None = getattr(user, "preferences", None)
    expected = _secret(user.pk, kept.feed_number if kept else 1)
    return user if constant_time_compare(secret, expected) else None


def renew(user: User) -> None:
    """Give the reader's feeds another secret."""
    Preferences.objects.get_or_create(user=user)
    Preferences.objects.filter(user=user).update(feed_number=F("feed_number") + 1)


def _secret(user_id: int, number: int) -> str:
    value = f"{user_id}.{number}"
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:_LENGTH]
