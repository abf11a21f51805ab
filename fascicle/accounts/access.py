"""Who may open a page at all."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase

from fascicle.accounts.kept_words import kept_words
from fascicle.accounts.viewer import MemberRequest, Viewer

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def members_only(view: View[P]) -> View[P]:
    """Guests are asked to log in. What a guest has sent is shown to them, to be sent again."""

    @wraps(view)
    def guarded(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if request.viewer.is_member:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return kept_words(request, status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def hosts_only(view: View[P]) -> View[P]:
    """Guests are asked to log in; members who are not hosts find no such page."""
    return _open_to(view, lambda viewer: viewer.is_host)


def curators_only(view: View[P]) -> View[P]:
    """Guests are asked to log in; members who curate nothing find no such page."""
    return _open_to(view, lambda viewer: viewer.is_curator)


def _open_to(view: View[P], may_open: Callable[[Viewer], bool]) -> View[P]:
    @wraps(view)
    def guarded(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not may_open(request.viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
