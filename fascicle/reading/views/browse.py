"""Ways to find something to read: writers, series, languages from A to Z."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.reading.queries import browsing


@require_safe
def pen_names(request: Request) -> HttpResponse:
    index = browsing.pen_name_index(request.viewer, _letter(request))
    return render(request, "reading/pen_names.html", {"index": index})


@require_safe
def series_list(request: Request) -> HttpResponse:
    index = browsing.series_index(request.viewer, _letter(request))
    return render(request, "reading/series_list.html", {"index": index})


@require_safe
def languages(request: Request) -> HttpResponse:
    found = browsing.languages(request.viewer)
    return render(request, "reading/languages.html", {"languages": found})


def _letter(request: Request) -> str:
    return request.GET.get("letter", "")
