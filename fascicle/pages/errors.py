"""The pages shown when something went wrong, each with what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    context = {"title": title, "advice": advice, "status": status}
    return render(request, "pages/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is no such page"),
        _("It may have moved, been taken down by its writer, or be for members only."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 403, _("This is not open to you"), _("Log in with another account.")
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
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
        None,  # type: ignore[arg-type]
        "pages/server_error.html",
        status=500,
    )
