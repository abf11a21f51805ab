"""The archive's own words, for every page."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject

from fascicle.core.models import Archive


def current() -> Archive | None:
    """The archive, or None before it is set up."""
    return Archive.objects.first()


def context(request: HttpRequest) -> dict[str, object]:
    """What every template may show of the archive.

    ``known_token`` is for forms on public pages (``core.csrf.origin_suffices``): the CSRF token for
    whoever brought a cookie, empty for others, whose pages are the same for everybody.
    """
    token = SimpleLazyObject(lambda: get_token(request) if request.COOKIES else "")
    return {
        "archive": getattr(request, "archive", None),
        "site_url": settings.SITE_URL,
        "known_token": token,
    }
