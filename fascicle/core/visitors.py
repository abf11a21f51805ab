"""Where a request comes from."""

from collections.abc import Mapping

from django.conf import settings


def address_of(meta: Mapping[str, object]) -> str:
    """The address of whoever asks, as far as the proxy that the host trusts tells it."""
    if getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0):
        forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", ""))
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(meta.get("REMOTE_ADDR", ""))
