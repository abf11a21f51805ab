"""Filters that a reader keeps: their page, and all that can be done with one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.search import actions
from fascicle.search.actions import MOST_KEPT, NameTaken, TooManyKept
from fascicle.search.forms import KeptFilterForm, NameForm
from fascicle.search.lists import kept
from fascicle.search.models import KeptFilter


@login_required
@require_safe
def filters(request: MemberRequest) -> HttpResponse:
    shown = kept.shown(request.user, request.viewer)
    return render(request, "search/filters.html", {"filters": shown})


@login_required
@require_safe
def keeping(request: MemberRequest) -> HttpResponse:
    """Where a filter gets its name. The list it is of leads here."""
    asked = {name: request.GET.get(name, "") for name in ("path", "query")}
    if not kept.is_kept_at(asked["path"]):
        messages.warning(request, _("There is no list there."))
        return redirect("search:filters")
    return render(
        request, "search/keeping.html", {"form": KeptFilterForm(initial=asked)}
    )


@login_required
@require_POST
def new(request: MemberRequest) -> HttpResponse:
    form = KeptFilterForm(request.POST)
    if form.is_valid():
        try:
            actions.keep_filter(**form.cleaned_data, by=request.user, at=timezone.now())
        except NameTaken:
            form.add_error("name", _("You keep another filter under this name."))
        except TooManyKept:
            full = _("You keep %(most)d filters already. Let go of one first.")
            form.add_error(None, full % {"most": MOST_KEPT})
    if not form.is_valid():
        return render(request, "search/keeping.html", {"form": form}, status=422)
    messages.success(request, _("Your filter is kept."))
    return redirect("search:filters")


@login_required
@require_POST
def renaming(request: MemberRequest, filter_id: int) -> HttpResponse:
    one = _own(request, filter_id)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_filter(one, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("You keep another filter under this name."))
    for error in form.errors.get("name", ()):
        messages.warning(request, str(error))
    return redirect("search:filters")


@login_required
@require_POST
def place(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Move it up, or down."""
    by = -1 if request.POST.get("to") == "up" else 1
    actions.move_filter(_own(request, filter_id), by=by)
    return redirect("search:filters")


@login_required
@require_POST
def removal(request: MemberRequest, filter_id: int) -> HttpResponse:
    actions.forget_filter(_own(request, filter_id))
    messages.success(request, _("Your filter is gone."))
    return redirect("search:filters")


@login_required
@require_POST
def opening(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Its list opens with it from now on, or opens whole again."""
    one = _own(request, filter_id)
    if one.is_default:
        actions.unmake_default(one)
    else:
        actions.make_default(one)
    return redirect("search:filters")


@login_required
@require_POST
def following(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Be told what is new in it, or no longer."""
    one = _own(request, filter_id)
    if one.is_followed:
        actions.unfollow_filter(one)
    else:
        actions.follow_filter(one, at=timezone.now())
    return redirect("search:filters")


@login_required
@require_POST
def seen(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Open it; what was new in it is so no longer."""
    one = _own(request, filter_id)
    actions.mark_seen(one, at=timezone.now())
    return redirect(kept.address_of(one))


@login_required
@require_POST
def feed_key(request: MemberRequest, filter_id: int) -> HttpResponse:
    actions.renew_feed_key(_own(request, filter_id))
    messages.success(
        request, _("The feed has a new address; the old one leads nowhere.")
    )
    return redirect("search:filters")


def _own(request: MemberRequest, filter_id: int) -> KeptFilter:
    return get_object_or_404(kept.kept_by(request.user), pk=filter_id)
