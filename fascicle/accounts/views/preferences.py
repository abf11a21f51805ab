"""What somebody prefers, on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts import actions
from fascicle.accounts.forms.preferences import PreferencesForm
from fascicle.accounts.viewer import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    user = request.user
    if request.method != "POST":
        form = PreferencesForm(initial=actions.preferences_of(user))
        return render(request, "accounts/preferences.html", {"form": form})
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/preferences.html", {"form": form}, status=422)
    actions.prefer(user, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("accounts:preferences")
