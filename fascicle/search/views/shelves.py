"""The page of a shelf."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from fascicle.accounts.models import Preferences
from fascicle.accounts.viewer import Request, Viewer, viewer_of_page
from fascicle.reading import feed_keys
from fascicle.reading.forms import ShelfForm
from fascicle.reading.models import Shelf
from fascicle.reading.queries.shelves import attach_places
from fascicle.search.lists.filters import Scope
from fascicle.search.views.narrowing import List, answer


@require_safe
def shelf(request: Request, shelf_id: int) -> HttpResponse:
    """One's own, or one that somebody shares."""
    viewer = viewer_of_page(request)
    shelves = Shelf.objects.visible_to(viewer).select_related("user__preferences")
    found = get_object_or_404(shelves, pk=shelf_id)
    can_move = request.GET.keys() <= {"page"}  # then works stand as on the shelf
    shown = List(
        "search/shelf.html",
        Scope(shelf=found.pk),
        attach=partial(attach_places, found, viewer=viewer, can_move=can_move),
        is_public=False,
    )
    context = {
        "shelf": found,
        "is_own": found.is_of(viewer),
        "form": ShelfForm(initial={"name": found.name, "about": found.about}),
        "feed": _feed(found, viewer),
    }
    return answer(request, shown, context)


def _feed(shelf: Shelf, viewer: Viewer) -> str:
    """Where its feed is: under the reader's secret address, if it is theirs."""
    if not shelf.is_of(viewer):
        return reverse("reading:shelf_feed", args=[shelf.pk])
    preferences: Preferences | None = getattr(shelf.user, "preferences", None)
    number = preferences.feed_number if preferences else 1
    key = feed_keys.feed_key(shelf.user, number)
    return reverse("reading:own_shelf_feed", args=[key, shelf.pk])
