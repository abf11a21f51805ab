"""Says in a header whose page it is, so that a browser that keeps pages shows nobody else's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from fascicle.accounts.viewer import Request, Viewer

HEADER = "X-Reader"
GUEST = "guest"
ADULT = "adult"


def reader_of(viewer: Viewer) -> str:
    """A name for whoever is looking, always the same for a member; it tells nothing of them."""
    if viewer.user is None:
        return GUEST
    return salted_hmac("reader", str(viewer.user.pk)).hexdigest()[:16]


def context(request: HttpRequest) -> dict[str, object]:
    """For every page: ``reader_name``, made when first asked for."""
    viewer = getattr(request, "viewer", Viewer())
    return {"reader_name": SimpleLazyObject(lambda: reader_of(viewer))}


class WhoMiddleware:
    """Puts the header on pages that a browser goes to; a page without one is any guest's.

    "guest", or a member's name; and "; adult" while they have the gate open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.headers.get("Sec-Fetch-Mode") == "navigate"
        if is_page and request.COOKIES and response.status_code == 200:
            viewer = request.viewer
            adult = f"; {ADULT}" if viewer.sees_adult else ""
            response.headers[HEADER] = reader_of(viewer) + adult
        return response
