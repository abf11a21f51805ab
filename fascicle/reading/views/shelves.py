"""A reader's shelves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import came_from, way_back
from fascicle.reading.actions import shelves as actions
from fascicle.reading.actions.shelves import NameTaken, ShelfFull
from fascicle.reading.forms import NewShelfForm, ShelfForm
from fascicle.reading.models import Shelf, ShelfEntry
from fascicle.reading.queries import shelves as queries
from fascicle.works.models import Work


@login_required
@require_safe
def shelves(request: MemberRequest) -> HttpResponse:
    return _shelves(request, NewShelfForm())


@login_required
@require_POST
@once
def new(request: MemberRequest) -> HttpResponse:
    """Put up a shelf; and a work on it, if the form came from the page of one."""
    form = NewShelfForm(request.POST)
    if not form.is_valid():
        return _shelves(request, form, status=422)
    name = form.cleaned_data["name"]
    try:
        shelf = actions.make_shelf(request.user, name=name, at=timezone.now())
    except NameTaken:
        form.add_error("name", _("You have another shelf of this name."))
    except ShelfFull:
        form.add_error("name", _("You have as many shelves as one may have."))
    if form.errors:
        return _shelves(request, form, status=422)
    return redirect(shelf)


def _shelves(
    request: MemberRequest, form: NewShelfForm, status: int = 200
) -> HttpResponse:
    own = queries.counted_shelves_of(request.viewer)
    context = {"shelves": own, "form": form}
    return render(request, "reading/shelves.html", context, status=status)


@login_required
@require_POST
def about(request: MemberRequest, shelf_id: int) -> HttpResponse:
    """What it is called, and what is said of it."""
    own = _own(request, shelf_id)
    form = ShelfForm(request.POST)
    if form.is_valid():
        try:
            actions.describe_shelf(own, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("You have another shelf of this name."))
    for errors in form.errors.values():
        messages.warning(request, " ".join(map(str, errors)))
    return redirect(own)


@login_required
@require_POST
def sharing(request: MemberRequest, shelf_id: int) -> HttpResponse:
    own = _own(request, shelf_id)
    actions.share_shelf(own)
    messages.success(request, _("Whoever has its address can see the shelf now."))
    return redirect(own)


@login_required
@require_POST
def unsharing(request: MemberRequest, shelf_id: int) -> HttpResponse:
    own = _own(request, shelf_id)
    actions.unshare_shelf(own)
    messages.success(request, _("The shelf is yours alone again."))
    return redirect(own)


@login_required
@require_POST
def place(request: MemberRequest, shelf_id: int) -> HttpResponse:
    """Move it up, or down."""
    by = -1 if request.POST.get("to") == "up" else 1
    actions.move_shelf(_own(request, shelf_id), by=by)
    return redirect("reading:shelves")


@login_required
@require_POST
def removal(request: MemberRequest, shelf_id: int) -> HttpResponse:
    actions.remove_shelf(_own(request, shelf_id))
    messages.success(request, _("The shelf is gone."))
    return redirect("reading:shelves")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_work(request: MemberRequest, work_id: int) -> HttpResponse:
    """On which of one's shelves a work stands."""
    work = get_object_or_404(Work.objects.visible_to(request.viewer), pk=work_id)
    if request.method != "POST":
        context = {
            "work": work,
            "standings": queries.standings(work, request.viewer),
            "next": came_from(request) or work.get_absolute_url(),
        }
        return render(request, "reading/work_shelves.html", context)
    form = NewShelfForm(request.POST)
    on, before = _keys(request, "shelf"), _keys(request, "before")
    try:
        if request.POST.get("name", "").strip() and form.is_valid():
            name, now = form.cleaned_data["name"], timezone.now()
            on.add(actions.make_shelf(request.user, name=name, at=now).pk)
        actions.put_on_shelves(
            work, on=on, off=before - on, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Your shelves are in order."))
    except NameTaken:
        messages.warning(request, _("You have another shelf of this name."))
    except ShelfFull:
        messages.warning(request, _("There is no room for more."))
    return redirect(way_back(request))


@login_required
@require_POST
def note(request: MemberRequest, shelf_id: int, work_id: int) -> HttpResponse:
    entry = _entry(request, shelf_id, work_id)
    actions.note(entry, text=request.POST.get("note", "").replace("\0", "")[:5000])
    return redirect(way_back(request))


@login_required
@require_POST
def entry_place(request: MemberRequest, shelf_id: int, work_id: int) -> HttpResponse:
    by = {"first": -actions.MOST_WORKS, "up": -1, "down": 1}
    entry = _entry(request, shelf_id, work_id)
    actions.move_entry(entry, by=by.get(request.POST.get("to", ""), 0))
    return redirect(way_back(request))


@login_required
@require_POST
def entry_removal(request: MemberRequest, shelf_id: int, work_id: int) -> HttpResponse:
    actions.take_off(_entry(request, shelf_id, work_id), at=timezone.now())
    return redirect(way_back(request))


def _keys(request: MemberRequest, name: str) -> set[int]:
    said = request.POST.getlist(name)[: actions.MOST_SHELVES]
    return {int(one) for one in said if one.isascii() and one.isdigit()}


def _own(request: MemberRequest, shelf_id: int) -> Shelf:
    own = Shelf.objects.of(request.viewer).select_related("user")
    return get_object_or_404(own, pk=shelf_id)


def _entry(request: MemberRequest, shelf_id: int, work_id: int) -> ShelfEntry:
    entries = ShelfEntry.objects.select_related("shelf__user")
    return get_object_or_404(entries, shelf=_own(request, shelf_id), work=work_id)
