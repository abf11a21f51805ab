"""Answers that a program may have already."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.timezone import now

#: Seconds in which a thing may change again without its date telling: dates have no fractions.
FRESH = 2


def unless_known(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None
) -> HttpResponse:
    """The answer, known by its content and by its date; or that the program has it already.

    ``changed_at`` is None where nobody knows when it changed.
    """
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    stamp = _stamp(changed_at) if changed_at else None
    if stamp:
        response.headers["Last-Modified"] = http_date(stamp)
    found = get_conditional_response(request, etag, stamp, response)
    return found if isinstance(found, HttpResponse) else response


def _stamp(changed_at: datetime) -> int | None:
    is_settled = (now() - changed_at).total_seconds() > FRESH
    return int(changed_at.timestamp()) if is_settled else None
