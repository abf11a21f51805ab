"""Who is looking: an account or a guest, and whether they passed the adult gate."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fascicle.accounts.models import User
from fascicle.accounts.shield import NO_SHIELD, Shield
from fascicle.core.http import HtmxRequest

ADULT_CHOICE = "adult_content"


@dataclass(frozen=True, slots=True)
class Viewer:
    """What decides who sees what. ``user`` is None for a guest."""

    user: User | None = None
    sees_adult: bool = False
    shield: Shield = NO_SHIELD

    @property
    def is_member(self) -> bool:
        return self.user is not None

    @property
    def is_host(self) -> bool:
        return self.user is not None and self.user.is_host


#: A guest who passed no gate: the one to build public things for.
GUEST = Viewer()


class Request(HtmxRequest):
    """A request as our views get it."""

    viewer: Viewer


class MemberRequest(Request):
    """A request of somebody logged in."""

    user: User


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request. The adult choice lives in the session, on the server."""
    user = request.user
    return Viewer(
        user=None
        if isinstance(user, AnonymousUser) or not user.is_authenticated
        else user,
        sees_adult=bool(request.session.get(ADULT_CHOICE, False)),
    )


class ViewerMiddleware:
    """Gives each request its ``viewer``, looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)
