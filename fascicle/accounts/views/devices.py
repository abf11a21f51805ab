"""E-readers and programs that are let in, each by a password of its own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts import actions
from fascicle.accounts.forms.devices import AddressForm, CodeForm, DeviceForm
from fascicle.accounts.knocking import document
from fascicle.accounts.models import Device
from fascicle.accounts.readers_mail import Asked
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest

#: Where in a session a password lies between the form and the page that shows it, once.
NEW = "new_device"
#: Where in a session an address waits for the code that was sent to it.
ASKED = "reader_address"


@login_required
@require_safe
@sensitive_variables()
def devices(request: MemberRequest) -> HttpResponse:
    new = request.session.pop(NEW, None) if request.method == "GET" else None
    return devices_page(request, new=new)


@require_safe
def knocking(request: HttpRequest) -> HttpResponse:
    """What a reading program has to ask for; it is told where this stands."""
    return document(request)


@login_required
@require_POST
@once
@sensitive_variables()
def new_device(request: MemberRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    if form.is_valid():
        try:
            device, password = actions.let_device_in(
                request.user, **form.cleaned_data, at=now()
            )
        except actions.TooManyDevices:
            form.add_error(
                None,
                _("You have as many devices as one may have. Shut one out first."),
            )
        else:
            request.session[NEW] = {"name": device.name, "password": password}
            return redirect("accounts:devices")
    return devices_page(request, form=form, status=422)


@login_required
@require_POST
def device_removal(request: MemberRequest, device_id: int) -> HttpResponse:
    device = get_object_or_404(Device.objects.of(request.user), pk=device_id)
    actions.shut_device_out(device)
    messages.success(request, _("“%s” is shut out.") % device.name)
    return redirect("accounts:devices")


def devices_page(
    request: MemberRequest,
    *,
    form: DeviceForm | None = None,
    address_form: AddressForm | None = None,
    code_form: CodeForm | None = None,
    new: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of e-readers, with what was typed into one of its forms."""
    user = request.user
    context = {
        "devices": Device.objects.of(user),
        "form": form or DeviceForm(),
        "new": new,
        "catalogue": settings.SITE_URL + reverse("search:opds"),
        "sync": settings.SITE_URL + reverse("reading:sync"),
        "sends_mail": settings.SENDS_MAIL,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "send_to": actions.preferences_of(user)["send_to"],
        "asked": Asked.read(request.session.get(ASKED), at=now()),
        "address_form": address_form or AddressForm(),
        "code_form": code_form or CodeForm(),
    }
    return render(request, "accounts/devices.html", context, status=status)
