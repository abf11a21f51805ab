"""What may be tried how often. Counted in the database, as the doors' own limits are."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from fascicle.accounts.models import User

#: As allauth writes them: so many in so long, by address, account or key.
LIMITS = {
    "device": "60/15m/ip",  # wrong passwords of devices, each counted once
    "reader_letter": "5/d/user,2/d/key",  # codes sent to addresses of e-readers
    "asking_letter": "5/d/key",  # letters to one account of what others ask of it
}


def may_try(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Whether this may be tried once more; if so, it is counted."""
    used = ratelimit.consume(
        request, app="fascicle", action=action, config=LIMITS, key=key, limit_get=True
    )
    return used is not None


def may_write_to(user: User) -> bool:
    """Whether one more letter may go to somebody for what others did; if so, it is counted.

    Others may do it again and again.
    """
    return may_try(HttpRequest(), "asking_letter", key=str(user.pk))
