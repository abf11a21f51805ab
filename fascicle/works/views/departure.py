"""Deleting one's account: what becomes of each work, and two weeks to think better of it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.forms.departure import DepartureForm
from fascicle.works.models import Work
from fascicle.works.views.lookup import members_only


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: MemberRequest) -> HttpResponse:
    works = Work.objects.for_departure_of(request.viewer)
    form = DepartureForm(request.POST or None, user=request.user, works=works)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("works:departure")
    status = 422 if form.errors else 200
    return render(request, "works/departure.html", {"form": form}, status=status)


@reauthentication_required  # type: ignore[untyped-decorator]
def _asked(request: MemberRequest, form: DepartureForm) -> bool:
    """Who means it shows once more that it is them; what they sent is taken up after that."""
    try:
        departure = actions.ask_to_leave(
            request.user, for_all=form.for_all, for_some=form.for_some, at=now()
        )
    except actions.OnlyHost:
        message = _(
            "You are this archive’s only host. Make somebody else a host first, at the machine "
            "itself: “fascicle user role NAME host”."
        )
        form.add_error(None, message)
        return False
    days = (departure.due_at - now()).days + 1
    message = _("It is noted. You have %(days)d days to think better of it.")
    messages.success(request, message % {"days": days})
    return True


@members_only
@require_POST
def staying(request: MemberRequest) -> HttpResponse:
    actions.stay(request.user, at=now())
    messages.success(request, _("You stay, and so does everything of yours."))
    return redirect("works:departure")
