"""How a page is found to be the same for everybody: its view says so, nothing speaks against it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from fascicle.core.public.pages import Visit

#: Where the server's environment of a request tells the keeper that the answer is public.
MARK = "fascicle.public"
#: Request headers that a kept page may depend on. What carries a cookie is never kept; of
#: languages the key holds the one that was chosen; parts of pages are not kept.
KNOWN_TO_VARY = {"cookie", "accept-language", "x-part"}


def declare(
    request: HttpRequest, response: HttpResponse, on_visit: Visit | None = None
) -> HttpResponse:
    """Say that whoever brings nothing gets this very page; ``on_visit`` is told of each later one.

    Views use ``accounts.public_pages.declare_public``, which looks at the viewer first.
    """
    if _brings_nothing(request):
        response._public_visit = on_visit  # type: ignore[attr-defined]
    return response


class PublicPagesMiddleware:
    """The last look at a declared page, outside everything that might have put something on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            hasattr(response, "_public_visit")
            and _brings_nothing(request)
            and _takes_nothing_along(request, response)
        ):
            request.environ[MARK] = (response._public_visit,)  # type: ignore[attr-defined]
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _brings_nothing(request: HttpRequest) -> bool:
    meta = request.META
    return (
        request.method == "GET"
        and "HTTP_COOKIE" not in meta
        and "HTTP_AUTHORIZATION" not in meta
        and not request.COOKIES
    )


def _takes_nothing_along(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing of one person is on the page or goes with it."""
    session = getattr(request, "session", None)
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and (session is None or (session.is_empty() and not session.modified))
        and not request.user.is_authenticated
        and varies - {""} <= KNOWN_TO_VARY
        and "no-store" in response.get("Cache-Control", "")
    )
