"""A reader's shield: what is on it, putting things on it and taking them off."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts import actions
from fascicle.accounts.actions import ShieldBearer, ShieldFull
from fascicle.accounts.shield import MOST_ENTRIES, Entry
from fascicle.accounts.viewer import Request
from fascicle.core.csrf import origin_suffices
from fascicle.core.http import PART_HEADER, way_back
from fascicle.reading.queries import shield as shields
from fascicle.reading.shield_line import addresses
from fascicle.search.forms import ShieldForm
from fascicle.search.lists import hidden, shielding
from fascicle.search.lists.addresses import parameters
from fascicle.search.lists.filters import NO_FILTER, Filter, Scope
from fascicle.search.lists.listing import understand
from fascicle.search.lists.scopes import is_index_at, scope_at
from fascicle.search.lists.turns import TooBusy, turn
from fascicle.search.queries import IndexUnavailable
from fascicle.search.views.narrowing import busy


@dataclass(frozen=True, slots=True)
class _Asked:
    """The list that somebody came from, and its addresses."""

    wanted: Filter
    scope: Scope
    address: str
    address_lifted: str
    is_index: bool = False
    """Whether it tells of the archive without being a list of works itself."""


@require_safe
def shield(request: Request) -> HttpResponse:
    form = ShieldForm(viewer=request.viewer)
    return _page(request, form)


@require_safe
def why(request: Request) -> HttpResponse:
    """What of the list that the reader came from is hidden, by which rules."""
    asked = _asked_from(request.GET.get("from", ""))
    if asked is None:
        return redirect("search:shield")
    try:
        with turn(request.viewer, is_narrowed=True):
            rules = hidden.by_rule(asked.wanted, asked.scope, request.viewer)
    except TooBusy:
        return busy(request)
    except IndexUnavailable:
        rules = None
    return render(request, "search/why.html", {"rules": rules, "asked": asked})


@require_POST
def limits(request: Request) -> HttpResponse:
    """What of the shield is ticked or typed on its own page."""
    form = ShieldForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.set_shield(_bearer(request), form.limits, on=form.on, off=form.off)
    except ShieldFull:
        messages.warning(request, _full())
    else:
        messages.success(request, _("Your shield is changed."))
    return redirect("search:shield")


@origin_suffices
@require_POST
def entries(request: Request) -> HttpResponse:
    """Put something on the shield."""
    entry = _entry(request)
    name = shields.name_of_known(entry, request.viewer) if entry else None
    if entry is None or name is None:
        return _refused(request, _("That is not here any more."))
    try:
        added = actions.add_to_shield(_bearer(request), [entry])
    except ShieldFull:
        return _refused(request, _full())
    undo = _address("search:shield_removal", entry) if added else ""
    return _done(request, shielding.hidden_from_now_on(entry, name), undo)


@origin_suffices
@require_POST
def removal(request: Request) -> HttpResponse:
    """Take something off the shield."""
    entry = _entry(request)
    if entry and entry in request.viewer.shield:
        actions.take_off_shield(_bearer(request), entry)
        undo = _address("search:shield_entries", entry)
        return _done(request, _("It is off your shield."), undo)
    return redirect(way_back(request))


def _page(request: Request, form: ShieldForm, *, status: int = 200) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:150]
    context = {
        "form": form,
        "groups": shielding.groups(request.viewer),
        "query": query,
        "matches": shielding.matches(query, request.viewer) if query else None,
    }
    return render(request, "search/shield.html", context, status=status)


def _asked_from(address: str) -> _Asked | None:
    path, _question, query = address.partition("?")
    if is_index_at(path):
        return _Asked(NO_FILTER, Scope(), *addresses(address), is_index=True)
    scope = scope_at(path)
    if scope is None:
        return None
    wish = understand(parameters(query), scope)
    wanted = wish.asked.wanted
    lifted = replace(wish.place, shield_off=True).address(wanted)
    return _Asked(wanted, scope, wish.address, lifted)


def _bearer(request: Request) -> ShieldBearer:
    return ShieldBearer(request.viewer.user, request.session)


def _entry(request: Request) -> Entry | None:
    """The entry a form names, or the address that takes another form's work back."""
    said = request.POST.get("entry") or request.GET.get("entry", "")
    return Entry.read(said)


def _address(name: str, entry: Entry) -> str:
    return f"{reverse(name)}?entry={entry}"


def _full() -> str:
    full = _(
        "Your shield is full: it holds %(most)d entries. Take something off first."
    )
    return full % {"most": MOST_ENTRIES}


def _done(request: Request, said: str, undo: str) -> HttpResponse:
    """Back to where it was asked for, with a way back. A script has words of its own."""
    if PART_HEADER in request.headers:
        return HttpResponse(status=204)
    messages.success(request, said, undo)
    return redirect(way_back(request))


def _refused(request: Request, why: str) -> HttpResponse:
    """The same; a script sends the form once more, as a page that can say why."""
    if PART_HEADER in request.headers:
        return HttpResponse(status=409)
    messages.warning(request, why)
    return redirect(way_back(request))
