"""What the pages before and around logging in say of the archive's ways."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, object]:
    """For every page: ``sends_mail``, and ``oidc_providers``, which is asked for by few."""

    def providers() -> list[Any]:
        known: list[Any] = []
        if settings.SOCIALACCOUNT_PROVIDERS:
            known = get_adapter(request).list_providers(request)
        return known

    return {"sends_mail": settings.SENDS_MAIL, "oidc_providers": providers}
