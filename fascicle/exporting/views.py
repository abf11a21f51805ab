"""Downloads of works, runs of chapters and series."""

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.exporting.book import Book
from fascicle.exporting.books import book_of_series, book_of_work
from fascicle.exporting.filenames import content_disposition
from fascicle.exporting.formats import FORMATS
from fascicle.works.models import Series, Work


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
    viewer = request.viewer
    series = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    book = book_of_series(series, viewer)
    return _send(request, book, format) if book else redirect(series)


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
    return _send(request, book, suffix)


def _send(request: Request, book: Book, suffix: str) -> HttpResponseBase:
    modified = int(book.modified_at.timestamp())
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is not None and modified <= since:
        return HttpResponseNotModified()
    fmt = FORMATS[suffix]
    body = b"" if request.method == "HEAD" else fmt.make(book)
    headers = {
        "Content-Disposition": content_disposition(book.title, suffix),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Last-Modified": http_date(modified),
        "X-Robots-Tag": "noindex, noarchive",
    }
    return HttpResponse(body, content_type=fmt.media_type, headers=headers)
