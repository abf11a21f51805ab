"""What a visitor meets first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request
from fascicle.pages.front_page import front_page

#: Addresses with a question mark are ways to narrow lists down: more than any robot should walk.
ROBOTS = (
    "User-agent: *\nDisallow: /account/\nDisallow: /desk/\nDisallow: /set-up/\n"
    "Disallow: /*?\n"
)


@require_safe
def home(request: Request) -> HttpResponse:
    known = front_page(request.viewer)
    page = render(request, "pages/home.html", {"known": known})
    return declare_public(request, page)


@require_safe
def robots(request: Request) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
