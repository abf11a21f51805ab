"""Ways to find something to read: writers, series, languages from A to Z."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.queries import browsing
from fascicle.reading.shield_line import hidden_from, shield_line


@require_safe
def pen_names(request: Request) -> HttpResponse:
    viewer = viewer_of_page(request)
    index = browsing.pen_name_index(viewer, *_letter(request))
    hidden = hidden_from(viewer, index.count, browsing.count_pen_names)
    context = {"index": index, "line": shield_line(request, "writers", hidden)}
    page = render(request, "reading/pen_names.html", context)
    return declare_public(request, page)


@require_safe
def series_list(request: Request) -> HttpResponse:
    viewer = viewer_of_page(request)
    index = browsing.series_index(viewer, *_letter(request))
    hidden = hidden_from(viewer, index.count, browsing.count_series)
    context = {"index": index, "line": shield_line(request, "series", hidden)}
    page = render(request, "reading/series_list.html", context)
    return declare_public(request, page)


@require_safe
def languages(request: Request) -> HttpResponse:
    viewer = viewer_of_page(request)
    found = browsing.languages(viewer)
    hidden = hidden_from(viewer, len(found), browsing.count_languages)
    context = {"languages": found, "line": shield_line(request, "languages", hidden)}
    page = render(request, "reading/languages.html", context)
    return declare_public(request, page)


def _letter(request: Request) -> tuple[str, str]:
    """The letter that is asked for, and which page of it."""
    return request.GET.get("letter", ""), request.GET.get("page", "")
