"""How any list of works is answered with: narrowed down by the index, or plain without one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request, viewer_of_page, without_shield
from fascicle.core.shared.holes import Own, making_of
from fascicle.reading.queries.progress import attach_progress
from fascicle.reading.shield_line import ShieldLine, hidden_from, shield_line
from fascicle.search import queries
from fascicle.search.lists.filters import NO_FILTER, WORKS_ON_A_PAGE, Order, Scope
from fascicle.search.lists.listing import Listing, Wish, listing, understand
from fascicle.search.lists.opening import opening
from fascicle.search.lists.plain import works_in
from fascicle.search.lists.scopes import path_of
from fascicle.search.lists.sharing import attach_standings, own_of_list
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.queries import IndexUnavailable
from fascicle.works.models import Work
from fascicle.works.models.works import WorkQuerySet

#: What may stand in the address of a page that search engines should know.
PLAIN = {"page", "order"}
RETRY_AFTER = 5


@dataclass(frozen=True, slots=True)
class List:
    """A list: its page, and which works it is of."""

    template: str
    scope: Scope
    may_be_empty: bool = True
    """Whether the page is there even if it leads to no work that the viewer may know of."""
    head: Callable[[Listing | None], object] | None = None
    """What stands above the list, if it takes a look at what is found; ``head`` in the page."""
    own: Own | None = None
    """What of the context is one reader's, asked for again where members share the page."""
    attach: Callable[[Sequence[Work]], None] | None = None
    """Attaches what the list says of each of the works on its page."""
    is_public: bool = True
    """Whether what a guest sees may be kept for the next one."""

    def above(self, listing: Listing | None) -> dict[str, object]:
        return {"head": self.head(listing)} if self.head else {}


def answer(
    request: Request, shown: List, context: Mapping[str, object] | None = None
) -> HttpResponse:
    """The page of a list that an address asks for."""
    opens = opening(request.viewer, path_of(shown.scope))
    default = opens.default
    if default and default.query and not request.GET:
        return redirect(default.address)
    wish = understand(dict(request.GET.lists()), shown.scope, opens)
    if wish.asked.by_form and not wish.asked.notices:
        return redirect(wish.address)
    try:
        with turn(request.viewer, is_narrowed=wish.is_narrowed):
            return _answer(request, shown, wish, context or {})
    except TooBusy:
        return busy(request)


def _answer(
    request: Request, shown: List, wish: Wish, context: Mapping[str, object]
) -> HttpResponse:
    try:
        found = listing(wish, viewer_of_page(request))
    except IndexUnavailable:
        return _plain(request, shown, wish, context)
    if not (found.total or shown.may_be_empty or _leads_somewhere(request, shown)):
        raise Http404
    return _page(request, shown, found, context)


def _leads_somewhere(request: Request, shown: List) -> bool:
    """Whether there is a work in the list at all; the database takes long to find none."""
    viewer = without_shield(request.viewer)
    every = queries.find(NO_FILTER, shown.scope, viewer, facets=False)
    return bool(every.total) or works_in(shown.scope, viewer).exists()


def busy(request: Request) -> HttpResponse:
    """What a guest is told while too many others are filtering."""
    response = render(request, "search/busy.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def keep_from_robots(request: Request, response: HttpResponse) -> HttpResponse:
    """There are more ways to narrow a list down than any search engine should walk."""
    if request.GET.keys() - PLAIN:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(
    request: Request, shown: List, found: Listing, context: Mapping[str, object]
) -> HttpResponse:
    works = list(found.page)
    attach_standings(request, works)
    if shown.attach:
        shown.attach(works)
    whole = {
        **context,
        **shown.above(found),
        "listing": found,
        "page": found.page,
        "is_empty": found.is_empty,
    }
    if making := making_of(request):
        making.own = partial(own_of_list, works=works, beside=shown.own)
    page = keep_from_robots(request, render(request, shown.template, whole))
    return declare_public(request, page) if shown.is_public else page


def _plain(
    request: Request, shown: List, wish: Wish, context: Mapping[str, object]
) -> HttpResponse:
    """The list as the database has it, while there is no index."""
    works = works_in(shown.scope, request.viewer)
    page = _plain_page(request, works, wish.asked.wanted.order)
    line = _plain_line(request, works, page)
    if not (page.paginator.count or shown.may_be_empty or works.exists()):
        raise Http404
    attach_progress(request.viewer, list(page))
    if shown.attach:
        shown.attach(list(page))
    whole = {
        **context,
        **shown.above(None),
        "listing": None,
        "page": page,
        "line": line,
        "is_narrowed": wish.is_narrowed,
        "is_empty": not (page.paginator.count or line),
    }
    return keep_from_robots(request, render(request, shown.template, whole))


def _plain_page(request: Request, works: WorkQuerySet, order: Order) -> "Page[Work]":
    viewer = viewer_of_page(request)
    works = works.unshielded_for(viewer).for_blurbs(viewer)
    if order is Order.TITLE:
        works = works.by_title()
    elif order is not Order.PLACE:
        works = works.newest_first()
    return Paginator(works, WORKS_ON_A_PAGE).get_page(request.GET.get("page"))


def _plain_line(
    request: Request, works: WorkQuerySet, page: "Page[Work]"
) -> ShieldLine | None:
    """One query, for whoever bears a shield."""
    hidden = hidden_from(
        viewer_of_page(request),
        page.paginator.count,
        lambda viewer: works.unshielded_for(viewer).count(),
    )
    return shield_line(request, "stories", hidden)
