"""The catalogue for e-readers, in both versions. Nothing here redirects: they take it ill."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fascicle.accounts.knocking import PasswordNeeded, for_devices
from fascicle.accounts.viewer import Viewer
from fascicle.core import archive
from fascicle.core.known import unless_known
from fascicle.core.languages import name_of
from fascicle.reading.models import Shelf
from fascicle.reading.queries import browsing
from fascicle.reading.queries import catalogue as kept
from fascicle.search import queries
from fascicle.search.lists.addresses import Parameters
from fascicle.search.lists.filters import Scope
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.opds import atom, json2, lists, own, refusals, ways
from fascicle.search.opds.feed import Feed
from fascicle.search.queries import IndexUnavailable
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Series, Work
from fascicle.works.models.works import WorkQuerySet

RETRY_AFTER = 30
FIRST, SECOND = "1.2", "2.0"


def catalogue(make: Callable[..., Feed]) -> Callable[..., HttpResponseBase]:
    """A feed at its addresses, in Atom or in JSON as ``version`` says.

    ``make`` takes request, viewer, when lists last changed, and what the address holds.
    """

    @require_safe
    @for_devices
    @wraps(make)
    def answered(
        request: HttpRequest, viewer: Viewer, /, **kwargs: Any
    ) -> HttpResponseBase:
        version = str(kwargs.pop("version"))
        # Without an index nobody knows when lists changed: now, for all that is known.
        changed = queries.changed_at()
        try:
            with turn(viewer, is_narrowed=bool(request.GET)):
                feed = make(request, viewer, changed or now(), **kwargs)
        except TooBusy:
            return _busy(request)
        is_everybodys = not (viewer.is_member or feed.is_own)
        return _response(request, feed, version, changed if is_everybodys else None)

    return answered


def _busy(request: HttpRequest) -> HttpResponse:
    advice = _(
        "Many visitors are filtering stories right now. Try again in a few seconds; readers who"
        " are logged in do not wait."
    )
    title = _("One moment, please")
    response = refusals.refusal(request.path, 503, title, advice)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _response(
    request: HttpRequest, feed: Feed, version: str, changed: datetime | None
) -> HttpResponseBase:
    """The feed, or that the program has it already.

    What everybody gets changes no oftener than the index, and has its date; what is somebody's
    own is known by its content alone.
    """
    known = archive.current()
    name = known.name if known else ""
    if version == FIRST:
        content, kind = atom.write(feed, name), f"{atom.media_type(feed)};charset=utf-8"
    else:
        address = request.build_absolute_uri(reverse("accounts:knocking"))
        content, kind = json2.write(feed, name, authentication=address), json2.TYPE
    response = HttpResponse(content, content_type=kind)
    found = unless_known(request, response, changed_at=changed)
    found.headers["X-Robots-Tag"] = "noindex, nofollow"
    return found


@catalogue
def root(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return ways.root(viewer, at=at)


@catalogue
def works(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    shelf, every = lists.Shelf(_("Works"), "works"), Work.objects
    return _narrowed(request, viewer, shelf, Scope(), every.listed_for(viewer), at)


@catalogue
def search(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    """What was typed, which both versions call ``query``, as a list of works has it."""
    said = {"q": request.GET.getlist("query"), **dict(request.GET.lists())}
    title = _("Search: %s") % (request.GET.get("query", "")[:100] or "…")
    shelf, none = lists.Shelf(title, "works"), Work.objects.none()
    return _narrowed(request, viewer, shelf, Scope(), none, at, said=said)


@catalogue
def tag(request: HttpRequest, viewer: Viewer, at: datetime, tag_id: int) -> Feed:
    found = get_object_or_404(
        Tag.objects.select_related("kind", "canonical__kind"), pk=tag_id
    )
    meant = found.canonical or found
    shelf = lists.Shelf(meant.name, f"tags/{meant.pk}", f"kinds/{meant.kind.slug}")
    scope, works = Scope(tag=meant.pk), Work.objects.listed_for(viewer).tagged(meant)
    return _narrowed(request, viewer, shelf, scope, works, at)


@catalogue
def writer(
    request: HttpRequest, viewer: Viewer, at: datetime, pen_name_id: int
) -> Feed:
    found = get_object_or_404(browsing.pages_of_pen_names(viewer), pk=pen_name_id)
    shelf = lists.Shelf(found.name, f"writers/{found.pk}", "writers")
    scope, works = Scope(pen_name=found.pk), Work.objects.listed_for(viewer).by(found)
    return _narrowed(request, viewer, shelf, scope, works, at)


@catalogue
def one_series(
    request: HttpRequest, viewer: Viewer, at: datetime, series_id: int
) -> Feed:
    found = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    shelf = lists.Shelf(found.title, f"series/{found.pk}", "series")
    works = Work.objects.listed_for(viewer).in_series(found)
    return _narrowed(request, viewer, shelf, Scope(series=found.pk), works, at)


@catalogue
def language(request: HttpRequest, viewer: Viewer, at: datetime, code: str) -> Feed:
    known = "" if code == browsing.UNKNOWN_LANGUAGE else code
    shelf = lists.Shelf(name_of(known), f"languages/{code}", "languages")
    works = Work.objects.listed_for(viewer).in_language(known)
    return _narrowed(request, viewer, shelf, Scope(language=known), works, at)


@catalogue
def kind(request: HttpRequest, viewer: Viewer, at: datetime, slug: str) -> Feed:
    return ways.kind(get_object_or_404(Kind, slug=slug), viewer, at=at)


@catalogue
def writers(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return ways.writers(viewer, request.GET.get("letter", ""), at=at)


@catalogue
def series(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return ways.series(viewer, request.GET.get("letter", ""), at=at)


@catalogue
def languages(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return ways.languages(viewer, at=at)


def _own(make: Callable[..., Feed]) -> Callable[..., Feed]:
    """A feed of what is one's own: whoever is nobody yet has to say who they are."""

    @wraps(make)
    def guarded(
        request: HttpRequest, viewer: Viewer, at: datetime, **kwargs: Any
    ) -> Feed:
        if not viewer.is_member:
            raise PasswordNeeded
        return replace(make(request, viewer, at, **kwargs), is_own=True)

    return guarded


