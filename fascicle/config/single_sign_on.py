"""Logging in with an account that somebody has elsewhere, by OpenID Connect."""

from typing import Any
from urllib.parse import urlsplit

from fascicle.config import env
from fascicle.config.env import BadSetting


def providers() -> dict[str, Any]:
    """What allauth has to know of the host's provider; nothing where there is none."""
    server = env.text("FASCICLE_OIDC_SERVER")
    if not server:
        return {}
    client = env.text("FASCICLE_OIDC_CLIENT")
    if not client:
        raise BadSetting(
            "FASCICLE_OIDC_CLIENT", "is missing, while FASCICLE_OIDC_SERVER is set"
        )
    app = {
        "provider_id": "oidc",
        "name": env.text("FASCICLE_OIDC_NAME") or "OpenID Connect",
        "client_id": client,
        "secret": env.text("FASCICLE_OIDC_SECRET"),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origins() -> list[str]:
    """Where the provider is, as the Content-Security-Policy says it."""
    server = urlsplit(env.text("FASCICLE_OIDC_SERVER"))
    return [f"{server.scheme}://{server.netloc}"] if server.netloc else []
