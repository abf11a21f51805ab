"""The feed of a tag: what was posted last of the works that mean it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from fascicle.accounts.models import User
from fascicle.accounts.viewer import (
    GUEST,
    Request,
    Viewer,
    behind_shield,
    shield_changed_at,
)
from fascicle.reading.views.feeds import private
from fascicle.search import queries
from fascicle.search.lists.atom import works_feed
from fascicle.search.lists.filters import NO_FILTER, Scope
from fascicle.search.queries import IndexUnavailable
from fascicle.tags.models import Tag
from fascicle.works.blurbs import blurbs_of
from fascicle.works.models import Work

#: While there is no index, the database is asked for so many.
MOST = 25


@require_safe
def feed(request: Request, tag_id: int) -> HttpResponse:
    """For everybody alike: what a guest may know of, before the adult gate."""
    tag = get_object_or_404(Tag, pk=tag_id)
    if tag.canonical_id:
        return redirect("search:tag_feed", tag.canonical_id)
    works = _newest(tag, GUEST)
    if not works:
        raise Http404
    address = tag.get_absolute_url()
    return works_feed(request, works, title=tag.name, address=address)


@private
def own_feed(request: Request, user: User, tag_id: int) -> HttpResponse:
    """The same behind the reader's shield, which may leave nothing of it."""
    tag = get_object_or_404(Tag, pk=tag_id)
    if tag.canonical_id:
        tag = get_object_or_404(Tag, pk=tag.canonical_id)
    works = _newest(tag, behind_shield(user))
    if not works and not _newest(tag, GUEST):
        raise Http404
    address, changes = tag.get_absolute_url(), [shield_changed_at(user)]
    return works_feed(request, works, title=tag.name, address=address, changes=changes)


def _newest(tag: Tag, viewer: Viewer) -> list[Work]:
    try:
        (found,) = queries.newest_of([(NO_FILTER, Scope(tag=tag.pk))], viewer)
    except IndexUnavailable:
        known = Work.objects.listed_for(viewer).tagged(tag).for_blurbs(viewer)
        return list(known.newest_first()[:MOST])
    return blurbs_of(found, viewer)
