"""The pages shown when something went wrong, each with what to do next."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from fascicle.accounts.kept_words import comes_from_here, kept_words, sent_words
from fascicle.reading.views import kosync
from fascicle.search.opds import refusals

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    advice: str,
    *,
    may_log_in: bool = False,
    again: str = "",
) -> HttpResponse:
    if kosync.is_sync(request.path):
        return kosync.refusal(status, title)
    if refusals.is_catalogue(request.path):
        return refusals.refusal(request.path, status, title, advice)
    context = {
        "title": title,
        "advice": advice,
        "may_log_in": may_log_in,
        "again": again,
    }
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
        return _too_much(request)
    return _page(
        request,
        400,
        _("That request makes no sense"),
        _("Go back, reload the page and try again."),
    )


def _too_much(request: HttpRequest) -> HttpResponse:
    if request.resolver_match and request.resolver_match.app_name == "works":
        advice = _(
            "It was not taken in, and it is not lost: this browser keeps what you wrote and offers"
            " it when you open the form again. (If you write without scripts, go back: it still"
            " stands there.) Part it into chapters, and save them one by one."
        )
        return _page(request, 413, _("This is too long"), advice, again=request.path)
    advice = _("Nothing was taken in. Go back and send it in several parts.")
    return _page(request, 413, _("That is too much at once"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.method == "POST" and comes_from_here(request):
        return kept_words(request, status=403)
    return _page(
        request,
        403,
        _("This page was open too long"),
        _("Nothing was changed. Go back, reload the page and try again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor context: they may be what failed. Words that came are kept."""
    if kosync.is_sync(request.path):
        return kosync.refusal(500, _("Something went wrong"))
    if refusals.is_catalogue(request.path):
        title, advice = _("Something went wrong"), _("Try again later.")
        return refusals.refusal(request.path, 500, title, advice)
    context: dict[str, object] = {"address": request.get_full_path()}
    if request.method == "POST" and comes_from_here(request):
        context |= {"typed": sent_words(request), "token": get_token(request)}
    content = render_to_string("pages/server_error.html", context)
    return HttpResponse(content, status=500)
