"""Requests as our views see them, and the one way to answer with a page."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
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
