"""Saying of a page that every guest who comes with nothing gets the same."""

from django.http import HttpResponse

from fascicle.accounts.viewer import GUEST, Request
from fascicle.core.public import declaring
from fascicle.core.public.pages import Visit
from fascicle.core.shared.holes import making_of


def declare_public(
    request: Request, response: HttpResponse, on_visit: Visit | None = None
) -> HttpResponse:
    """Let the page be kept in memory, if a guest like any other asked for it, or many members may.

    To be called by the view itself, where it knows that the page holds no form with a token, no
    message and nothing from behind the gate. ``on_visit`` is called with the server's environment
    of each later request that gets the kept page; it must be quick.
    """
    if making := making_of(request):
        making.on_visit = on_visit
    is_anybody = request.viewer == GUEST and not hasattr(request, "is_framed")
    if is_anybody:
        declaring.declare(request, response, on_visit)
    return response
