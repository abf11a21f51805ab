"""The archive's own words, for every page."""

from django.conf import settings
from django.http import HttpRequest

from fascicle.core.models import Archive


def current() -> Archive | None:
    """The archive, or None before it is set up."""
    return Archive.objects.first()


def context(request: HttpRequest) -> dict[str, object]:
    """What every template may show of the archive."""
    return {"archive": getattr(request, "archive", None), "site_url": settings.SITE_URL}
