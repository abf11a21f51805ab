"""Downloads of works, runs of chapters and series."""

from collections.abc import Callable
from functools import partial

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest, Request, viewer_of_page
from fascicle.exporting.book import Book
from fascicle.exporting.books import (
    book_of_chapters,
    book_of_series,
    book_of_work,
)
from fascicle.exporting.filenames import content_disposition, file_stem
from fascicle.exporting.formats import FORMATS, entity_tag, fingerprint
from fascicle.exporting.issuing import issued
from fascicle.exporting.made import epub_of
from fascicle.reading.actions.documents import record_issue
from fascicle.works.models import Chapter, Series, Work


@require_safe
def work_file(request: Request, work_id: int, format: str) -> HttpResponseBase:
    return _chapters(request, work_id, format)


@require_safe
def chapters_file(
    request: Request,
    work_id: int,
    first: int,
    last: int,
    format: str,
) -> HttpResponseBase:
    return _chapters(request, work_id, format, first=first, last=last)


@require_safe
def series_file(request: Request, series_id: int, format: str) -> HttpResponseBase:
    viewer = viewer_of_page(request)
    series = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    book = book_of_series(series, viewer)
    if book is None:
        return redirect(series)
    return send(request, book, format, otherwise=f"series-{series_id}")


@members_only
@require_safe
def draft_file(request: MemberRequest, work_id: int, format: str) -> HttpResponseBase:
    """A work with its drafts, for those who write it: how it will look on an e-reader."""
    own = Work.objects.editable_by(request.viewer).for_books()
    work = get_object_or_404(own, pk=work_id)
    chapters = Chapter.objects.of(work).living().with_text().in_order()
    book = book_of_chapters(work, list(chapters))
    if book is None:
        raise Http404
    return send(request, book, format, work_id=work_id)


def _chapters(
    request: Request,
    work_id: int,
    suffix: str,
    *,
    first: int | None = None,
    last: int | None = None,
) -> HttpResponseBase:
    viewer = request.viewer
    visible = Work.objects.visible_to(viewer)
    work = visible.readable_by(viewer).for_books().with_pk(work_id)
    if work is None:
        # The work's own page knows what to say to those who may not read it yet.
        return redirect(get_object_or_404(visible, pk=work_id))
    book = book_of_work(work, viewer, first=first, last=last)
    if book is None:
        raise Http404
    is_whole = first is None and last is None
    find = partial(epub_of, work_id=work_id) if suffix == "epub" and is_whole else None
    return send(request, book, suffix, work_id=work_id, find=find)


def send(
    request: HttpRequest,
    book: Book,
    suffix: str,
    *,
    work_id: int | None = None,
    otherwise: str = "",
    find: Callable[[Book, str], bytes] | None = None,
) -> HttpResponseBase:
    """The file; nothing if the client has it already, or asked for the headers alone.

    ``otherwise`` is its name in ASCII where nothing is left of its title there; ``find``
    looks for it among those made before, by its fingerprint, or makes it.
    """
    fmt, otherwise = FORMATS[suffix], otherwise or f"work-{work_id}"
    known_as, modified = fingerprint(book, fmt), int(book.modified_at.timestamp())
    etag = entity_tag(known_as)
    response: HttpResponseBase | None = get_conditional_response(
        request, etag, modified
    )
    if response is None and request.method == "HEAD":
        # A stream, for nobody knows the length of a file that was not made.
        response = StreamingHttpResponse((), content_type=fmt.media_type)
    if response is None:
        data = find(book, known_as) if find else fmt.make(book)
        if suffix == "epub":
            known = issued(book, data, work_id=work_id, otherwise=otherwise)
            record_issue(known, at=now())
        response = HttpResponse(data, content_type=fmt.media_type)
    for header, value in _headers(book, suffix, otherwise).items():
        response[header] = value
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    return response


def _headers(book: Book, suffix: str, otherwise: str) -> dict[str, str]:
    return {
        # A file is made whole or not at all; who asks for a part of it gets all of it.
        "Accept-Ranges": "none",
        "Content-Disposition": content_disposition(
            file_stem(book), suffix, otherwise=otherwise
        ),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Robots-Tag": "noindex, noarchive",
    }
