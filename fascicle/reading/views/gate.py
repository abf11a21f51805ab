"""The adult gate: a choice made by POST, kept in the session, on the server."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fascicle.accounts.viewer import ADULT_CHOICE, Request
from fascicle.core.csrf import origin_suffices
from fascicle.core.http import way_back


@origin_suffices
@require_POST
def opening(request: Request) -> HttpResponse:
    request.session[ADULT_CHOICE] = True
    return redirect(way_back(request))


@require_POST
def closing(request: Request) -> HttpResponse:
    request.session.pop(ADULT_CHOICE, None)
    return redirect(way_back(request))