@catalogue
@_own
def yours(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return own.yours(at=at)


@catalogue
@_own
def reading(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    shelf = lists.Shelf(_("Continue reading"), "reading")
    works = kept.reading_now(viewer)
    return lists.plain(shelf, works, viewer, _page(request), at=at)


@catalogue
@_own
def shelves(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return own.shelves(kept.own_shelves(viewer), at=at)


@catalogue
@_own
def one_shelf(
    request: HttpRequest, viewer: Viewer, at: datetime, shelf_id: int
) -> Feed:
    found = get_object_or_404(Shelf.objects.of(viewer), pk=shelf_id)
    shelf = lists.Shelf(found.name, f"shelves/{found.pk}", "shelves")
    works = kept.works_of_shelf(found, viewer)
    return lists.plain(shelf, works, viewer, _page(request), at=at)


@catalogue
@_own
def follows(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    shelf, works = lists.Shelf(_("What you follow"), "follows"), kept.followed(viewer)
    return lists.plain(shelf, works, viewer, _page(request), at=at)


@catalogue
@_own
def followed(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return own.followed(viewer, _page(request), at=at)


@catalogue
@_own
def filters(request: HttpRequest, viewer: Viewer, at: datetime) -> Feed:
    return own.filters(viewer, at=at)


def _page(request: HttpRequest) -> str:
    return request.GET.get("page", "")


@require_safe
def search_description(request: HttpRequest) -> HttpResponse:
    """Where to put what is typed: a whole address, as OpenSearch has it."""
    known = archive.current()
    address = request.build_absolute_uri(reverse("search:opds_search"))
    content = atom.search_description(
        known.name if known else "", f"{address}?query={{searchTerms}}"
    )
    return HttpResponse(content, content_type=atom.SEARCH_TYPE)


def _narrowed(
    request: HttpRequest,
    viewer: Viewer,
    shelf: lists.Shelf,
    scope: Scope,
    works: WorkQuerySet,
    at: datetime,
    *,
    said: Parameters | None = None,
) -> Feed:
    """The list as the index has it, or plain as the database does while there is none."""
    said = said or dict(request.GET.lists())
    try:
        return lists.narrowed(shelf, scope, said, viewer, at=at)
    except IndexUnavailable:
        in_order = works if scope.series else works.newest_first()
        return lists.plain(shelf, in_order, viewer, _page(request), at=at)
