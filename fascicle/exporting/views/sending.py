"""The page on which a book is sent to one's e-reader."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts import actions as accounts
from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.exporting import sending as sendings
from fascicle.exporting import tasks
from fascicle.exporting.models import Sending
from fascicle.works.models import Work

SHOWN = 5


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: MemberRequest, work_id: int) -> HttpResponse:
    """Send the book, and see what became of those sent before."""
    visible = Work.objects.visible_to(request.viewer)
    work = visible.readable_by(request.viewer).with_pk(work_id)
    if work is None:
        # The work's own page knows what to say to those who may not read it yet.
        return redirect(get_object_or_404(visible, pk=work_id))
    if request.method == "POST" and settings.SENDS_MAIL:
        return _send(request, work)
    own = Sending.objects.of(request.user).known_to(request.viewer)
    context = {
        "work": work,
        "sends_mail": settings.SENDS_MAIL,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "send_to": accounts.preferences_of(request.user)["send_to"],
        "sendings": own[:SHOWN],
    }
    return render(request, "exporting/sending.html", context)


def _send(request: MemberRequest, work: Work) -> HttpResponse:
    try:
        one = sendings.ask_to_send(work, request.viewer, request.user, at=now())
    except sendings.NoReader:
        messages.error(request, _("Say first where your e-reader takes letters."))
        return redirect("accounts:devices")
    except sendings.TooManySendings:
        messages.error(
            request,
            _("That is enough for one day. Download it, or come back tomorrow."),
        )
    else:
        tasks.send_book.enqueue(one.pk)
        messages.success(request, _("It is on its way to %s.") % one.address)
    return redirect("exporting:sending", work.pk)
