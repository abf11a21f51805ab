"""Where books go by mail: an address that is proved to be the reader's own."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fascicle.accounts import actions, readers_mail
from fascicle.accounts.forms.devices import AddressForm, CodeForm
from fascicle.accounts.readers_mail import MOST_TRIES, Asked
from fascicle.accounts.tries import may_try
from fascicle.accounts.viewer import MemberRequest
from fascicle.accounts.views.devices import ASKED, devices_page
from fascicle.core import letters

_LETTER = "accounts/letters/reader_code.txt"


@login_required
@require_POST
def address(request: MemberRequest) -> HttpResponse:
    """Take the address, at once where it needs no proof."""
    if not settings.SENDS_MAIL:
        messages.error(request, _("This archive sends no letters."))
        return redirect("accounts:devices")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return devices_page(request, address_form=form, status=422)
    wanted = form.cleaned_data["address"]
    if readers_mail.needs_no_proof(wanted):
        actions.send_books_to(request.user, wanted)
        request.session.pop(ASKED, None)
        messages.success(request, _("Books go to %s from now on.") % wanted)
        return redirect("accounts:devices")
    if not may_try(request, "reader_letter", key=wanted):
        form.add_error("address", _("That was tried too often. Try again tomorrow."))
        return devices_page(request, address_form=form, status=429)
    asked, code = readers_mail.ask(wanted, at=now())
    request.session[ASKED] = asked.to_json()
    context = {"code": code, "name": request.user.username}
    letters.post(_LETTER, to=wanted, context=context)
    return redirect("accounts:devices")


@login_required
@require_POST
def code(request: MemberRequest) -> HttpResponse:
    asked = Asked.read(request.session.get(ASKED), at=now())
    form = CodeForm(request.POST)
    if asked is None:
        messages.error(request, _("That code is no longer good. Ask for another."))
        return redirect("accounts:devices")
    if form.is_valid() and readers_mail.is_right(asked, form.cleaned_data["code"]):
        del request.session[ASKED]
        actions.send_books_to(request.user, asked.address)
        messages.success(request, _("Books go to %s from now on.") % asked.address)
        return redirect("accounts:devices")
    if asked.tries + 1 >= MOST_TRIES:
        del request.session[ASKED]
        messages.error(request, _("That code is no longer good. Ask for another."))
        return redirect("accounts:devices")
    request.session[ASKED] = replace(asked, tries=asked.tries + 1).to_json()
    form.add_error("code", _("This is not the code in the letter."))
    return devices_page(request, code_form=form, status=422)


@login_required
@require_POST
def removal(request: MemberRequest) -> HttpResponse:
    """Forget the address, or that one waits for its code."""
    request.session.pop(ASKED, None)
    actions.send_books_to(request.user, "")
    messages.success(request, _("Nothing goes there any more."))
    return redirect("accounts:devices")
