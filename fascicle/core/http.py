"""Requests as our views see them, and the one way to answer with a page."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from fascicle.core.shared.holes import making_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fascicle.core.shared.holes import Own


#: Our scripts send this header with requests for a part of a page, whatever its value.
PART_HEADER = "X-Part"


def render_page(
    request: HttpRequest,
    template: str,
    context: "Mapping[str, object]",
    *,
    part: str,
    status: int = 200,
) -> HttpResponse:
    """Render a page, or only its ``part`` for a script that will put it in place."""
    name = f"{template}#{part}" if PART_HEADER in request.headers else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, [PART_HEADER])
    return response


def render_shared(
    request: HttpRequest, template: str, context: "Mapping[str, object]", own: "Own"
) -> HttpResponse:
    """Render a page that many may share. ``own`` gives what is one reader's: it stands in holes.

    ``own`` is asked again for each of them, by several threads: it changes nothing of what the
    page was made of.
    """
    if making := making_of(request):
        making.own = own
    return render(request, template, {**context, **own(request)})


def way_back(request: HttpRequest) -> str:
    """The page that a form was sent from, by its field ``next``, if it is one of ours."""
    way = request.POST.get("next", "")
    # Only paths: no other site, nor this one under a name or port of somebody's choosing.
    ours = way.startswith("/") and url_has_allowed_host_and_scheme(
        way, allowed_hosts=None
    )
    return way if ours else "/"


def came_from(request: HttpRequest) -> str:
    """The page of ours from which somebody came to this one; empty if none is known."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or parts.path == request.path:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
