"""What is new in what one follows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import way_back
from fascicle.reading import masthead
from fascicle.reading.actions import telling
from fascicle.reading.models import Follow
from fascicle.reading.queries import updates as queries

#: As many updates can be named in one form.
_MOST_NAMED = 500


@login_required
@require_safe
def updates(request: MemberRequest) -> HttpResponse:
    why = request.GET.get("why", "")
    unread = request.GET.get("show") == "unread"
    shown = queries.updates_of(
        request.viewer, why=why, unread=unread, page=request.GET.get("page")
    )
    context = {
        "updates": shown,
        "why": why if why in queries.REASONS else "",
        "unread": unread,
        "reasons": queries.REASONS,
        "has_follows": bool(shown.days) or Follow.objects.of(request.viewer).exists(),
    }
    return render(request, "reading/updates.html", context)


@login_required
@require_POST
def reading(request: MemberRequest) -> HttpResponse:
    """These updates were seen."""
    said = request.POST.getlist("update")[:_MOST_NAMED]
    keys = [
        int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 19
    ]
    telling.mark_read(request.user, keys, at=timezone.now())
    masthead.count_anew(request)
    return redirect(way_back(request))


@login_required
@require_POST
def reading_all(request: MemberRequest) -> HttpResponse:
    """All were seen that there were when the page was opened."""
    up_to = request.POST.get("up_to", "")
    if up_to.isascii() and up_to.isdigit() and len(up_to) < 19:
        telling.mark_all_read(request.user, up_to=int(up_to), at=timezone.now())
        masthead.count_anew(request)
        messages.success(request, _("Everything is marked as read."))
    return redirect(way_back(request))
