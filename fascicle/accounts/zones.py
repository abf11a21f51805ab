"""Days and hours as they are where somebody lives."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fascicle.accounts.models import User


class TimeZoneMiddleware:
    """Shows members times in the zone they prefer; everybody else in the archive's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, *_: object) -> None:
        # Who has no session is nobody; then there is nothing to look up.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if zone := zone_named(getattr(request.user, "time_zone", "")):
            timezone.activate(zone)


def zone_of(user: User) -> str:
    """The time zone that somebody lives in, or else the archive's."""
    return user.time_zone or settings.TIME_ZONE


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name; None where there is none, or none any more."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
