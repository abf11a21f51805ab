"""A new password: whoever had the old one is logged out."""

from allauth.account import views as theirs
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fascicle.accounts import actions
from fascicle.accounts.viewer import MemberRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@form_page
def password(request: MemberRequest) -> HttpResponse:
    return _alone_from_now_on(request, theirs.password_change(request))


@login_required
@form_page
def first_password(request: MemberRequest) -> HttpResponse:
    return _alone_from_now_on(request, theirs.password_set(request))


def _alone_from_now_on(request: MemberRequest, response: HttpResponse) -> HttpResponse:
    is_changed = request.method == "POST" and response.status_code == 302
    if is_changed:
        actions.end_other_sessions(request.user, but=request.session.session_key)
        actions.forget_place(request)
    return response
