"""What a visitor meets first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.pages.front_page import front_page
from fascicle.reading.shield_line import shield_line

#: Addresses with a question mark are ways to narrow lists down: more than any robot should walk.
ROBOTS = (
    "User-agent: *\nDisallow: /account/\nDisallow: /desk/\nDisallow: /set-up/\n"
    "Disallow: /*?\n"
)


@require_safe
def home(request: Request) -> HttpResponse:
    known = front_page(viewer_of_page(request))
    line = shield_line(request, "stories", known.hidden)
    page = render(request, "pages/home.html", {"known": known, "line": line})
    return declare_public(request, page)


@require_safe
def robots(request: Request) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
