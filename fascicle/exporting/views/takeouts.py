"""Everything of a writer's own in one file, made in the background."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import render_page
from fascicle.exporting import actions, shelf, tasks
from fascicle.exporting.models import Takeout


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def takeout(request: MemberRequest) -> HttpResponse:
    """Ask for it, and see how far it is."""
    if request.method == "POST":
        made, is_new = actions.ask_for_takeout(request.user, at=timezone.now())
        if is_new:
            tasks.make_takeout.enqueue(made.pk)
        return redirect("exporting:takeout")
    here = Takeout.objects.newest_of(request.user)
    context = {
        "takeout": here,
        "percent": 100 * here.done // here.total if here and here.total else 0,
    }
    return render_page(request, "exporting/takeout.html", context, part="progress")


@members_only
@require_safe
def takeout_file(request: MemberRequest) -> FileResponse:
    """The file, for its owner alone."""
    ready = Takeout.objects.ready_for(request.user, timezone.now()).first()
    try:
        if ready is None:
            raise Http404
        file = shelf.path_of(ready.file).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"fascicle-{ready.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response


@members_only
@require_POST
def takeout_removal(request: MemberRequest) -> HttpResponse:
    if here := Takeout.objects.newest_of(request.user):
        actions.forget_takeout(here)
        messages.success(request, _("The file is gone."))
    return redirect("exporting:takeout")
