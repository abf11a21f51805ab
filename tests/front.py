"""The whole program as a server calls it: Django, behind what is kept of its public pages."""

import io
import sys
from contextlib import contextmanager

from django.conf import settings as real
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse

from fascicle.core.public import changes
from fascicle.core.public.pages import Keeper
from fascicle.core.public.serving import PublicPages
from fascicle.search.index.looking import IndexWatch
from tests.factories import PASSWORD, make_user


@contextmanager
def outliving_requests():
    """As ``django.test.Client`` does: a test's transaction is longer than one request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Front:
    """The whole program as a server calls it, with a clock that is moved by hand."""

    def __init__(self, *, room=1024**2):
        self.time = 100.0
        looks = [changes.Watch().has_changed, IndexWatch().has_changed]
        self.keeper = Keeper(looks, room=room, clock=lambda: self.time)
        self.made = 0
        self._django = get_wsgi_application()
        self._application = PublicPages(self._count, self.keeper)

    def _count(self, environ, start_response):
        self.made += 1
        return self._django(environ, start_response)

    def get(self, path, *, method="GET", body=b"", **headers):
        """Status, headers by lower-case name, body."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_USER_AGENT": "Firefox",
            "REMOTE_ADDR": "192.0.2.1",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            **headers,
        }
        began = []
        with outliving_requests():
            answered = self._application(environ, lambda *said: began.append(said))
            content = b"".join(answered)
            if hasattr(answered, "close"):
                answered.close()
        ((status, sent),) = began
        return (
            int(status[:3]),
            {name.lower(): value for name, value in sent},
            content,
        )

    def is_kept(self, path, **headers):
        """Whether it is answered without Django."""
        before = self.made
        self.get(path, **headers)
        return self.made == before

    def settle(self):
        """The next request looks whether anything changed."""
        self.time += 0.51


def chapter_of(work, position=1):
    return reverse("reading:chapter", args=[work.pk, position])


def session_cookie(client):
    return (
        f"{real.SESSION_COOKIE_NAME}={client.cookies[real.SESSION_COOKIE_NAME].value}"
    )


def past_the_gate():
    client = Client(SERVER_NAME="localhost")
    client.post(reverse("reading:gate_opening"))
    return session_cookie(client)


def logged_in(username="member"):
    make_user(username)
    client = Client(SERVER_NAME="localhost")
    assert client.login(username=username, password=PASSWORD)
    return session_cookie(client)
