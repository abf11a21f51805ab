"""Ways to find something to read: writers, series, languages from A to Z."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request
from fascicle.reading.queries import browsing


@require_safe
def pen_names(request: Request) -> HttpResponse:
    index = browsing.pen_name_index(request.viewer, *_letter(request))
    page = render(request, "reading/pen_names.html", {"index": index})
    return declare_public(request, page)


@require_safe
def series_list(request: Request) -> HttpResponse:
    index = browsing.series_index(request.viewer, *_letter(request))
    page = render(request, "reading/series_list.html", {"index": index})
    return declare_public(request, page)


@require_safe
def languages(request: Request) -> HttpResponse:
    found = browsing.languages(request.viewer)
    page = render(request, "reading/languages.html", {"languages": found})
    return declare_public(request, page)


def _letter(request: Request) -> tuple[str, str]:
    """The letter that is asked for, and which page of it."""
    return request.GET.get("letter", ""), request.GET.get("page", "")
