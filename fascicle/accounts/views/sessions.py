"""Where somebody is logged in."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts import actions
from fascicle.accounts.browsers import browser_of
from fascicle.accounts.queries import sessions_of
from fascicle.accounts.viewer import MemberRequest


@login_required
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    found = list(sessions_of(request.user))
    here = request.session.session_key
    context = {
        "others": [
            (one, browser_of(one.user_agent))
            for one in found
            if one.session_key != here
        ],
        "current": next((one for one in found if one.session_key == here), None),
        "browser": browser_of(get_adapter().get_http_user_agent(request)),
    }
    return render(request, "accounts/sessions.html", context)


@login_required
@require_POST
def ending(request: MemberRequest, session_id: int) -> HttpResponse:
    one = get_object_or_404(sessions_of(request.user), pk=session_id)
    if one.session_key == request.session.session_key:
        return redirect("accounts:sessions")
    actions.end_sessions([one])
    messages.success(request, _("Logged out there."))
    return redirect("accounts:sessions")


@login_required
@require_POST
def endings(request: MemberRequest) -> HttpResponse:
    """Log out everywhere but here."""
    actions.end_other_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("Logged out everywhere else."))
    return redirect("accounts:sessions")
