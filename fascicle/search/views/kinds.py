"""Ways to tags: their kinds, and the tags of a kind by use or from A to Z."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.shield_line import shield_line
from fascicle.search.lists import kinds
from fascicle.tags.models import Kind

BY_USE = "use"


@require_safe
def tags(request: Request) -> HttpResponse:
    viewer = viewer_of_page(request)
    found = kinds.kinds_in_use(viewer)
    hidden = sum(kinds.behind_shield(viewer).values())
    context = {"kinds": found, "line": shield_line(request, "tags", hidden)}
    return render(request, "search/tags.html", context)


@require_safe
def kind(request: Request, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    viewer = viewer_of_page(request)
    is_by_use = request.GET.get("order") == BY_USE
    if is_by_use:
        shelf = kinds.most_used(kind, viewer)
    else:
        letter, page = request.GET.get("letter", ""), request.GET.get("page")
        shelf = kinds.from_a_to_z(kind, viewer, letter, page)
    hidden = kinds.behind_shield(viewer).get(kind.pk, 0)
    context = {
        "kind": kind,
        "shelf": shelf,
        "is_by_use": is_by_use,
        "line": shield_line(request, "tags", hidden),
    }
    return render(request, "search/kind.html", context)
