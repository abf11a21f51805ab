"""``fascicle serve``: everything an archive needs, in one go."""

import argparse
import ctypes
import errno
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces

from fascicle.core import archive, staticfiles
from fascicle.core.processes import keep_what_is_there
from fascicle.pages.actions import set_up_token

RESTART_AFTER = 2.0  # seconds; a worker that dies at once shall not spin
PATIENCE = 5  # seconds for a worker to end by itself
#: Seconds after which a server is believed to work: what then dies is started again forever.
STARTING = 10.0
#: Where threads may allocate, by GNU's mallopt(3), and in how many such places: with one for
#: each thread, a process holds a tenth more, in holes between.
M_ARENA_MAX, ARENAS = -8, 2


class Server(Granian):  # type: ignore[misc,valid-type]
    """Granian gives up when a process dies twice in a row; a site that has worked goes on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._began = time.monotonic()

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:
        super()._respawn_workers(*args, **kwargs)
        if time.monotonic() - self._began > STARTING:
            self.respawned_wrks.clear()


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Start the archive: web pages, background work and schedule."
        )
        parser.add_argument(
            "--host", default="127.0.0.1", help=_("address to listen on")
        )
        parser.add_argument("--port", type=int, default=settings.SITE.port or 8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 2))
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help=_("pages only; run `fascicle work` elsewhere"),
        )

    def handle(self, *args: object, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_taken_port(host, port)
        be_known_as(address_of(host, port))
        self.prepare()
        stop = threading.Event()
        worker = threading.Thread(target=keep_running, args=(worker_command(), stop))
        if not options["no_worker"]:
            worker.start()
        self.announce(address_of(host, port))
        hold_less()
        be_ready_to_fork()
        try:
            Server(
                "fascicle.config.wsgi:application",
                address=host,
                port=port,
                interface=Interfaces.WSGI,
                workers=options["workers"],
                blocking_threads=4,
                websockets=False,
                respawn_failed_workers=True,
                # Ctrl-C reaches the workers too, and two signals at once can hang one.
                workers_kill_timeout=PATIENCE,
                log_level="warning",
            ).serve()
        finally:
            stop.set()
            if worker.is_alive():
                worker.join()
        self.stdout.write(_("Stopped."))

    def prepare(self) -> None:
        """Bring the database and the static files up to this version."""
        self.stdout.write(_("Preparing the database …"))
        call_command("migrate", verbosity=0, interactive=False)
        staticfiles.collect()

    def announce(self, address: str) -> None:
        if archive.current() is None:
            address = f"{address}/set-up/{set_up_token()}/"
            said = _("Your archive is new. Set it up here (the link works once):")
        else:
            said = _("Your archive is open at:")
        self.stdout.write(f"\n{said}\n\n    {address}\n")
        self.stdout.write(_("Ctrl-C stops it."))
        self.stdout.flush()


def hold_less() -> None:
    """For this process and those that it forks; other C libraries than GNU's stay as they are."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def be_ready_to_fork() -> None:
    """Load what all pages need and leave it lying: workers that are forked from this process
    share with it whatever none of them moves, a third of what each would hold."""
    connections.close_all()
    if multiprocessing.get_start_method() == "fork":
        import_module(settings.ROOT_URLCONF)
        keep_what_is_there()


def refuse_taken_port(host: str, port: int) -> None:
    """Say in words what granian would say in a traceback.

    :raises CommandError: if this program cannot listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(why_not(error, host, port)) from error


def why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _(
            "Something else listens on port %(port)d already. Stop it, or take another "
            "port: fascicle serve --port %(next)d"
        ) % {"port": port, "next": port + 1}
    if error.errno == errno.EACCES:
        return (
            _(
                "Port %d needs rights that this account lacks. Take one above 1023, "
                "and put a proxy before it."
            )
            % port
        )
    said = _("Cannot listen on %(host)s, port %(port)d: %(reason)s.")
    return said % {"host": host, "port": port, "reason": error.strerror}


def address_of(host: str, port: int) -> str:
    """What to type into a browser: FASCICLE_URL, or on this machine alone, host and port."""
    if settings.HTTPS or settings.SITE.hostname != "127.0.0.1":
        return str(settings.SITE_URL)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - only shown
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def be_known_as(address: str) -> None:
    """Let links in letters, feeds and files lead here, where no host has said where here is."""
    if not {"FASCICLE_URL", "FASCICLE_URL_FILE"} & os.environ.keys():
        os.environ["FASCICLE_URL"] = address
        settings.SITE_URL = address


def worker_command() -> list[str]:
    return [sys.executable, "-m", "fascicle.cli", "work", "--parent", str(os.getpid())]


def keep_running(
    command: list[str], stop: threading.Event, *, pause: float = RESTART_AFTER
) -> None:
    """Run a program as a child until told to stop; start it again whenever it dies."""
    while not stop.is_set():
        # In a session of its own: Ctrl-C is for this process, which then tells the child.
        child = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own
        while child.poll() is None and not stop.wait(0.2):
            pass
        if child.poll() is None:
            end(child)
        stop.wait(pause)


def end(child: "subprocess.Popen[bytes]") -> None:
    """Ask it to finish; what it leaves half done is taken up at the next start."""
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
