"""A work, its chapters, and the other copies of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import MemberRequest, Request
from fascicle.core import storage
from fascicle.reading import counting
from fascicle.reading.forms import RangeForm
from fascicle.reading.portions import portion_from
from fascicle.reading.queries import works as around
from fascicle.reading.sharing import shared_by_members, writes
from fascicle.reading.views import pages, preview
from fascicle.reading.views.preview import previewed
from fascicle.reading.views.shielded import minds_the_shield, way_through
from fascicle.works.models import Chapter, Version, Work


@require_safe
@previewed(preview.work)
@shared_by_members(writes)
@minds_the_shield
def work(request: Request, work_id: int) -> HttpResponse:
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = _chapters(request, work)
    page = pages.work_page(request, work, chapters, through=way_through(request))
    return declare_public(request, page)


@require_safe
@previewed(preview.chapter)
@shared_by_members(writes)
@minds_the_shield
def chapter(request: Request, work_id: int, position: int) -> HttpResponse:
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = _chapters(request, work)
    # Of a work that may be read, every chapter that is visible may be read.
    visible = [one.pk for one in chapters if one.position == position]
    chapter = get_object_or_404(Chapter.objects.with_text(), pk__in=visible)
    counting.note(request, work, [chapter.pk])
    through = way_through(request)
    page = pages.chapter_page(request, work, chapters, chapter, through=through)
    return declare_public(request, page, counting.again([chapter.pk]))


@require_safe
@previewed(preview.whole)
@minds_the_shield
def whole(request: Request, work_id: int) -> HttpResponse:
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = _chapters(request, work)
    readable = Chapter.objects.readable_by(request.viewer).of(work)
    portion = portion_from(chapters, request.GET.get("from", ""))
    shown = list(readable.in_portion(portion.first, portion.last))
    read = [one.pk for one in shown]
    counting.note(request, work, read)
    through = way_through(request)
    page = pages.whole_page(request, work, chapters, portion, shown, through=through)
    return declare_public(request, page, counting.again(read))


def _chapters(request: Request, work: Work) -> list[Chapter]:
    visible = Chapter.objects.visible_to(request.viewer).of(work)
    return list(visible.before_gate().in_order())


@require_safe
@minds_the_shield
def version(request: Request, work_id: int, version_id: int) -> HttpResponse:
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    versions = Version.objects.readable_by(request.viewer, work)
    context = {
        "work": work,
        "version": get_object_or_404(versions, pk=version_id),
        "bears_no_name": around.bears_no_name(work),
        "through": way_through(request),
    }
    return render(request, "reading/version.html", context)


@hosts_only
@require_safe
def original(request: MemberRequest, work_id: int, sha256: str) -> HttpResponse:
    """The bytes that a text of this work came from, only ever as a download."""
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    name = around.name_of_original(work, request.viewer, sha256)
    try:
        data = storage.fetch(sha256) if name else None
    except (FileNotFoundError, storage.DamagedFile) as error:
        raise Http404 from error
    if name is None or data is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(data, "application/octet-stream", headers=headers)


@require_safe
def chapter_range(request: Request, work_id: int) -> HttpResponse:
    """From the form on the work's page to the address of the file."""
    work = get_object_or_404(Work.objects.visible_to(request.viewer), pk=work_id)
    form = RangeForm(request.GET, chapters=_chapters(request, work))
    if not form.is_valid():
        return redirect(work)
    return redirect(form.address(work))


def _readable(request: Request, work_id: int) -> Work | None:
    """The work, or None if it stands behind the adult gate for this viewer.

    :raises Http404: if the viewer may not know of it.
    """
    readable = Work.objects.readable_by(request.viewer).for_books()
    work = readable.knowing_own(request.viewer).with_pk(work_id)
    if work is None and not _may_know(request, work_id):
        raise Http404
    return work


def _may_know(request: Request, work_id: int) -> bool:
    return Work.objects.visible_to(request.viewer).with_pk(work_id) is not None


def _gate(request: Request, work_id: int) -> HttpResponse:
    work = Work.objects.visible_to(request.viewer).at_gate().with_pk(work_id)
    return pages.gate_page(request, work)
