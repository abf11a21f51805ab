"""Logging in with an account elsewhere, by OpenID Connect, against a provider on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from fascicle.accounts.models import User
from fascicle.core.models import Archive, SignUp
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

BEGIN = reverse("openid_connect_login", args=["oidc"])
BACK = reverse("openid_connect_callback", args=["oidc"])


class Provider(BaseHTTPRequestHandler):
    """Knows one person and lets everybody in as them."""

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        known = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
            },
            "/userinfo": {
                "sub": "4711",
                "preferred_username": "ines",
                "name": "Ines O.",
            },
        }
        self.answer(known[self.path])

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.asked = parse_qs(self.rfile.read(length).decode())
        self.answer({"access_token": "let-me-in", "token_type": "Bearer"})

    def answer(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = Thread(target=server.serve_forever)
    thread.start()
    app = {
        "provider_id": "oidc",
        "name": "The Harbour Guild",
        "client_id": "archive",
        "secret": "shh",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def come_back(client, **query):
    """To the provider and back, as a browser would go."""
    address = f"{BEGIN}?process={query.pop('process', 'login')}"
    there = urlsplit(client.post(address)["Location"])
    asked = parse_qs(there.query)
    assert there.path == "/authorize"
    assert asked["code_challenge_method"] == ["S256"]
    answer = {"state": asked["state"][0], "code": "42", **query}
    return client.get(BACK, answer, follow=True)


def is_in(client):
    return "_auth_user_id" in client.session


def test_without_a_provider_there_is_no_such_way(client):
    assert client.post(BEGIN).status_code == 404
    assert b"Go on with" not in client.get(reverse("accounts:login")).content


def test_somebody_new_chooses_a_name_and_comes_back_as_themselves(client, provider):
    Archive.objects.update(sign_up=SignUp.OPEN)
    assert (
        b"Go on with The Harbour Guild" in client.get(reverse("accounts:login")).content
    )

    page = come_back(client)
    assert b"The Harbour Guild knows you" in page.content
    client.post(reverse("socialaccount_signup"), {"username": "ines"})
    again = Client()
    come_back(again)

    ines = User.objects.get(username="ines")
    assert [one.name for one in ines.pen_names.all()] == ["ines"]
    assert SocialAccount.objects.get(user=ines).uid == "4711"
    assert again.session["_auth_user_id"] == str(ines.pk)
    assert provider.asked["code_verifier"]


@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "not trusted"])
def test_whom_the_provider_knows_comes_in_only_where_the_host_trusts_it(
    client, provider, settings, trusted
):
    settings.OIDC_SIGN_UP = trusted

    come_back(client)
    client.post(reverse("socialaccount_signup"), {"username": "ines"})

    assert is_in(client) == trusted
    assert User.objects.filter(username="ines").exists() == trusted


def test_a_name_that_is_taken_is_not_given_to_whoever_comes_from_elsewhere(
    client, provider
):
    Archive.objects.update(sign_up=SignUp.OPEN)
    make_user("ines")
    come_back(client)

    response = client.post(reverse("socialaccount_signup"), {"username": "ines"})

    assert response.context["form"].errors["username"]
    assert not is_in(client)


def test_an_account_is_tied_to_one_elsewhere_and_untied(client, provider):
    ines = make_user("ines")
    client.post(reverse("accounts:login"), {"username": "ines", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    come_back(client, process="connect")
    tied = SocialAccount.objects.get(user=ines)
    come_back(other := Client())
    assert is_in(other)
    page = client.get(reverse("socialaccount_connections"))
    client.post(reverse("socialaccount_connections"), {"account": tied.pk})

    assert b"Take it off" in page.content
    assert not SocialAccount.objects.exists()


def test_the_only_way_in_is_not_taken_off(client, provider):
    Archive.objects.update(sign_up=SignUp.OPEN)
    come_back(client)
    client.post(reverse("socialaccount_signup"), {"username": "ines"})
    tied = SocialAccount.objects.get()

    page = client.post(reverse("socialaccount_connections"), {"account": tied.pk})

    assert b"This is your only way in" in page.content
    assert SocialAccount.objects.exists()


def test_whoever_turns_back_at_the_provider_is_told(client, provider):
    page = come_back(client, error="access_denied")

    assert b"You did not log in at the other site" in page.content
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_lets_nobody_in(client, provider):
    response = client.get(BACK, {"state": "made-up", "code": "42"})

    assert response.status_code == 401
    assert not is_in(client)
