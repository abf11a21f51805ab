"""The files of a batch: what came of each, and its untouched bytes."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core import storage
from fascicle.core.http import render_page
from fascicle.core.keys import words
from fascicle.importing.file_page import encoding_words, file_rows, repairs_of
from fascicle.importing.models import Batch, SourceFile
from fascicle.importing.originals import NotShown, original_page, outline_of
from fascicle.importing.queries import (
    FILE_TAB_NAMES,
    FILE_TABS,
    file_counts,
    files_shown,
    parts_by_file,
)

A_PAGE = 50


@hosts_only
@require_safe
def files(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    show = request.GET.get("show", "all")
    show = show if show in FILE_TABS else "all"
    q = words(request.GET.get("q", ""))
    shown = files_shown(batch, show=show, q=q)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    counts = file_counts(batch)
    context = {
        "batch": batch,
        "page": page,
        "rows": file_rows(list(page)),
        "show": show,
        "q": q,
        "tabs": [(name, text, counts[name]) for name, text in FILE_TAB_NAMES.items()],
    }
    return render_page(request, "importing/files.html", context, part="results")


@hosts_only
@require_safe
def file(request: MemberRequest, batch_id: int, file_id: int) -> HttpResponse:
    row = _file(batch_id, file_id)
    outline = outline_of(row)
    asked = request.GET.get("lines", "")
    try:
        original = original_page(
            row, outline, page=int(asked[:9]) if asked.isdecimal() else 1
        )
    except NotShown:
        original = None
    context = {
        "batch": row.batch,
        "file": row,
        "original": original,
        "encoding": encoding_words(row, outline.confidence),
        "repairs": repairs_of(row),
        "row": file_rows([row])[0],
        "parts": parts_by_file([row])[row.pk],
    }
    return render_page(request, "importing/file.html", context, part="original")


@hosts_only
@require_safe
def original(request: MemberRequest, batch_id: int, file_id: int) -> HttpResponseBase:
    """The bytes as they came, only ever as a download."""
    row = _file(batch_id, file_id)
    try:
        data = storage.fetch(row.sha256) if row.sha256 else b""
    except (FileNotFoundError, storage.DamagedFile) as error:
        raise Http404 from error
    if not row.sha256:
        raise Http404
    name = row.name.rsplit("/", 1)[-1] or "original"
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(batch_id: int, file_id: int) -> SourceFile:
    found = SourceFile.objects.select_related("batch", "same_as__batch")
    return get_object_or_404(found, pk=file_id, batch=batch_id)
