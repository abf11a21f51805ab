"""How letters leave: what a host writes in one line, as Django wants it."""

import pytest

from fascicle.config.env import BadSetting
from fascicle.config.mail import post


def test_nothing_sends_nothing():
    assert not post("").is_sent
    assert post("").backend.endswith("dummy.EmailBackend")


def test_the_log_takes_letters_to_try_things_out():
    assert post("log:").is_sent
    assert post("log:").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://ines:a%40b@mail.example", 587, True, False),
        ("smtp://ines:a%40b@mail.example:2525", 2525, True, False),
        ("smtps://ines:a%40b@mail.example", 465, False, True),
        ("smtp://ines:a%40b@localhost:25", 25, False, False),
    ],
)
def test_a_server_is_spoken_to_safely(url, port, tls, ssl):
    server = post(url).server

    assert server["EMAIL_PORT"] == port
    assert (server["EMAIL_USE_TLS"], server["EMAIL_USE_SSL"]) == (tls, ssl)
    assert (server["EMAIL_HOST_USER"], server["EMAIL_HOST_PASSWORD"]) == ("ines", "a@b")


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp:", "smtp://"]
)
def test_what_is_no_mail_server_stops_the_start(url):
    with pytest.raises(BadSetting):
        post(url)
