"""What somebody prefers, on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts import actions
from fascicle.accounts.forms.preferences import PreferencesForm, ZoneForm
from fascicle.accounts.viewer import MemberRequest
from fascicle.accounts.zones import zone_of
from fascicle.core.http import way_back


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    user = request.user
    if request.method != "POST":
        return _page(request, PreferencesForm(initial=actions.preferences_of(user)))
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    actions.prefer(user, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("accounts:preferences")


@login_required
@require_POST
def time_zone(request: MemberRequest) -> HttpResponse:
    """The zone alone, as the device says it."""
    form = ZoneForm(request.POST)
    if not form.is_valid():
        whole = {**actions.preferences_of(request.user), **request.POST.dict()}
        return _page(request, PreferencesForm(whole))
    actions.live_in(request.user, form.cleaned_data["time_zone"])
    return redirect(way_back(request))


def _page(request: MemberRequest, form: PreferencesForm) -> HttpResponse:
    context = {"form": form, "zone": zone_of(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/preferences.html", context, status=status)
