"""Before the archive is set up, every page leads to the set-up page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fascicle.core import archive
from fascicle.core.shared import keeping

OPEN_BEFORE = ("/set-up/", "/health/", settings.STATIC_URL)


class SetUpMiddleware:
    """Gives each request its ``archive``; shows how to begin while there is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keeping.look()
        is_shown = request.method in ("GET", "HEAD")
        current = archive.on_page() if is_shown else archive.current()
        request.archive = current  # type: ignore[attr-defined]
        if current is None and not request.path.startswith(OPEN_BEFORE):
            return render(request, "pages/not_set_up.html", status=503)
        return self.get_response(request)
