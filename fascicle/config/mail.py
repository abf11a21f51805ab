"""How letters leave the archive: by a mail server, into the log, or not at all."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from fascicle.config.env import BadSetting

_BACKENDS = "django.core.mail.backends"
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Post:
    """What Django has to know to send letters. ``is_sent`` is whether anybody receives them."""

    backend: str = f"{_BACKENDS}.dummy.EmailBackend"
    is_sent: bool = False
    server: dict[str, Any] = field(default_factory=dict)


def post(url: str) -> Post:
    """Read ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…:465``, ``log:`` or nothing."""
    parts = urlsplit(url)
    if not url:
        return Post()
    if parts.scheme == "log":
        return Post(f"{_BACKENDS}.console.EmailBackend", is_sent=True)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadSetting("FASCICLE_MAIL", "must be as smtp://user:password@host:587")
    is_local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    server = {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A server on this machine has no certificate that anybody could check.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_local,
    }
    return Post(f"{_BACKENDS}.smtp.EmailBackend", is_sent=True, server=server)
