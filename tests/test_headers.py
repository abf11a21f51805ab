"""Every address answers with the headers that keep readers safe."""

import os
import subprocess
import sys

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fascicle.accounts.models import User
from tests.factories import make_work

pytestmark = pytest.mark.django_db

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
SAMPLES = {
    "uuid": "0191e0a0-0000-7000-8000-000000000001",
    "number": 1,
    "slug": "a",
    "str": "a",
    "path": "a",
    "format": "epub",
    "language": "en",
    "digest": "0" * 64,
}


#: What looks at no cookie, and is the same for everybody who may know of a public work.
FOR_ALL_ALIKE = {"exporting:cover", "exporting:thumbnail"}


def patterns(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            yield from patterns(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", pattern.pattern.converters


def sample(converter):
    kind = type(converter).__name__.removesuffix("Converter").lower()
    return SAMPLES[{"string": "str"}.get(kind, kind)]


def addresses():
    for name, converters in patterns(get_resolver()):
        yield (
            name,
            reverse(name, kwargs={key: sample(c) for key, c in converters.items()}),
        )


@pytest.mark.parametrize("person", ["guest", "host"])
def test_every_address_sends_the_headers(archive, client, person):
    work = make_work()
    if person == "host":
        client.force_login(User.objects.get(username="host"))

    wrong = {}
    for name, address in addresses():
        reach = "no-store"
        if name in FOR_ALL_ALIKE:
            address, reach = reverse(name, args=[work.pk]), "public"
        if missed := [*missing(client.get(address), reach)]:
            wrong[address] = missed

    assert wrong == {}


def missing(response, reach):
    """What an answer lacks of what every one has."""
    if response.status_code >= 500:
        yield response.status_code
    for header, value in HEADERS.items():
        if response.headers.get(header) != value:
            yield header
    policy = {*response.headers.get("Content-Security-Policy", "").split("; ")}
    if policy not in ({*CSP}, {"default-src 'none'", "sandbox"}):
        yield "Content-Security-Policy"
    if "payment=()" not in response.headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy"
    if reach not in response.headers.get("Cache-Control", ""):
        yield "Cache-Control"


def test_cookies_are_kept_from_scripts_and_other_sites(archive, client):
    client.get(reverse("accounts:login"))
    client.post(
        reverse("accounts:login"),
        {"username": "host", "password": "correct horse battery staple"},
    )

    for name in ("sid", "csrf"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_over_https_cookies_are_bound_to_the_host():
    """Settings are read once, so a fresh process tells."""

    code = (
        "from fascicle.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    )
    environment = {**os.environ, "FASCICLE_URL": "https://stories.example"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.split() == ["__Host-sid", "True", "63072000"]
