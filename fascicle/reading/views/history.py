"""What one reads and has read: found again, and forgotten."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import members_only
from fascicle.accounts.actions import keep_history
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import way_back
from fascicle.reading.actions import progress as actions
from fascicle.reading.forms import HistoryForm
from fascicle.reading.models import State
from fascicle.reading.queries import progress as queries

WORKS_ON_A_PAGE = 30


@members_only
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """All that one reads, where one is in it, and what to do with it."""
    form = HistoryForm(request.GET)
    asked = form.asked
    keeps = queries.keeps_history(request.viewer)
    rows = queries.history(
        request.viewer, words=asked["q"], state=asked["state"], order=asked["order"]
    )
    page = Paginator(rows, WORKS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_narrowed": bool(asked["q"] or asked["state"]),
        "keeps": keeps,
        "page": page,
        "states": State.choices,
    }
    return render(request, "reading/history.html", context)


@members_only
@require_POST
def keeping(request: MemberRequest) -> HttpResponse:
    """Let the archive keep places, or not."""
    keeps = request.POST.get("keeps") == "yes"
    keep_history(request.user, keeps=keeps)
    if keeps:
        messages.success(request, _("From now on your place is kept."))
    else:
        messages.success(request, _("From now on nothing is kept of what you read."))
    return redirect(way_back(request))


@members_only
@require_POST
def removal(request: MemberRequest) -> HttpResponse:
    """Forget everything that was read."""
    actions.forget_all(request.user)
    messages.success(request, _("All of it is forgotten."))
    return redirect("reading:history")
