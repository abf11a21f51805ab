"""Looking for words within one work."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.reading.views.shielded import minds_the_shield
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.views.narrowing import busy
from fascicle.search.words import excerpts
from fascicle.search.words.grammar import parse
from fascicle.works.models import Work

LONGEST_QUERY = 1000


@require_safe
@minds_the_shield
def within(request: Request, work_id: int) -> HttpResponse:
    viewer = request.viewer
    work = Work.objects.readable_by(viewer).for_books().with_pk(work_id)
    if work is None:  # before the gate there is no text to look into
        known = Work.objects.visible_to(viewer)
        return redirect(get_object_or_404(known, pk=work_id))
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY]
    try:
        with turn(viewer, is_narrowed=bool(query)):
            found = excerpts.within(work, query, viewer)
    except TooBusy:
        return busy(request)
    context = {
        "work": work,
        "query": query,
        "found": found,
        "notices": parse(query).notices,
    }
    response = render(request, "search/within.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
