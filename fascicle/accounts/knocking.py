"""Asking a reading program for a device's password, as OPDS has it.

https://drafts.opds.io/authentication-for-opds-1.0: an answer 401 with the challenge of HTTP
Basic, and in its body a document that says what to ask the reader for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from fascicle.accounts.devices import (
    REALM,
    TooManyTries,
    WrongPassword,
    viewer_of_device,
)
from fascicle.accounts.viewer import Viewer
from fascicle.core import archive

P = ParamSpec("P")
Given = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase]
Taken = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

DOCUMENT_TYPE = "application/opds-authentication+json"
DOCUMENT_REL = "http://opds-spec.org/auth/document"
RETRY_AFTER = 900


class PasswordNeeded(Exception):
    """What is asked for is somebody's own."""


def for_devices(view: Given[P]) -> Taken[P]:
    """Gives the view whoever the request's device speaks for; a guest if it sent no password."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        try:
            response = view(request, viewer_of_device(request), *args, **kwargs)
        except (WrongPassword, PasswordNeeded):
            response = ask_for_password(request)
        except TooManyTries:
            response = _wait()
        patch_vary_headers(response, ["Authorization"])
        return response

    return guarded


def ask_for_password(request: HttpRequest) -> HttpResponse:
    """The answer to whoever has to say who they are."""
    response = document(request)
    response.status_code = 401
    address = request.build_absolute_uri(reverse("accounts:knocking"))
    response.headers["WWW-Authenticate"] = f'Basic realm="{REALM}", charset="UTF-8"'
    response.headers["Link"] = (
        f'<{address}>; rel="{DOCUMENT_REL}"; type="{DOCUMENT_TYPE}"'
    )
    return response


def _wait() -> HttpResponse:
    """The answer to whoever tried too many passwords: words that any program can show."""
    words = _("Too many wrong passwords. Try again later.")
    response = HttpResponse(f"{words}\n", "text/plain; charset=utf-8", 429)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def document(request: HttpRequest) -> HttpResponse:
    """What a program has to ask its reader for."""
    known = archive.current()
    here = request.build_absolute_uri
    return JsonResponse(
        {
            "id": here(reverse("accounts:knocking")),
            "title": known.name if known else REALM,
            "description": _(
                "Make a password for this device on the site, under “E-readers”."
            ),
            "links": [
                {
                    "rel": "help",
                    "href": here(reverse("accounts:devices")),
                    "type": "text/html",
                }
            ],
            "authentication": [
                {
                    "type": "http://opds-spec.org/auth/basic",
                    "labels": {
                        "login": _("Your name on the site"),
                        "password": _("The password of this device"),
                    },
                }
            ],
        },
        content_type=DOCUMENT_TYPE,
    )
