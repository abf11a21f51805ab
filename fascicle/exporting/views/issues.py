"""Books and covers as a catalogue leads to them. E-readers ask; nothing here redirects."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from fascicle.accounts.knocking import PasswordNeeded, for_devices
from fascicle.accounts.viewer import GUEST, Viewer
from fascicle.exporting import covers
from fascicle.exporting.books import book_of_work
from fascicle.exporting.covers import Front
from fascicle.exporting.views.files import send
from fascicle.works.models import Work

DAY = 24 * 3600


@require_safe
@for_devices
def issue(
    request: HttpRequest, viewer: Viewer, work_id: int, revision: int, name: str
) -> HttpResponseBase:
    """The book as it is now; the revision in the address only tells that there is a new one."""
    readable = Work.objects.readable_by(viewer).for_books()
    work = readable.with_pk(work_id)
    book = book_of_work(work, viewer) if work else None
    if book is None:
        raise _missing(viewer, work_id)
    return send(request, book, "epub", work_id=work_id)


@require_safe
@for_devices
def cover(request: HttpRequest, viewer: Viewer, work_id: int) -> HttpResponseBase:
    return _picture(request, viewer, work_id, covers.large)


@require_safe
@for_devices
def thumbnail(request: HttpRequest, viewer: Viewer, work_id: int) -> HttpResponseBase:
    return _picture(request, viewer, work_id, covers.small)


def _picture(
    request: HttpRequest, viewer: Viewer, work_id: int, draw: Callable[[Front], bytes]
) -> HttpResponseBase:
    """A cover says what everybody may know who may know of the work, and no more."""
    work = Work.objects.visible_to(viewer).for_books().with_pk(work_id)
    if work is None:
        raise _missing(viewer, work_id)
    front = covers.front_for(work, viewer)
    etag = f'"{front.tag}"'
    found = get_conditional_response(request, etag)
    response = found or HttpResponse(draw(front), content_type="image/png")
    reach = "private" if viewer != GUEST else "public"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"{reach}, max-age={DAY}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _missing(viewer: Viewer, work_id: int) -> Exception:
    """Whoever is nobody yet may find the work once they have said who they are."""
    is_there = Work.objects.posted().with_pk(work_id) is not None
    return PasswordNeeded() if is_there and not viewer.is_member else Http404()
