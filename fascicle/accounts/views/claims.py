"""“Is this you?”: claims as their claimants see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts import actions
from fascicle.accounts.forms.claims import ClaimForm
from fascicle.accounts.models import Claim, PenName, Proof
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest


@login_required
@require_safe
def claims(request: MemberRequest) -> HttpResponse:
    own = request.user.claims.standing().for_lists().newest_first()
    return render(request, "accounts/claims.html", {"claims": own[:100]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    pen_name = get_object_or_404(PenName.objects.claimable(), pk=pen_name_id)
    form = ClaimForm(request.POST or None, has_contact=bool(pen_name.contact))
    if request.method == "POST" and form.is_valid() and _made(request, pen_name, form):
        return redirect("accounts:claims")
    context = {
        "pen_name": pen_name,
        "form": form,
        "code": actions.code_for(pen_name, request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/new_claim.html", context, status=status)


def _made(request: MemberRequest, pen_name: PenName, form: ClaimForm) -> bool:
    """Whether the claim could be made; if not, the form says why."""
    try:
        made = actions.claim(pen_name, form.evidence(), by=request.user, at=now())
    except actions.ClaimRefused:
        form.add_error(None, _("This name has just been given to somebody."))
    except actions.TooManyClaims:
        form.add_error(
            None, _("Ten of your claims are open. Wait for an answer first.")
        )
    except actions.TooManyLetters:
        message = _(
            "A letter went to this writer a short while ago. Look for it, try again later, or "
            "choose another way."
        )
        form.add_error("proof", message)
    else:
        messages.success(request, _said(made))
        return True
    return False


def _said(made: Claim) -> str:
    if made.proof == Proof.EMAIL:
        return _("A letter is on its way. Open its link within an hour.")
    return _(
        "The host looks at your claim and decides. You are told by e-mail and here."
    )


@login_required
@require_POST
def withdrawal(request: MemberRequest, claim_id: int) -> HttpResponse:
    own = get_object_or_404(request.user.claims.open(), pk=claim_id)
    actions.withdraw_claim(own, at=now())
    messages.success(request, _("The claim is withdrawn."))
    return redirect("accounts:claims")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: MemberRequest, token: str) -> HttpResponse:
    """The link of a letter: following it changes nothing yet, as mail programs follow links too."""
    found = actions.claim_in(token, of=request.user)
    if found is None:
        return render(request, "accounts/claim_void.html", status=404)
    if request.method != "POST":
        return render(request, "accounts/claim_link.html", {"pen_name": found.pen_name})
    try:
        actions.grant_claim(found, at=now())
    except actions.ClaimRefused as refused:
        raise Http404 from refused
    messages.success(request, _("“%s” is yours.") % found.pen_name.name)
    return redirect("accounts:pen_name", found.pen_name_id)
