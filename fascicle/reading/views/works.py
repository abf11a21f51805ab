"""A work, its chapters, and the other copies of them."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest, Request
from fascicle.core import storage
from fascicle.reading.forms import RangeForm
from fascicle.reading.queries import works as around
from fascicle.reading.views.shielded import minds_the_shield, way_through
from fascicle.works.models import Chapter, Version, Work


@require_safe
@minds_the_shield
def work(request: Request, work_id: int) -> HttpResponse:
    viewer = request.viewer
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = list(
        Chapter.objects.visible_to(viewer).of(work).before_gate().in_order()
    )
    context = {
        "work": work,
        "chapters": chapters,
        "notes": around.tags_by_kind(work, notes=True),
        "kinds": around.tags_by_kind(work, notes=False),
        "places": around.places(work, viewer),
        "relatives": around.relatives(work, viewer),
        "origins": around.origins(work, viewer),
        "range_form": RangeForm(chapters=chapters) if len(chapters) > 1 else None,
        "through": way_through(request),
    }
    return render(request, "reading/work.html", context)


@require_safe
@minds_the_shield
def chapter(request: Request, work_id: int, position: int) -> HttpResponse:
    viewer = request.viewer
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = list(
        Chapter.objects.visible_to(viewer).of(work).before_gate().in_order()
    )
    readable = Chapter.objects.readable_by(viewer).of(work).with_text()
    chapter = get_object_or_404(readable.at(position))
    before, after = _neighbours(chapters, chapter)
    context = {
        "work": work,
        "chapter": chapter,
        "chapters": chapters,
        "previous": before,
        "following": after,
        "places": [] if after else around.places(work, viewer),
        "through": way_through(request),
    }
    return render(request, "reading/chapter.html", context)


@require_safe
@minds_the_shield
def whole(request: Request, work_id: int) -> HttpResponse:
    viewer = request.viewer
    work = _readable(request, work_id)
    if work is None:
        return _gate(request, work_id)
    chapters = list(Chapter.objects.readable_by(viewer).of(work).with_text().in_order())
    context = {
        "work": work,
        "chapters": chapters,
        "places": around.places(work, viewer),
        "through": way_through(request),
    }
    return render(request, "reading/whole.html", context)


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
    viewer = request.viewer
    work = get_object_or_404(Work.objects.visible_to(viewer), pk=work_id)
    chapters = list(
        Chapter.objects.visible_to(viewer).of(work).before_gate().in_order()
    )
    form = RangeForm(request.GET, chapters=chapters)
    if not form.is_valid():
        return redirect(work)
    return redirect(form.address(work))


def _readable(request: Request, work_id: int) -> Work | None:
    """The work, or None if it stands behind the adult gate for this viewer.

    :raises Http404: if the viewer may not know of it.
    """
    work = Work.objects.readable_by(request.viewer).for_books().with_pk(work_id)
    if work is None and not _may_know(request, work_id):
        raise Http404
    return work


def _may_know(request: Request, work_id: int) -> bool:
    return Work.objects.visible_to(request.viewer).with_pk(work_id) is not None


def _gate(request: Request, work_id: int) -> HttpResponse:
    """What stands before a work for adults: its title, rating and content notes, no more."""
    work = Work.objects.visible_to(request.viewer).at_gate().with_pk(work_id)
    response = render(request, "reading/gate.html", {"work": work})
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _neighbours(
    chapters: Sequence[Chapter], chapter: Chapter
) -> tuple[Chapter | None, Chapter | None]:
    before = [one for one in chapters if one.position < chapter.position]
    after = [one for one in chapters if one.position > chapter.position]
    return (before[-1] if before else None, after[0] if after else None)
