"""Lists of works: all of them, and what a tag, a pen name, a series or a language leads to."""

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.reading.queries import browsing
from fascicle.works.models import Series, Work
from fascicle.works.models.works import WorkQuerySet

WORKS_ON_A_PAGE = 20


@require_safe
def works(request: Request) -> HttpResponse:
    page = _page(request, _known_works(request))
    return render(
        request, "search/works.html", {"page": page, "order": _order(request)}
    )


@require_safe
def tag(request: Request, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(browsing.tags(request.viewer), pk=tag_id)
    page = _page(request, _known_works(request).tagged(tag))
    context = {"tag": tag, "page": page, "order": _order(request)}
    return render(request, "search/tag.html", context)


@require_safe
def pen_name(request: Request, pen_name_id: int) -> HttpResponse:
    pen_name = get_object_or_404(browsing.pen_names(request.viewer), pk=pen_name_id)
    page = _page(request, _known_works(request).by(pen_name))
    context = {"pen_name": pen_name, "page": page, "order": _order(request)}
    return render(request, "search/pen_name.html", context)


@require_safe
def series(request: Request, series_id: int) -> HttpResponse:
    viewer = request.viewer
    series = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    works = Work.objects.visible_to(viewer).in_series(series)
    page = _page(request, works, in_order=True)
    context = {
        "series": series,
        "page": page,
        "contents": browsing.contents(series, viewer),
    }
    return render(request, "search/series.html", context)


@require_safe
def language(request: Request, code: str) -> HttpResponse:
    unknown = code == browsing.UNKNOWN_LANGUAGE
    page = _page(request, _known_works(request).in_language("" if unknown else code))
    if not page.paginator.count:
        raise Http404
    context = {"code": code, "page": page, "order": _order(request)}
    return render(request, "search/language.html", context)


def _known_works(request: Request) -> WorkQuerySet:
    return Work.objects.visible_to(request.viewer)


def _order(request: Request) -> str:
    return "title" if request.GET.get("order") == "title" else "newest"


def _page(
    request: Request, works: WorkQuerySet, *, in_order: bool = False
) -> "Page[Work]":
    """One page of works, in the order the reader asked for unless they have their own."""
    works = works.for_blurbs(request.viewer)
    if not in_order:
        by_title = _order(request) == "title"
        works = works.by_title() if by_title else works.newest_first()
    return Paginator(works, WORKS_ON_A_PAGE).get_page(request.GET.get("page"))

