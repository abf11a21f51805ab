"""The host's desk for people: who asks to be let in, and every invitation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts import actions
from fascicle.accounts.access import hosts_only
from fascicle.accounts.forms.inviting import WhoComesInForm
from fascicle.accounts.models import Invitation, SignUpRequest
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.models import Archive

PER_PAGE = 50


@hosts_only
@require_safe
def requests(request: MemberRequest) -> HttpResponse:
    """Who waits to be let in, the longest first."""
    waiting = SignUpRequest.objects.waiting().oldest_first()
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/requests.html", {"page": page})


@hosts_only
@require_POST
def granting(request: MemberRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(SignUpRequest, pk=request_id)
    if actions.grant_request(asked, by=request.user, at=now()):
        said = _("%(email)s may come in. The link stands under “Invitations”.")
        messages.success(request, said % {"email": asked.email})
    return redirect("people:requests")


@hosts_only
@require_POST
def declining(request: MemberRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(SignUpRequest, pk=request_id)
    actions.decline_request(asked, at=now())
    messages.success(request, _("Declined."))
    return redirect("people:requests")


@hosts_only
@require_safe
def invitations(request: MemberRequest) -> HttpResponse:
    """Every invitation, whoever gave it."""
    given = Invitation.objects.for_lists().newest_first()
    page = Paginator(given, PER_PAGE).get_page(request.GET.get("page"))
    at = now()
    for one in page:
        one.holds = one.is_usable(at)  # type: ignore[attr-defined]
    return render(request, "accounts/all_invitations.html", {"page": page})


@hosts_only
@require_POST
def revocation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    given = get_object_or_404(Invitation, pk=invitation_id)
    actions.revoke_invitation(given, at=now())
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("people:invitations")


@hosts_only
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: MemberRequest) -> HttpResponse:
    """Who may have an account, and on which terms."""
    archive = get_object_or_404(Archive)
    form = WhoComesInForm(request.POST or None, instance=archive)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:joining")
    status = 422 if form.errors else 200
    return render(request, "accounts/joining.html", {"form": form}, status=status)
