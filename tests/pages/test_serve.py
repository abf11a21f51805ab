"""``fascicle serve``: starts, says where, keeps its worker alive, stops when asked."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from fascicle.pages.management.commands.serve import address_of, keep_running

SERVE = [sys.executable, "-m", "fascicle.cli", "serve", "--no-worker", "--workers", "1"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_first_start_prints_the_set_up_link_answers_and_stops(tmp_path):
    port = free_port()
    environment = {**os.environ, "FASCICLE_DATA": str(tmp_path / "library")}
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [*SERVE, "--port", str(port)]

    with _running(command, environment) as server:
        lines = iter(server.stdout.readline, "")
        link = next(line.strip() for line in lines if "/set-up/" in line)
        page = _fetch(link, server)
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does: to all of them
        last = server.stdout.read()
        code = server.wait()

    assert link.startswith(f"http://127.0.0.1:{port}/set-up/")
    assert "A home for your stories" in page
    assert last.strip().endswith("Stopped.")
    assert code == 0
    assert (tmp_path / "library").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "library" / "secret-key").stat().st_mode & 0o777 == 0o600


@contextmanager
def _running(command, environment):
    server = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


def _fetch(link, server):
    """The page, once the server listens: it prints the link a moment before."""
    while server.poll() is None:
        try:
            with urlopen(link, timeout=20) as response:
                return response.read().decode()
        except URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
    raise AssertionError("The server ended.")


def test_a_port_in_use_is_refused_with_advice():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"--port {port + 1}"):
            call_command("serve", port=port)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_the_address_shown_is_the_one_listened_on(host, address):
    assert address_of(host, 8123) == address


def test_the_address_shown_is_the_archives_own_where_it_has_one(settings):
    settings.SITE_URL = "https://stories.example"
    settings.HTTPS = True

    assert address_of("127.0.0.1", 8000) == "https://stories.example"


def test_a_worker_that_dies_is_started_again(tmp_path):
    pipe = tmp_path / "signs-of-life"
    os.mkfifo(pipe)
    dies = [sys.executable, "-c", f"open({str(pipe)!r}, 'w').write('here')"]
    stop = threading.Event()
    keeper = threading.Thread(
        target=keep_running, args=(dies, stop), kwargs={"pause": 0}
    )

    keeper.start()
    signs = [pipe.read_text(), pipe.read_text()]
    stop.set()
    _let_go(pipe, keeper)

    assert all("here" in sign for sign in signs)


def _let_go(pipe, keeper):
    """A child that is just starting waits for a reader."""
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)):
        keeper.join()


def test_a_worker_is_told_to_end_when_the_server_stops(tmp_path):
    pipe = tmp_path / "signs-of-life"
    os.mkfifo(pipe)
    stays = (
        "import signal, sys, pathlib;"
        f"pipe = pathlib.Path({str(pipe)!r});"
        "end = lambda *_: (pipe.write_text('ended'), sys.exit());"
        "signal.signal(signal.SIGTERM, end);"
        "pipe.write_text('here');"
        "signal.pause()"
    )
    stop = threading.Event()
    keeper = threading.Thread(
        target=keep_running, args=([sys.executable, "-c", stays], stop)
    )

    keeper.start()
    first = pipe.read_text()
    stop.set()
    last = pipe.read_text()
    keeper.join()

    assert (first, last) == ("here", "ended")
