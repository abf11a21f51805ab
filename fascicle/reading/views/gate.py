"""The adult gate: a choice made by POST, kept in the session, on the server."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fascicle.accounts.viewer import ADULT_CHOICE, Request


@require_POST
def opening(request: Request) -> HttpResponse:
    request.session[ADULT_CHOICE] = True
    return redirect(_way_back(request))


@require_POST
def closing(request: Request) -> HttpResponse:
    request.session.pop(ADULT_CHOICE, None)
    return redirect(_way_back(request))


def _way_back(request: Request) -> str:
    """The page the reader came from, if it is one of ours."""
    way = request.POST.get("next", "")
    # Only paths: no other site, nor this one under a name or port of somebody's choosing.
    ours = way.startswith("/") and url_has_allowed_host_and_scheme(
        way, allowed_hosts=None
    )
    return way if ours else "/"
