"""Signing up, by password or by passkey, and asking to be let in."""

from typing import Any

from allauth.account import views as theirs
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts import actions, joining
from fascicle.accounts.forms.inviting import RequestForm
from fascicle.core import archive
from fascicle.core.models import SignUp


class _Joining:
    """What both ways to sign up add to allauth's pages."""

    request: HttpRequest

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        invitation = joining.invitation_of(self.request)
        if invitation:
            initial["invitation"] = joining.token_of(self.request)
            initial.setdefault("email", invitation.email)
        return initial

    def form_valid(self, form: Any) -> HttpResponse:
        """What changed since the form was read is said in the form."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except actions.NameRefused as refused:
            form.add_error("username", refused.refusal.sentence)
        except actions.InvitationVoid:
            form.add_error(
                None, _("This invitation has just been used up or withdrawn.")
            )
        else:
            return response
        invalid: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return invalid


class SignUpView(_Joining, theirs.SignupView):  # type: ignore[misc]
    """By password."""


class SignUpByPasskeyView(_Joining, theirs.SignupByPasskeyView):  # type: ignore[misc]
    """By passkey."""


sign_up = SignUpView.as_view()
sign_up_by_passkey = SignUpByPasskeyView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def request(request: HttpRequest) -> HttpResponse:
    """Ask the host to be let in."""
    known = archive.current()
    if known is None or known.sign_up != SignUp.REQUEST:
        raise Http404
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        too_often: HttpResponse | None = ratelimit.consume_or_429(
            request, action="signup"
        )
        if too_often:
            return too_often
        try:
            actions.ask_to_join(**form.cleaned_data, at=now())
        except actions.TooManyRequests:
            form.add_error(
                None, _("So many people wait already. Please come back in a while.")
            )
        else:
            messages.success(request, _("Thank you. The host reads it and answers."))
            return redirect("pages:home")
    status = 422 if form.errors else 200
    return render(request, "accounts/request.html", {"form": form}, status=status)
