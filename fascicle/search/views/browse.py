"""Lists of works: all of them, and what a tag, a pen name, a series or a language leads to."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.reading.queries import browsing, shield
from fascicle.reading.views.shielded import notice
from fascicle.search import tagpage
from fascicle.search.filters import Scope
from fascicle.search.views.narrowing import List, answer
from fascicle.tags.models import Tag
from fascicle.works.models import Series, Work


@require_safe
def works(request: Request) -> HttpResponse:
    every = Work.objects.visible_to(request.viewer)
    return answer(request, List("search/works.html", Scope(), every))


@require_safe
def tag(request: Request, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("kind"), pk=tag_id)
    if tag.canonical_id:
        query = request.META.get("QUERY_STRING", "")
        address = Tag(pk=tag.canonical_id).get_absolute_url()
        return redirect(f"{address}?{query}" if query else address)
    if reasons := shield.reasons_for_tag(tag, viewer_of_page(request)):
        return notice(request, reasons)
    works = Work.objects.visible_to(request.viewer).tagged(tag)
    found = List(
        "search/tag.html",
        Scope(tag=tag.pk),
        works,
        may_be_empty=False,
        head=lambda listing: tagpage.head(tag, viewer_of_page(request), listing),
    )
    return answer(request, found, {"tag": tag})


@require_safe
def pen_name(request: Request, pen_name_id: int) -> HttpResponse:
    pen_name = get_object_or_404(browsing.pen_names(request.viewer), pk=pen_name_id)
    if reasons := shield.reasons_for_pen_name(pen_name, viewer_of_page(request)):
        return notice(request, reasons)
    works = Work.objects.visible_to(request.viewer).by(pen_name)
    found = List("search/pen_name.html", Scope(pen_name=pen_name.pk), works)
    return answer(request, found, {"pen_name": pen_name})


@require_safe
def series(request: Request, series_id: int) -> HttpResponse:
    viewer = request.viewer
    series = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    works = Work.objects.visible_to(viewer).in_series(series)
    contents = browsing.contents(series, viewer_of_page(request))
    found = List("search/series.html", Scope(series=series.pk), works)
    return answer(request, found, {"series": series, "contents": contents})


@require_safe
def language(request: Request, code: str) -> HttpResponse:
    known = "" if code == browsing.UNKNOWN_LANGUAGE else code
    works = Work.objects.visible_to(request.viewer).in_language(known)
    scope = Scope(language=known)
    found = List("search/language.html", scope, works, may_be_empty=False)
    return answer(request, found, {"code": code})
