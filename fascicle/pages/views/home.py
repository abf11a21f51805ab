"""What a visitor meets first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.reading.queries import browsing
from fascicle.works.models import Work

NEWEST = 8
SERIES = 6
TAGS_OF_A_KIND = 12
#: Addresses with a question mark are ways to narrow lists down: more than any robot should walk.
ROBOTS = (
    "User-agent: *\nDisallow: /account/\nDisallow: /desk/\nDisallow: /set-up/\n"
    "Disallow: /*?\n"
)


@require_safe
def home(request: Request) -> HttpResponse:
    viewer = request.viewer
    works = Work.objects.listed_for(viewer).for_blurbs(viewer).newest_first()
    context = {
        "works": works[:NEWEST],
        "totals": browsing.totals(viewer),
        "series": browsing.newest_series(viewer, SERIES),
        "kinds": browsing.kinds_in_use(viewer, TAGS_OF_A_KIND),
        "writers": browsing.count_pen_names(viewer),
        "languages": browsing.languages(viewer),
    }
    return render(request, "pages/home.html", context)


@require_safe
def robots(request: Request) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
