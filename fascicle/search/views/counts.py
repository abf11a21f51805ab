"""All tags of one kind that a list can be narrowed down by, with their counts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.search.lists.counting import kind_counts
from fascicle.search.lists.listing import understand
from fascicle.search.lists.scopes import read_scope
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.queries import IndexUnavailable
from fascicle.search.views.narrowing import busy, keep_from_robots
from fascicle.tags.models import Kind


@require_safe
def counts(request: Request, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    wish = understand(dict(request.GET.lists()), read_scope(request.GET.get("in", "")))
    looked_for = request.GET.get(f"find-{slug}", "")
    try:
        with turn(request.viewer, is_narrowed=True):
            found = kind_counts(wish, viewer_of_page(request), kind, looked_for)
    except TooBusy:
        return busy(request)
    except IndexUnavailable:
        return redirect(wish.place.path)
    context = {"kind": kind, "counts": found, "path": wish.place.path}
    return keep_from_robots(request, render(request, "search/counts.html", context))
