"""The keeper before the framework: a WSGI application around Django's.

It answers by itself only who brings nothing, and only with pages that were made for such a request
and declared public (``declaring``). Everything that the answer may depend on is in the key; what it
does not know goes on to Django.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from fascicle.core.public.declaring import MARK
from fascicle.core.public.pages import Headers, Keeper, Key, Page, Visit

Environment = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environment, Start], Iterable[bytes]]

#: Who sends one of these may be somebody, or asks for something else than the page.
BRINGS = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_X_PART",
    "HTTP_PROXY_AUTHORIZATION",
)
#: Longer addresses and wishes are nobody's who reads.
LONGEST = 1000


class PublicPages:
    """``application``, with what is public kept in memory."""

    def __init__(self, application: Application, keeper: Keeper[Page]) -> None:
        self._application = application
        self.keeper = keeper

    def __call__(self, environ: Environment, start_response: Start) -> Iterable[bytes]:
        environ.pop(MARK, None)
        key = key_of(environ)
        if key is None:
            return self._application(environ, start_response)
        if page := self.keeper.get(key):
            if page.on_visit and environ["REQUEST_METHOD"] == "GET":
                page.on_visit(environ)
            return answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET":
            return self._application(environ, start_response)
        return self._made(key, environ, start_response)

    def _made(
        self, key: Key, environ: Environment, start_response: Start
    ) -> Iterable[bytes]:
        """Django's answer, kept if it is to be."""
        generation = self.keeper.generation()
        began: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *more: Any) -> Any:
            if MARK in environ:
                began.append((status, headers))
                return None
            return start_response(status, headers, *more)

        answered = self._application(environ, start)
        if MARK not in environ:
            return answered
        (visit,) = environ.pop(MARK)
        page = page_of(answered, began[0][1], visit)
        self.keeper.keep(key, page, generation)
        return answer(page, environ, start_response)


def key_of(environ: Environment) -> Key | None:
    """All that the answer to this request may depend on; None if it is for one person."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    for name in BRINGS:
        if name in environ:
            return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    wish = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if len(path) + len(query) > LONGEST or len(wish) > LONGEST:
        return None
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("SERVER_NAME", ""),
        environ.get("SERVER_PORT", ""),
        environ.get("SCRIPT_NAME", ""),
        path,
        query,
        language_of(wish),
    )


@lru_cache(maxsize=500)
def language_of(wish: str) -> str:
    """The language that Django's middleware finds in ``Accept-Language``."""
    for said, _weight in parse_accept_lang_header(wish):
        if said == "*":
            break
        try:
            return get_supported_language_variant(said)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def page_of(answered: Iterable[bytes], headers: Headers, visit: Visit | None) -> Page:
    """Django's answer as one to keep."""
    try:
        body = b"".join(answered)
    finally:
        if close := getattr(answered, "close", None):
            close()
    kept = [
        pair for pair in headers if pair[0].lower() not in ("content-length", "vary")
    ]
    varies = next((value for name, value in headers if name.lower() == "vary"), "")
    vary = ", ".join(filter(None, (varies, "Accept-Encoding")))
    return Page(body, [*kept, ("Vary", vary)], visit)


def answer(page: Page, environ: Environment, start_response: Start) -> list[bytes]:
    """Send a page as this request wants it: whole, compressed, or not at all if it has it."""
    if is_there_already(environ.get("HTTP_IF_NONE_MATCH"), page.etag):
        start_response("304 Not Modified", page.unchanged_headers)
        return []
    if wants_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.compress()
        start_response("200 OK", page.compressed_headers)
    else:
        body = page.body
        start_response("200 OK", page.plain_headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def is_there_already(known: str | None, etag: str) -> bool:
    if not known:
        return False
    return known.strip() == "*" or etag[2:] in (
        one.strip().removeprefix("W/") for one in known.split(",")
    )


@lru_cache(maxsize=500)
def wants_gzip(said: str) -> bool:
    """Whether ``Accept-Encoding`` takes gzip; a weight of nothing refuses it."""
    for one in said.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "").rstrip("0.") not in ("q=",)
    return False
