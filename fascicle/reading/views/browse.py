"""Ways to find something to read: writers, series, languages from A to Z."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.index import Index
from fascicle.reading.queries import browsing
from fascicle.reading.shield_line import ShieldLine, hidden_from, shield_line


@require_safe
def pen_names(request: Request) -> HttpResponse:
    index = browsing.pen_name_index(viewer_of_page(request), *_letter(request))
    hidden = hidden_from(viewer_of_page(request), index.count, browsing.count_pen_names)
    line = shield_line(request, "writers", hidden)
    return _names(request, _("Writers"), index, line)


@require_safe
def series_list(request: Request) -> HttpResponse:
    index = browsing.series_index(viewer_of_page(request), *_letter(request))
    hidden = hidden_from(viewer_of_page(request), index.count, browsing.count_series)
    return _names(request, _("Series"), index, shield_line(request, "series", hidden))


@require_safe
def languages(request: Request) -> HttpResponse:
    viewer = viewer_of_page(request)
    found = browsing.languages(viewer)
    hidden = hidden_from(viewer, len(found), browsing.count_languages)
    context = {"languages": found, "line": shield_line(request, "languages", hidden)}
    page = render(request, "reading/languages.html", context)
    return declare_public(request, page)


def _names(
    request: Request, heading: str, index: Index, line: ShieldLine | None
) -> HttpResponse:
    context = {"heading": heading, "index": index, "line": line}
    return declare_public(request, render(request, "reading/names.html", context))


def _letter(request: Request) -> tuple[str, str]:
    """The letter that is asked for, and which page of it."""
    return request.GET.get("letter", ""), request.GET.get("page", "")
