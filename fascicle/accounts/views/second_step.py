"""Second steps: what allauth's pages leave to us."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as theirs
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fascicle.accounts.queries import passkeys_of
from fascicle.accounts.viewer import MemberRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def app_picture(request: MemberRequest) -> HttpResponse:
    """The square that an authenticator app reads, while its page is open."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    square = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(square, content_type="image/svg+xml")


@login_required
@form_page
def passkey(request: MemberRequest, pk: int) -> HttpResponse:
    get_object_or_404(passkeys_of(request.user), pk=pk)
    response: HttpResponse = theirs.edit_webauthn(request, pk=pk)
    return response


@login_required
@form_page
def passkey_removal(request: MemberRequest, pk: int) -> HttpResponse:
    keys = passkeys_of(request.user)
    get_object_or_404(keys, pk=pk)
    if keys.count() == 1 and not request.user.has_usable_password():
        messages.error(
            request,
            _("This is your only way in. Set a password or make another one first."),
        )
        return redirect("mfa_index")
    response: HttpResponse = theirs.remove_webauthn(request, pk=pk)
    return response
