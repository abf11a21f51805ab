"""The one-time set-up page."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts.actions import NameTaken, begin_session
from fascicle.core import archive
from fascicle.pages import actions
from fascicle.pages.forms import SetUpForm


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    if archive.current() is not None or not constant_time_compare(
        token, actions.set_up_token()
    ):
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            host = actions.set_up(**form.answers())
        except NameTaken:
            form.add_error("username", _("This name is in use. Choose another."))
        except actions.AlreadySetUp:
            return redirect("pages:home")
        else:
            login(request, host)
            begin_session(request)
            return redirect("pages:home")
    return render(request, "pages/set_up.html", {"form": form})
