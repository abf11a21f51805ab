"""The archive's own words, for every page."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject

from fascicle.core.models import Archive
from fascicle.core.prepared import Prepared
from fascicle.core.shared import keeping
from fascicle.core.shared.holes import making_of

_THE_ARCHIVE = Prepared(lambda: Archive.objects.order_by("pk")[:1])


def current() -> Archive | None:
    """The archive, or None before it is set up."""
    return _THE_ARCHIVE.first()


def on_page() -> Archive | None:
    """The archive as a page shows it, which changes nothing of it: kept until something changes."""
    global _on_page
    now = keeping.kept().generation()
    made_at, known = _on_page
    if known is None or made_at != now:
        known = current()
        _on_page = (now, known)
    return known


_on_page: tuple[int | None, Archive | None] = (None, None)


def context(request: HttpRequest) -> dict[str, object]:
    """What every template may show of the archive.

    ``known_token`` is for forms on public pages (``core.csrf.origin_suffices``): the CSRF token for
    whoever brought a cookie, empty for others, whose pages are the same for everybody.
    """
    return {
        "archive": getattr(request, "archive", None),
        "site_url": settings.SITE_URL,
        **_tokens(request),
    }


def _tokens(request: HttpRequest) -> dict[str, object]:
    if making := making_of(request):
        return {"csrf_token": making.token, "known_token": making.token}
    token = SimpleLazyObject(lambda: get_token(request) if request.COOKIES else "")
    return {"known_token": token}
