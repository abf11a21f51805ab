"""Feeds that lead to what is one's own: shelves, what one follows one by one, filters."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from fascicle.accounts.viewer import Viewer
from fascicle.reading.models import Follow
from fascicle.reading.queries.follows import follows_of_lists
from fascicle.search import queries
from fascicle.search.lists.addresses import UNKNOWN, parameters
from fascicle.search.lists.filters import NO_FILTER, Filter, Scope
from fascicle.search.lists.kept import kept_by, understand_all
from fascicle.search.opds.feed import SHELF, SUBSCRIPTIONS, Feed, Way
from fascicle.search.opds.lists import all_to_be_had, page_of
from fascicle.search.queries import IndexUnavailable

WAYS_ON_A_PAGE = 50


def ways() -> list[Way]:
    all_of_it = _("All its stories, what changed last first.")
    one_by_one = _("Series, writers and tags, each by itself.")
    return [
        Way(_("Continue reading"), "reading", _("What has something new, first.")),
        Way(_("Your shelves"), "shelves", rel=SHELF, has_works=False),
        Way(_("What you follow"), "follows", all_of_it, rel=SUBSCRIPTIONS),
        Way(_("Followed lists"), "followed", one_by_one, has_works=False),
        Way(_("Your filters"), "filters", has_works=False),
    ]


def yours(*, at: datetime) -> Feed:
    """What is one's own, for programs that have just logged in."""
    return Feed(_("Yours"), "yours", at, up="", ways=ways())


def shelves(shelves: Iterable[tuple[int, str, int]], *, at: datetime) -> Feed:
    """Somebody's shelves: key, name, and how many works stand on each."""
    ways = [Way(name, f"shelves/{key}", count=n) for key, name, n in shelves]
    return Feed(_("Your shelves"), "shelves", at, up="", ways=ways)


def followed(viewer: Viewer, page: str, *, at: datetime) -> Feed:
    """The series, writers and tags that the viewer follows, a page of them.

    At most five queries.
    """
    pages = Paginator(follows_of_lists(viewer), WAYS_ON_A_PAGE)
    found = pages.get_page(page)
    scopes = [_scope(one) for one in found]
    counts = _counts([(NO_FILTER, scope) for scope in scopes], viewer)
    ways = [
        Way(*_named(one), count=count) for one, count in zip(found, counts, strict=True)
    ]
    address, paging = page_of("followed", found)
    return Feed(
        title=_("Followed lists"),
        address=address,
        updated_at=at,
        up="",
        ways=ways,
        paging=paging if ways else None,
    )


def filters(viewer: Viewer, *, at: datetime) -> Feed:
    """The filters that the viewer keeps, in their order. At most six queries."""
    kept = understand_all(kept_by(viewer.user)) if viewer.user else []
    counts = _counts([(one.wanted, one.scope) for one in kept], viewer)
    ways = [
        Way(one.kept.name, _narrowed(one.scope, one.kept.query), ", ".join(one.says), n)
        for one, n in zip(kept, counts, strict=True)
    ]
    return Feed(_("Your filters"), "filters", at, up="", ways=ways)


def _counts(
    lists: Sequence[tuple[Filter, Scope]], viewer: Viewer
) -> Sequence[int | None]:
    """How many works of each list can be had; None while there is no index. Two queries."""
    wanted = all_to_be_had([one for one, _scope in lists], viewer)
    scopes = [scope for _wanted, scope in lists]
    try:
        return queries.totals(list(zip(wanted, scopes, strict=True)), viewer)
    except IndexUnavailable:
        return [None] * len(lists)


def _scope(follow: Follow) -> Scope:
    return Scope(follow.tag_id, follow.pen_name_id, follow.series_id)


def _named(follow: Follow) -> tuple[str, str, str]:
    """What the list is called, where it is, and what it is."""
    address = _list_at(_scope(follow))
    if follow.series:
        return follow.series.title, address, _("Series")
    if follow.pen_name:
        return follow.pen_name.name, address, _("Writer")
    return follow.tag.name if follow.tag else "", address, _("Tag")


def _narrowed(scope: Scope, query: str) -> str:
    """The list as a filter says, which is kept as it was typed."""
    written = urlencode(parameters(query), doseq=True)
    return f"{_list_at(scope)}?{written}" if written else _list_at(scope)


def _list_at(scope: Scope) -> str:
    """Where the list is in the catalogue."""
    if scope.language is not None:
        return f"languages/{scope.language or UNKNOWN}"
    keys = {
        "tags": scope.tag,
        "writers": scope.pen_name,
        "series": scope.series,
    }
    return next((f"{path}/{key}" for path, key in keys.items() if key), "works")
