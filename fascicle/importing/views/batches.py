"""Imports: the list, uploading, and what is done to a whole one."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import render_page
from fascicle.importing.actions.begin import (
    NotNow,
    UploadTooLarge,
    ask_again,
    ask_to_reread,
    ask_to_undo,
    take_uploads,
)
from fascicle.importing.forms.review import RereadForm, UploadForm
from fascicle.importing.limits import MEGABYTE, STRICT
from fascicle.importing.models import Batch
from fascicle.importing.queries import batch_rows

A_PAGE = 25


@hosts_only
@require_safe
def batches(request: MemberRequest) -> HttpResponse:
    return render_page(request, "importing/batches.html", _list(request), part="list")


@hosts_only
@require_POST
def uploads(request: MemberRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            batch = take_uploads(
                form.cleaned_data["uploads"],
                name=form.cleaned_data["name"],
                emphasis=form.cleaned_data["emphasis"],
                by=request.user,
            )
        except UploadTooLarge:
            form.add_error("uploads", _too_large())
        else:
            return _sent(request, batch)
    if _asks_for_json(request):
        errors = [error for field in form.errors.values() for error in field]
        return JsonResponse({"errors": errors}, status=422)
    context = {**_list(request), "form": form}
    return render(request, "importing/batches.html", context, status=422)


def _list(request: MemberRequest) -> dict[str, object]:
    rows = batch_rows(Batch.objects.newest_first())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "form": UploadForm(),
        "limits": {
            "upload": settings.UPLOAD_LIMIT // MEGABYTE,
            "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
            "entries": STRICT.entries,
            "entry": STRICT.entry_bytes // MEGABYTE,
            "total": STRICT.total_bytes // MEGABYTE,
        },
        "is_busy": any(batch.is_busy for batch in page),
    }


def _too_large() -> str:
    return _(
        "That is more than %(size)d MB at once. Send it in parts, or import it at the "
        "machine itself with “fascicle import”."
    ) % {"size": settings.UPLOAD_LIMIT // MEGABYTE}


def _asks_for_json(request: MemberRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _sent(request: MemberRequest, batch: Batch) -> HttpResponse:
    if _asks_for_json(request):
        return JsonResponse({"address": batch.get_absolute_url()})
    return redirect(batch)


# ---------------------------------------------------------------- a whole import


@hosts_only
@require_POST
def undoing(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    try:
        ask_to_undo(batch)
    except NotNow:
        messages.error(request, not_now())
    return redirect(batch)


@hosts_only
@require_POST
def rereading(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    form = RereadForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how italics are marked."))
        return redirect(batch)
    try:
        ask_to_reread(batch, emphasis=form.cleaned_data["emphasis"])
    except NotNow:
        messages.error(request, not_now())
    return redirect(batch)


@hosts_only
@require_POST
def resuming(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    try:
        ask_again(batch)
    except NotNow:
        messages.error(request, _("This import has not failed."))
    return redirect(batch)


def not_now() -> str:
    return _("This import is busy just now. Try again when it has finished.")
