"""More like a work."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.reading.views.shielded import minds_the_shield
from fascicle.search.lists.likeness import like
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.views.narrowing import busy
from fascicle.works.models import Work


@require_safe
@minds_the_shield
def more_like(request: Request, work_id: int) -> HttpResponse:
    viewer = request.viewer
    work = Work.objects.readable_by(viewer).with_pk(work_id)
    if work is None:  # before the gate nothing is said of a work but what it is
        known = Work.objects.visible_to(viewer)
        return redirect(get_object_or_404(known, pk=work_id))
    try:
        with turn(viewer, is_narrowed=True):
            works = like(work, viewer)
    except TooBusy:
        return busy(request)
    context = {"work": work, "works": works}
    response = render(request, "search/like.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
