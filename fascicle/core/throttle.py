"""Programs that ask for the same thing again and again are told to wait, before all else.

Counted in the memory of one process: it costs nothing, and a few more get through than should.
"""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from fascicle.core.visitors import address_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

#: A programme that looks every minute is in a hurry; one that looks more often is broken.
A_MINUTE = 20
_WINDOW = 60.0
_MOST_REMEMBERED = 20_000


class Counts:
    """How often each asked since a window began."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._began = 0.0
        self._counts: dict[int, int] = {}

    def is_too_many(self, key: int, *, most: int, now: float) -> bool:
        with self._lock:
            if now - self._began >= _WINDOW or len(self._counts) > _MOST_REMEMBERED:
                self._began, self._counts = now, {}
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key] > most

    def forget(self) -> None:
        with self._lock:
            self._counts = {}


COUNTS = Counts()


def not_too_often(view: View[P]) -> View[P]:
    """Answer 429 to whoever asks for one address ``A_MINUTE`` times and more in a minute."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        agent = request.headers.get("User-Agent", "")
        key = hash((request.path, agent, address_of(request.META)))
        if COUNTS.is_too_many(key, most=A_MINUTE, now=time.monotonic()):
            return HttpResponse(status=429, headers={"Retry-After": str(int(_WINDOW))})
        return view(request, *args, **kwargs)

    return guarded
