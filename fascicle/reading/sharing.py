"""Pages of works that members share, and who gets them.

Whoever is somebody to a page, or asked not to meet something, gets one that is made for them:
those who run the archive, those who write the work, and bearers of a shield.
"""

import copy
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from fascicle.accounts.models import KeptLook, User
from fascicle.accounts.sessions import SessionStore
from fascicle.accounts.viewer import Request, Viewer, nobody_known
from fascicle.core.http import PART_HEADER
from fascicle.core.prepared import Prepared
from fascicle.core.public.pages import Key
from fascicle.core.shared.holes import Making, SharedPage
from fascicle.core.shared.keeping import kept
from fascicle.works.models import Chapter, Work

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
IsOwn = Callable[[User, Mapping[str, object]], bool]
#: Longer addresses are nobody's who reads.
LONGEST = 1000
#: Where Django keeps in a session what the next page says.
MESSAGES = "_messages"


def shared_by_members(is_own: IsOwn) -> Callable[[View[P]], View[P]]:
    """A page that is made once for all members to whom it is the same but for its holes.

    ``is_own`` says, from what its address says, to whom it is not, though they are members like
    others.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answered(
            request: Request, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            user = _any_member(request)
            if user and not is_own(user, kwargs):
                page = _page(view, request, *args, **kwargs)
                if page is not None:
                    return page.filled(request)
            return view(request, *args, **kwargs)

        return answered

    return decorate


def _page(
    view: View[P], request: Request, *args: P.args, **kwargs: P.kwargs
) -> SharedPage | None:
    """The page as it is kept; made if it isn't. None if it is not one to share."""
    key = _key(request)
    page = kept().get(key)
    if page is None:
        generation = kept().generation()
        page = _made(view, request, *args, **kwargs)
        if page is not None:
            kept().keep(key, page, generation)
    return page


def writes(user: User, address: Mapping[str, object]) -> bool:
    """Whether they write the work or a chapter of it, under whatever name."""
    return bool(_WRITTEN(user.pk, cast("int", address["work_id"])))


def _written(user_id: int, work_id: int) -> Any:
    own = Chapter.objects.editable_by(Viewer(User(pk=user_id))).of(Work(pk=work_id))
    return own.order_by().values_list("pk", flat=True)[:1]


_WRITTEN = Prepared(_written, int, int)


def _any_member(request: Request) -> User | None:
    """Who asks, if they are nobody in particular to a page, and ask for it as everybody does."""
    viewer, session = request.viewer, request.session
    user = viewer.user
    is_anybody = (
        settings.PAGE_MEMORY > 0
        and user is not None
        and request.method == "GET"
        and not (user.is_host or user.is_curator)
        and not viewer.shield
        and getattr(user, "departure", None) is None
        and MESSAGES not in session
        and not hasattr(request, "is_framed")
        and PART_HEADER not in request.headers
        and len(request.get_full_path()) < LONGEST
    )
    return user if is_anybody else None


def _key(request: Request) -> Key:
    """All that a shared page may depend on."""
    look = getattr(request.user, "kept_look", None)
    return (
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        get_language() or "",
        timezone.get_current_timezone_name(),
        repr(look.choices) if look else "",
        "adult" if request.viewer.sees_adult else "",
    )


def _made(
    view: View[P], request: Request, *args: P.args, **kwargs: P.kwargs
) -> SharedPage | None:
    """The page as it is for a member whom nobody knows."""
    making = Making()
    response = view(_anybody(request, making), *args, **kwargs)
    return making.page(response)


def _anybody(request: Request, making: Making) -> Request:
    """The same request from a member whom nobody knows: nothing of its sender is left in it."""
    anybody = copy.copy(request)
    look: KeptLook | None = getattr(request.user, "kept_look", None)
    user = nobody_known()
    user.kept_look = KeptLook(user=user, choices=look.choices if look else {})
    anybody.user = user
    anybody.viewer = Viewer(user, request.viewer.sees_adult)
    anybody.session = cast("SessionBase", SessionStore())
    anybody.__dict__.pop("headers", None)  # they are those of META
    anybody.COOKIES = {}
    anybody.META = {name: request.META[name] for name in _ASKED if name in request.META}
    anybody._messages = ()  # type: ignore[attr-defined]
    anybody.making = making  # type: ignore[attr-defined]
    return anybody


#: What of a request's environment says what is asked for, and nothing of who asks.
_ASKED = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "QUERY_STRING",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
)
