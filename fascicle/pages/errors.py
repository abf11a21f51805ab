"""The pages shown when something went wrong, each with what to do next."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    advice: str,
    *,
    may_log_in: bool = False,
) -> HttpResponse:
    context = {"title": title, "advice": advice, "may_log_in": may_log_in}
    return render(request, "pages/error.html", context, status=status)


def _is_guest(request: HttpRequest) -> bool:
    # What fails early has no user yet.
    user = getattr(request, "user", None)
    return user is not None and not user.is_authenticated


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is no such page"),
        _("It may have moved, been taken down by its writer, or be for members only."),
        may_log_in=_is_guest(request),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 403, _("This is not open to you"), _("Log in with another account.")
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, _TOO_MUCH):
        return _page(
            request,
            413,
            _("That is too much at once"),
            _("Nothing was taken in. Go back and send it in several parts."),
        )
    return _page(
        request,
        400,
        _("That request makes no sense"),
        _("Go back, reload the page and try again."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This page was open too long"),
        _("Nothing was changed. Go back, reload the page and try again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors here: the database itself may be what failed.
    return render(
        None,
        "pages/server_error.html",
        status=500,
    )
