"""What a visitor meets first."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.core.http import render_page
from fascicle.works.models import Work

NEWEST = 10
ROBOTS = "User-agent: *\nDisallow: /account/\nDisallow: /desk/\nDisallow: /set-up/\n"


@require_safe
def home(request: Request) -> HttpResponse:
    viewer = request.viewer
    works = Work.objects.visible_to(viewer).for_blurbs(viewer).newest_first()[:NEWEST]
    return render_page(request, "pages/home.html", {"works": works}, part="works")


@require_safe
def robots(request: Request) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
