"""Requests as our views see them, and the one way to answer with a page."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from collections.abc import Mapping


class HtmxRequest(HttpRequest):
    """A request that went through the htmx middleware."""

    htmx: HtmxDetails


def render_page(
    request: HttpRequest,
    template: str,
    context: "Mapping[str, object]",
    *,
    part: str,
    status: int = 200,
) -> HttpResponse:
    """Render a page, or only its ``part`` when htmx will swap that in."""
    htmx: HtmxDetails = getattr(request, "htmx")  # noqa: B009 - set by middleware
    swap = bool(htmx) and not htmx.history_restore_request
    name = f"{template}#{part}" if swap else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def way_back(request: HttpRequest) -> str:
    """The page that a form was sent from, by its field ``next``, if it is one of ours."""
    way = request.POST.get("next", "")
    # Only paths: no other site, nor this one under a name or port of somebody's choosing.
    ours = way.startswith("/") and url_has_allowed_host_and_scheme(
        way, allowed_hosts=None
    )
    return way if ours else "/"
