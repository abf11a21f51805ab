"""Pages that live by letters, and what stands in their place where none are sent."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as theirs
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def _by_letter(view: View, template: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if settings.SENDS_MAIL:
            return view(request)
        return render(request, template)

    return guarded


addresses = _by_letter(theirs.email, "accounts/no_addresses.html")
forgotten = _by_letter(theirs.password_reset, "accounts/no_letters.html")
