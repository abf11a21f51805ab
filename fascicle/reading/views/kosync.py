"""KOReader's progress sync: the calls its plugin makes, answered with JSON whatever happens.

https://github.com/koreader/koreader-sync-server describes the calls; their codes are its own.
"""

import json
import logging
import math
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from fascicle.accounts.devices import (
    TooManyTries,
    WrongPassword,
    syncing_device,
    syncing_device_of,
    viewer_of,
)
from fascicle.reading.actions.sync import Said, take_in
from fascicle.reading.queries.documents import known_as, newest_word

P = ParamSpec("P")
Call = Callable[Concatenate[HttpRequest, P], HttpResponse]

logger = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
RETRY_AFTER = 900
#: The sync server's codes.
WRONG, KNOWN, NONSENSE, NO_DOCUMENT, CLOSED = 2001, 2002, 2003, 2004, 2005
#: What names a file, from what tells most of it to what tells least.
KINDS = ("structure", "content", "filename")
MOST_IDENTIFIERS = 8
LONGEST_DOCUMENT, LONGEST_PROGRESS, LONGEST_NAME = 32, 500, 80


class Nonsense(Exception):
    """The call says something that makes no sense."""


class NoDocument(Exception):
    """The call does not say which document it is about."""


def is_sync(path: str) -> bool:
    """Whether a path is one of KOReader's, which takes a page of HTML for a broken server."""
    return path.startswith(reverse("reading:sync"))


def refusal(status: int, message: str, code: int | None = None) -> JsonResponse:
    said: dict[str, object] = {"message": message}
    if code is not None:
        said["code"] = code
    return JsonResponse(said, status=status)


def call(*methods: str) -> Callable[[Call[P]], Call[P]]:
    """A call of the plugin's, by these methods alone. Nothing gets past it but JSON."""

    def decorate(view: Call[P]) -> Call[P]:
        @csrf_exempt
        @wraps(view)
        def answered(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if request.method not in methods:
                response = refusal(405, _("This call is made another way."))
                response.headers["Allow"] = ", ".join(methods)
                return response
            try:
                return view(request, *args, **kwargs)
            except Exception as error:
                return _refused(error)

        return answered

    return decorate


def _refused(error: Exception) -> JsonResponse:
    match error:
        case WrongPassword():
            return refusal(401, _("This name and password open nothing."), WRONG)
        case TooManyTries():
            response = refusal(429, _("Too many wrong passwords. Try again later."))
            response.headers["Retry-After"] = str(RETRY_AFTER)
            return response
        case RequestDataTooBig():
            return refusal(413, _("That is too much at once."))
        case NoDocument():
            return refusal(403, _("Which document is meant?"), NO_DOCUMENT)
        case Nonsense() | BadRequest():
            return refusal(403, _("That makes no sense."), NONSENSE)
    logger.error("A call of KOReader's failed.", exc_info=error)
    return refusal(500, _("Something went wrong here. Try again later."))


@call("GET", "HEAD")
def state(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"state": "OK"})


@call("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    return refusal(404, _("There is no such call."))


@call("POST")
def register(request: HttpRequest) -> HttpResponse:
    """Accounts are made on the site. Who types a device's password here is let in already."""
    said = _said(request)
    name = _text(said, "username", LONGEST_NAME)
    try:
        syncing_device(request, name, _text(said, "password", LONGEST_NAME))
    except WrongPassword:
        advice = _("Make a password for this device on the site, under “E-readers”.")
        return refusal(402, advice, CLOSED)
    return refusal(402, _("You are let in already: log in with these."), KNOWN)


@call("GET", "HEAD")
def authorize(request: HttpRequest) -> HttpResponse:
    syncing_device_of(request)
    return JsonResponse({"authorized": "OK"})


@call("PUT")
def update(request: HttpRequest) -> HttpResponse:
    device = syncing_device_of(request)
    said = _said(request)
    document = _document(said.get("document"))
    told = Said(
        document,
        progress=_text(said, "progress", LONGEST_PROGRESS),
        percentage=_share(said.get("percentage")),
        device=_text(said, "device", LONGEST_NAME),
        device_id=_text(said, "device_id", LONGEST_NAME, needed=False),
    )
    at = now()
    known = known_as(_digests(document, _identifiers(said.get("identifiers"))))
    take_in(device, viewer_of(device), told, known, at=at)
    return JsonResponse({"document": document, "timestamp": int(at.timestamp())})


@call("GET", "HEAD")
def progress(request: HttpRequest, document: str) -> HttpResponse:
    device = syncing_device_of(request)
    document = _document(document)
    others = _identifiers_of_query(request.GET.get("ids", ""))
    known = known_as(_digests(document, others))
    word = newest_word(device.user, viewer_of(device), document, known)
    if word is None:
        return JsonResponse({})
    answer = {
        "document": document,
        "progress": word.progress,
        "percentage": word.percentage,
        "device": word.device or _("the archive"),
        "device_id": word.device_id,
        "timestamp": int(word.at.timestamp()),
    }
    if known and (match := _kind_of(known.digest, others)):
        answer["progress_match"] = match
    return JsonResponse(answer)


def _said(request: HttpRequest) -> Mapping[str, object]:
    """The JSON object of the call.

    :raises Nonsense:
    :raises RequestDataTooBig:
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise RequestDataTooBig
    try:
        said = json.loads(request.read(MOST_BYTES + 1))
    except (ValueError, RecursionError):
        raise Nonsense from None
    if not isinstance(said, dict):
        raise Nonsense
    return said


def _document(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_DOCUMENT:
        raise NoDocument
    return _clean(value)


def _text(
    said: Mapping[str, object], name: str, longest: int, *, needed: bool = True
) -> str:
    """A text; of a number what it is written as. Only what comes from us has to be whole."""
    value = said.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value):
        raise Nonsense
    if len(value) > longest and longest == LONGEST_PROGRESS:
        raise Nonsense
    return _clean(value[:longest])


def _share(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(float(value)):  # type: ignore[arg-type]
        raise Nonsense
    return min(max(float(value), 0.0), 1.0)  # type: ignore[arg-type]


def _clean(text: str) -> str:
    """A text as every database takes it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Nonsense from None
    if "\0" in text:
        raise Nonsense
    return text


def _identifiers(value: object) -> dict[str, str]:
    """Further digests of the file, by what they are of."""
    if not isinstance(value, list):
        return {}
    found = {}
    for one in value[:MOST_IDENTIFIERS]:
        if isinstance(one, dict):
            kind, digest = one.get("type"), one.get("value")
            if kind in KINDS and isinstance(digest, str) and _is_digest(digest):
                found[str(kind)] = digest
    return found


def _identifiers_of_query(value: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in value.split(",")[:MOST_IDENTIFIERS])
    return {kind: key for kind, _, key in pairs if kind in KINDS and _is_digest(key)}


def _is_digest(text: str) -> bool:
    return len(text) == LONGEST_DOCUMENT and text.isascii() and text.isalnum()


def _digests(document: str, others: Mapping[str, str]) -> list[str]:
    """All digests of the file, those that tell most of it first."""
    told = [others[kind] for kind in KINDS if kind in others]
    return list(dict.fromkeys([*told, document]))


def _kind_of(digest: str, others: Mapping[str, str]) -> str:
    return next((kind for kind in KINDS if others.get(kind) == digest), "")
