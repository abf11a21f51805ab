"""The host decides of claims to pen names."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
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
from fascicle.accounts.access import hosts_only
from fascicle.accounts.forms.claims import AnswerForm, ContactForm
from fascicle.accounts.models import Claim, PenName
from fascicle.accounts.viewer import MemberRequest

A_PAGE = 25
DECIDED = 25


@hosts_only
@require_safe
def claims(request: MemberRequest) -> HttpResponse:
    waiting = Claim.objects.open().for_lists().oldest_first()
    context = {
        "page": Paginator(waiting, A_PAGE).get_page(request.GET.get("page")),
        "decided": Claim.objects.decided().for_lists()[:DECIDED],
        "now": now(),
    }
    return render(request, "accounts/deciding.html", context)


@hosts_only
@require_POST
def grant(request: MemberRequest, claim_id: int) -> HttpResponse:
    def decide(claim: Claim, answer: str) -> str:
        actions.grant_claim(claim, at=now(), by=request.user, answer=answer)
        said = _("“%(name)s” belongs to %(who)s now.")
        return said % {"name": claim.pen_name.name, "who": claim.user.username}

    return _decided(request, claim_id, decide)


@hosts_only
@require_POST
def refusal(request: MemberRequest, claim_id: int) -> HttpResponse:
    def decide(claim: Claim, answer: str) -> str:
        actions.decline_claim(claim, at=now(), by=request.user, answer=answer)
        return _("The claim to “%s” is declined.") % claim.pen_name.name

    return _decided(request, claim_id, decide)


@hosts_only
@require_POST
def undoing(request: MemberRequest, claim_id: int) -> HttpResponse:
    def decide(claim: Claim, answer: str) -> str:
        actions.undo_grant(claim, at=now(), by=request.user, answer=answer)
        return _("“%s” is unclaimed again.") % claim.pen_name.name

    return _decided(request, claim_id, decide)


@hosts_only
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    """Where the writer of an unclaimed name can be asked."""
    pen_name = get_object_or_404(PenName.objects.claimable(), pk=pen_name_id)
    form = ContactForm(request.POST or None, initial={"contact": pen_name.contact})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_contact(pen_name, form.cleaned_data["contact"])
        except actions.ClaimRefused as refused:
            raise Http404 from refused
        messages.success(request, _("The address is kept."))
        return redirect(pen_name)
    context = {"pen_name": pen_name, "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/contact.html", context, status=status)


def _decided(
    request: MemberRequest, claim_id: int, decide: Callable[[Claim, str], str]
) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.for_lists(), pk=claim_id)
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        messages.success(request, decide(claim, answer))
    except actions.ClaimRefused:
        messages.error(request, _("This claim has been decided meanwhile."))
    except actions.TooLate:
        messages.error(
            request, _("After 30 days a name stays with whom it was given to.")
        )
    return redirect("people:claims")
