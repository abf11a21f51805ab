"""The pen names of an account. Somebody else's look like none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from fascicle.accounts.forms.pen_names import NameForm, PictureForm, ProfileForm
from fascicle.accounts.models import PenName
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest


@login_required
@require_safe
def pen_names(request: MemberRequest) -> HttpResponse:
    return _list(request, NameForm(prefix="new"))


@login_required
@require_POST
@once
def new(request: MemberRequest) -> HttpResponse:
    form = NameForm(request.POST, prefix="new")
    if form.is_valid():
        try:
            made = actions.new_pen_name(
                request.user, form.cleaned_data["name"], at=now()
            )
        except actions.NameRefused as refused:
            form.add_error("name", str(refused.refusal.sentence))
        except actions.TooManyPenNames:
            form.add_error("name", _("You have as many pen names as one may have."))
        else:
            messages.success(request, _("“%s” is yours.") % made.name)
            return redirect("accounts:pen_name", made.pk)
    return _list(request, form, status=422)


def _list(request: MemberRequest, form: NameForm, status: int = 200) -> HttpResponse:
    names = request.user.pen_names.for_owner()
    context = {"names": names, "form": form}
    return render(request, "accounts/pen_names.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pen_name(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    if request.method != "POST":
        return page(request, own)
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return page(request, own, profile_form=form, status=422)
    try:
        actions.describe(own, form.profile(picture_alt=own.picture_alt))
    except actions.ProfileChanged as changed:
        return page(request, own, profile_form=form.over(changed.now), status=409)
    messages.success(request, _("Saved."))
    return redirect("accounts:pen_name", own.pk)


@login_required
@require_POST
def name(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename(own, form.cleaned_data["name"], at=now())
        except actions.NameRefused as refused:
            form.add_error("name", str(refused.refusal.sentence))
        else:
            messages.success(request, _("The name is changed."))
            return redirect("accounts:pen_name", own.pk)
    return page(request, own, name_form=form, status=422)


@login_required
@require_POST
def default(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    actions.go_by(own)
    messages.success(request, _("You go by “%s” now.") % own.name)
    return redirect("accounts:pen_names")


@login_required
@require_POST
def removal(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    try:
        actions.drop_pen_name(own)
    except actions.PenNameInUse:
        messages.error(
            request,
            _("“%s” is in use, so it stays. Take it off your works first.") % own.name,
        )
        return redirect("accounts:pen_name", own.pk)
    messages.success(request, _("“%s” is gone.") % own.name)
    return redirect("accounts:pen_names")


def own_pen_name(request: MemberRequest, pen_name_id: int) -> PenName:
    """A pen name of the viewer's.

    :raises Http404: if there is none.
    """
    return get_object_or_404(request.user.pen_names.for_owner(), pk=pen_name_id)


def page(
    request: MemberRequest,
    own: PenName,
    *,
    status: int = 200,
    name_form: NameForm | None = None,
    profile_form: ProfileForm | None = None,
    picture_form: PictureForm | None = None,
) -> HttpResponse:
    """The page of one's own pen name, with the form that was sent as it was sent."""
    kept = {"picture_alt": own.picture_alt}
    context = {
        "pen_name": own,
        "name_form": name_form or NameForm(initial={"name": own.name}),
        "profile_form": profile_form or ProfileForm.of(own),
        "picture_form": picture_form or PictureForm(initial=kept),
    }
    return render(request, "accounts/pen_name.html", context, status=status)
