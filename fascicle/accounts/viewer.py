"""Who is looking: an account or a guest, and whether they passed the adult gate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from fascicle.accounts.models import KeptShield, User
from fascicle.accounts.shield import NO_SHIELD, Shield

#: Where in a session things lie.
ADULT_CHOICE = "adult_content"
SHIELD = "shield"
#: What lifts the shield, in the address of a page, for this page alone.
LIFTED = ("shield", "off")


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

    @property
    def is_curator(self) -> bool:
        return self.user is not None and self.user.is_curator


def without_shield(viewer: Viewer) -> Viewer:
    """The same viewer with their shield laid aside."""
    return Viewer(viewer.user, viewer.sees_adult)


def nobody_known() -> User:
    """A member whom nobody knows and no database has: to make what any member may see."""
    return User(pk=0, username=gettext("a reader"))


#: A guest who passed no gate: the one to build public things for.
GUEST = Viewer()


class Request(HttpRequest):
    """A request as our views get it."""

    viewer: Viewer
    is_framed: bool
    """Whether the page stands in a frame of ours, in which no script runs; absent elsewhere."""


class MemberRequest(Request):
    """A request of somebody logged in."""

    user: User


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request.

    The adult choice and a guest's shield live in the session, on the server; a member's shield
    came with the account, by ``MemberBackend``.
    """
    user = request.user
    somebody = (
        None if isinstance(user, AnonymousUser) or not user.is_authenticated else user
    )
    session = request.session
    return Viewer(
        user=somebody,
        sees_adult=bool(session.get(ADULT_CHOICE, False)),
        shield=loaded_shield(somebody) if somebody else shield_of_guest(session),
    )


def viewer_for(user: User, *, sees_adult: bool) -> Viewer:
    """An account that is not at its browser. ``user`` came with ``kept_shield``."""
    return Viewer(user, sees_adult, loaded_shield(user))


def behind_shield(user: User) -> Viewer:
    """Who knows what everybody may know of, but for what this account asked not to meet.

    ``user`` came with ``kept_shield``.
    """
    return Viewer(shield=loaded_shield(user))


def viewer_of_page(request: Request) -> Viewer:
    """The viewer, without their shield where the page's address lifts it."""
    name, off = LIFTED
    is_lifted = request.GET.get(name) == off
    return without_shield(request.viewer) if is_lifted else request.viewer


def shield_of(user: User) -> Shield:
    """An account's shield as it is now."""
    kept = KeptShield.objects.filter(user=user).first()
    return Shield.from_json(kept.rules) if kept else NO_SHIELD


def shield_changed_at(user: User) -> datetime | None:
    """When they last changed their shield, if ever. ``user`` came with ``kept_shield``."""
    kept: KeptShield | None = getattr(user, "kept_shield", None)
    return kept.changed_at if kept else None


def shield_of_guest(session: SessionBase) -> Shield:
    return Shield.from_json(session.get(SHIELD, {}))


def loaded_shield(user: User) -> Shield:
    """An account's shield as it was loaded. ``user`` came with ``kept_shield``."""
    kept: KeptShield | None = getattr(user, "kept_shield", None)
    return Shield.from_json(kept.rules) if kept else NO_SHIELD


class ViewerMiddleware:
    """Gives each request its ``viewer``, looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Request, *_: object) -> None:
        """Who has a session is looked up for every view: then they need not be lazy any more."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = get_user(request)
            request.viewer = viewer_of(request)
