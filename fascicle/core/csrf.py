"""Forms on pages that are the same for everybody carry no token: their sender's origin tells.

Every browser of today says on a POST which site its form is from (``Origin``), and no other site
can say it for it. Where nothing is said, a token is asked for as everywhere.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def origin_suffices(view: View) -> View:
    """Take a form without token if the browser says that one of our pages sent it."""
    view.origin_suffices = True  # type: ignore[attr-defined]
    return view


class OriginOrTokenMiddleware(CsrfViewMiddleware):
    """Django's guard, but for what ``origin_suffices`` marks."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> Any:
        if (
            getattr(callback, "origin_suffices", False)
            and "HTTP_ORIGIN" in request.META
            and self._origin_verified(request)  # type: ignore[attr-defined]
        ):
            return self._accept(request)  # type: ignore[attr-defined]
        return super().process_view(request, callback, callback_args, callback_kwargs)
