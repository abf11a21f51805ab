"""How pages look: the panel on the page one reads on, and a page of its own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.look import USUAL_LOOK, Look
from fascicle.accounts.looking import keep_look, look_of
from fascicle.accounts.viewer import Request
from fascicle.core.csrf import origin_suffices
from fascicle.core.http import PART_HEADER, way_back
from fascicle.reading.forms import LookForm


@require_safe
def look(request: Request) -> HttpResponse:
    """The panel's settings beside a sample, for whoever comes without the panel."""
    return render(request, "reading/look.html")


@origin_suffices
@require_POST
def keeping(request: Request) -> HttpResponse:
    """Keep what the panel says; whatever it does not understand stays as it was."""
    form = LookForm(request.POST, look=look_of(request))
    return _kept(request, form.chosen())


@origin_suffices
@require_POST
def reset(request: Request) -> HttpResponse:
    """Back to how everything is for everybody."""
    return _kept(request, USUAL_LOOK)


def _kept(request: Request, chosen: Look) -> HttpResponse:
    if PART_HEADER in request.headers:
        response = HttpResponse(status=204)
    else:
        response = redirect(way_back(request))
    keep_look(request, response, chosen)
    return response
