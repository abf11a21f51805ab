"""The public page of a writer, and the way there by name."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.feed_keys import own_feed
from fascicle.reading.queries import browsing, shield
from fascicle.reading.queries.follows import following
from fascicle.reading.views.shielded import notice
from fascicle.search.lists.filters import Scope
from fascicle.search.views.narrowing import List, answer


@require_safe
def pen_name(request: Request, pen_name_id: int) -> HttpResponse:
    viewer = request.viewer
    pages = browsing.pages_of_pen_names(viewer)
    pen_name = get_object_or_404(pages.for_page(), pk=pen_name_id)
    if reasons := shield.reasons_for_pen_name(pen_name, viewer_of_page(request)):
        return notice(request, reasons)
    found = List("search/pen_name.html", Scope(pen_name=pen_name.pk))
    linked = browsing.pages_of_pen_names(viewer).linked_with(pen_name)
    context = {
        "pen_name": pen_name,
        "following": following("pen_name", pen_name.pk, viewer),
        "own_feed": own_feed(viewer, "reading:own_pen_name_feed", pen_name.pk),
        "linked": linked if pen_name.is_linked else (),
        "is_own": viewer.user is not None and pen_name.user_id == viewer.user.pk,
        "is_claimable": pen_name.user_id is None and not pen_name.purpose,
    }
    return answer(request, found, context)


@require_safe
def named(request: Request, name: str) -> HttpResponse:
    """The page of whoever goes by this name, or did so last."""
    pages = browsing.pages_of_pen_names(request.viewer)
    found = PenName.objects.answering_to(name)
    if found is None or not pages.with_pks([found.pk]).exists():
        raise Http404
    return redirect(found)
