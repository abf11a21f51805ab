"""Downloads of works, runs of chapters and series."""

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, viewer_of_page
from fascicle.exporting.book import Book
from fascicle.exporting.books import book_of_series, book_of_work
from fascicle.exporting.filenames import content_disposition, file_stem
from fascicle.exporting.formats import FORMATS, Format, entity_tag
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
    viewer = viewer_of_page(request)
    series = get_object_or_404(Series.objects.visible_to(viewer), pk=series_id)
    book = book_of_series(series, viewer)
    if book is None:
        return redirect(series)
    return _send(request, book, format, otherwise=f"series-{series_id}")


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
    return _send(request, book, suffix, otherwise=f"work-{work_id}")


def _send(
    request: Request, book: Book, suffix: str, *, otherwise: str
) -> HttpResponseBase:
    """The file; nothing if the client has it already, or asked for the headers alone."""
    fmt = FORMATS[suffix]
    etag, modified = entity_tag(book, fmt), int(book.modified_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(
        request, etag, modified
    )
    if response is None:
        response = _file(request, book, fmt)
    name = content_disposition(file_stem(book), suffix, otherwise=otherwise)
    headers = {
        "Content-Disposition": name,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "X-Robots-Tag": "noindex, noarchive",
    }
    for header, value in headers.items():
        response[header] = value
    return response


def _file(request: Request, book: Book, fmt: Format) -> HttpResponseBase:
    if request.method == "HEAD":
        # A stream, for nobody knows the length of a file that was not made.
        return StreamingHttpResponse((), content_type=fmt.media_type)
    return HttpResponse(fmt.make(book), content_type=fmt.media_type)
