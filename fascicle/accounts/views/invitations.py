"""Invitations that a member gives."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts import actions
from fascicle.accounts.forms.inviting import InvitationForm
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest

MOST_SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def invitations(request: MemberRequest) -> HttpResponse:
    """Those given, and one more."""
    form = InvitationForm(request.POST or None, sends_mail=settings.SENDS_MAIL)
    if request.method == "POST" and form.is_valid() and _made(request, form):
        return redirect("accounts:invitations")
    given = request.user.invitations.for_lists().newest_first()[:MOST_SHOWN]
    context = {
        "form": form,
        "left": actions.invitations_left(request.user),
        "given": [
            (one, one.is_usable(now()) and actions.address_of(one)) for one in given
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/invitations.html", context, status=status)


def _made(request: MemberRequest, form: InvitationForm) -> bool:
    try:
        actions.invite(form.invitation(), by=request.user, at=now())
    except actions.NoInvitationsLeft:
        left = actions.invitations_left(request.user) or 0
        said = ngettext(
            "You have %(n)d invitation left to give.",
            "You have %(n)d invitations left to give.",
            left,
        )
        form.add_error("most_uses", said % {"n": left})
        return False
    messages.success(request, _("The invitation is made. Its link stands below."))
    return True


@login_required
@require_POST
def revocation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    given = get_object_or_404(request.user.invitations, pk=invitation_id)
    actions.revoke_invitation(given, at=now())
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("accounts:invitations")
