"""Lists of works: all of them, and what a tag, a pen name, a series or a language leads to."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.feed_keys import own_feed
from fascicle.reading.queries import browsing
from fascicle.reading.queries.follows import (
    Following,
    Thing,
    following,
)
from fascicle.reading.queries.shield import tag_behind
from fascicle.reading.sharing import shared_by_members
from fascicle.reading.views.shielded import notice
from fascicle.search.lists import tagpage
from fascicle.search.lists.filters import Scope
from fascicle.search.lists.sharing import has_own_lists
from fascicle.search.views.narrowing import List, answer
from fascicle.tags.models import Tag


@require_safe
@shared_by_members(has_own_lists)
def works(request: Request) -> HttpResponse:
    return answer(request, List("search/works.html", Scope()))


@require_safe
@shared_by_members(has_own_lists)
def tag(request: Request, tag_id: int) -> HttpResponse:
    shield = viewer_of_page(request).shield
    found = tag_behind(shield, tag_id, request.viewer)
    if found is None:
        raise Http404
    tag, reasons = found
    if tag.canonical_id:
        query = request.META.get("QUERY_STRING", "")
        address = Tag(pk=tag.canonical_id).get_absolute_url()
        return redirect(f"{address}?{query}" if query else address)
    if reasons:
        return notice(request, reasons)
    shown = List(
        "search/tag.html",
        Scope(tag=tag.pk),
        may_be_empty=False,
        head=lambda listing: tagpage.head(tag, viewer_of_page(request), listing),
        own=partial(_following, "tag", tag.pk),
    )
    follow = Following(Thing("tag", tag.pk), bool(getattr(tag, "is_followed", False)))
    feed = own_feed(request.viewer, "search:own_tag_feed", tag.pk)
    context = {"tag": tag, "following": follow, "own_feed": feed}
    return answer(request, shown, context)


@require_safe
@shared_by_members(has_own_lists)
def series(request: Request, series_id: int) -> HttpResponse:
    found = browsing.series_with_contents(series_id, viewer_of_page(request))
    if found is None:
        raise Http404
    series, contents = found
    own = partial(_following, "series", series.pk)
    shown = List("search/series.html", Scope(series=series.pk), own=own)
    follow = following("series", series.pk, request.viewer)
    context = {
        "series": series,
        "contents": contents,
        "following": follow,
        "own_feed": own_feed(request.viewer, "reading:own_series_feed", series.pk),
    }
    return answer(request, shown, context)


def _following(field: str, key: int, request: Request) -> dict[str, object]:
    return {"following": following(field, key, request.viewer)}


@require_safe
@shared_by_members(has_own_lists)
def language(request: Request, code: str) -> HttpResponse:
    known = "" if code == browsing.UNKNOWN_LANGUAGE else code
    found = List("search/language.html", Scope(language=known), may_be_empty=False)
    return answer(request, found, {"code": code})
