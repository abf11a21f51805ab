"""Whose look a page has, and changing it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from fascicle.accounts.look import COOKIE, COOKIE_AGE, USUAL_LOOK, Look
from fascicle.accounts.models import KeptLook, User


def look_of(request: HttpRequest) -> Look:
    """The look of an account, or of a guest's browser. No query: it came with the account."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        kept: KeptLook | None = getattr(user, "kept_look", None)
        return Look.of(kept.choices) if kept else USUAL_LOOK
    return look_of_browser(request)


def look_of_browser(request: HttpRequest) -> Look:
    return Look.read(request.COOKIES.get(COOKIE, ""))


def keep_look(request: HttpRequest, response: HttpResponse, look: Look) -> None:
    """Keep a look with the account, or in a guest's browser."""
    user = request.user
    if isinstance(user, User):
        KeptLook.objects.update_or_create(
            user=user, defaults={"choices": look.as_json()}
        )
    elif look == USUAL_LOOK:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            str(look),
            max_age=COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


@transaction.atomic
def take_in_look_of_browser(user: User, request: HttpRequest) -> None:
    """What somebody chose before they logged in holds where their account says nothing."""
    brought = look_of_browser(request)
    if brought == USUAL_LOOK:
        return
    kept = KeptLook.objects.select_for_update().filter(user=user).first()
    look = (Look.of(kept.choices) if kept else USUAL_LOOK).merged_with(brought)
    KeptLook.objects.update_or_create(user=user, defaults={"choices": look.as_json()})


def context(request: HttpRequest) -> dict[str, object]:
    """For every page: ``look``, and ``look_attributes`` for its root element."""
    return {
        "look": SimpleLazyObject(lambda: look_of(request)),
        "look_attributes": SimpleLazyObject(lambda: _written(look_of(request))),
    }


def _written(look: Look) -> SafeString:
    return format_html_join("", ' {}="{}"', look.attributes())
