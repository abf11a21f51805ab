"""Atom feeds: for everybody, of what a guest may know of; and a reader's own, by a secret address.

A feed reader shows what it was given to whoever sits before it: no feed passes the adult gate.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fascicle.accounts.models import User
from fascicle.accounts.viewer import (
    GUEST,
    Viewer,
    behind_shield,
    shield_changed_at,
    viewer_for,
)
from fascicle.core import atom
from fascicle.core.throttle import not_too_often
from fascicle.reading import feed_keys
from fascicle.reading.models import Shelf, Update
from fascicle.reading.queries.browsing import pages_of_pen_names
from fascicle.reading.queries.feeds import MOST, entries_of, entries_of_news
from fascicle.reading.queries.follows import followed_works, works_followed_since
from fascicle.reading.queries.shelves import works_on
from fascicle.works.models import Series, Work

Feed = Callable[..., HttpResponse]
Changes = Iterable[datetime | None]


def _feed(view: Feed) -> Feed:
    """Only looks, and is not asked too often."""

    @not_too_often
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


def private(view: Feed) -> Feed:
    """A reader's own: ``key`` says whose. No cache but theirs keeps it."""

    @_feed
    @wraps(view)
    def guarded(
        request: HttpRequest, /, key: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        user = feed_keys.user_of(key)
        if user is None:
            raise Http404
        response = view(request, user, *args, **kwargs)
        patch_cache_control(response, private=True)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


@_feed
def work(request: HttpRequest, work_id: int) -> HttpResponse:
    """A story, its chapters as they come out, and what its writer says."""
    works = Work.objects.visible_to(GUEST).with_pks([work_id])
    found = get_object_or_404(works)
    return _of(request, works, GUEST, str(found), found.get_absolute_url())


@_feed
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    return _of_series(request, series_id, GUEST)


@private
def own_series(request: HttpRequest, user: User, series_id: int) -> HttpResponse:
    """The same behind the reader's shield."""
    changes = [shield_changed_at(user)]
    return _of_series(request, series_id, behind_shield(user), changes)


@_feed
def pen_name(request: HttpRequest, pen_name_id: int) -> HttpResponse:
    return _of_pen_name(request, pen_name_id, GUEST)


@private
def own_pen_name(request: HttpRequest, user: User, pen_name_id: int) -> HttpResponse:
    """The same behind the reader's shield."""
    changes = [shield_changed_at(user)]
    return _of_pen_name(request, pen_name_id, behind_shield(user), changes)


@_feed
def shelf(request: HttpRequest, shelf_id: int) -> HttpResponse:
    """A shared shelf."""
    found = get_object_or_404(Shelf.objects.visible_to(GUEST), pk=shelf_id)
    works, changes = works_on(found, GUEST), [found.changed_at]
    address = found.get_absolute_url()
    return _of(request, works, GUEST, found.name, address, changes=changes)


@private
def own_shelf(request: HttpRequest, user: User, shelf_id: int) -> HttpResponse:
    viewer = _viewer(user)
    found = get_object_or_404(Shelf.objects.of(viewer), pk=shelf_id)
    works = works_on(found, viewer).unshielded_for(viewer)
    address = found.get_absolute_url()
    changes = [found.changed_at, shield_changed_at(user)]
    return _of(request, works, viewer, found.name, address, changes=changes)


@private
def follows(request: HttpRequest, user: User) -> HttpResponse:
    """The stories that a reader follows."""
    viewer = _viewer(user)
    works = followed_works(viewer).unshielded_for(viewer)  # type: ignore[attr-defined]
    title, address = _("The stories you follow"), reverse("reading:follows")
    changes = [works_followed_since(viewer), shield_changed_at(user)]
    return _of(request, works, viewer, title, address, changes=changes)


@private
def updates(request: HttpRequest, user: User) -> HttpResponse:
    """All that a reader was told."""
    viewer = _viewer(user)
    shown = Update.objects.shown_to(viewer).newest_first()
    loaded = shown.select_related("news__chapter", "news__announcement")
    news = [one.news for one in loaded[:MOST]]
    works = Work.objects.visible_to(viewer).for_blurbs(viewer)
    entries = entries_of_news(news, list(works.with_pks([one.work_id for one in news])))
    title, address = _("Updates"), reverse("reading:updates")
    changes = [shield_changed_at(user)]
    return atom.feed(request, entries, title=title, address=address, changes=changes)


def _of_series(
    request: HttpRequest, key: int, viewer: Viewer, changes: Changes = ()
) -> HttpResponse:
    found = get_object_or_404(Series.objects.visible_to(GUEST), pk=key)
    works = Work.objects.listed_for(viewer).in_series(found)
    address = found.get_absolute_url()
    return _of(request, works, viewer, found.title, address, changes=changes)


def _of_pen_name(
    request: HttpRequest, key: int, viewer: Viewer, changes: Changes = ()
) -> HttpResponse:
    found = get_object_or_404(pages_of_pen_names(GUEST), pk=key)
    works = Work.objects.listed_for(viewer).by(found)
    address = found.get_absolute_url()
    return _of(request, works, viewer, found.name, address, changes=changes)


def _viewer(user: User) -> Viewer:
    return viewer_for(user, sees_adult=False)


def _of(
    request: HttpRequest,
    works: "QuerySet[Work]",
    viewer: Viewer,
    title: str,
    address: str,
    *,
    changes: Changes = (),
) -> HttpResponse:
    entries = entries_of(works, viewer)
    return atom.feed(request, entries, title=title, address=address, changes=changes)
