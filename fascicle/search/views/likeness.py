"""More like a work."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.search.lists.likeness import like
from fascicle.works.models import Work


@require_safe
def more_like(request: Request, work_id: int) -> HttpResponse:
    viewer = request.viewer
    work = Work.objects.readable_by(viewer).with_pk(work_id)
    if work is None:  # before the gate nothing is said of a work but what it is
        known = Work.objects.visible_to(viewer)
        return redirect(get_object_or_404(known, pk=work_id))
    context = {"work": work, "works": like(work, viewer)}
    response = render(request, "search/like.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
