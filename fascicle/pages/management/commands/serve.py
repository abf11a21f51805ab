"""``fascicle serve``: everything an archive needs, in one go."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from fascicle.core import archive
from fascicle.pages.actions import set_up_token

RESTART_AFTER = 2.0  # seconds; a worker that dies at once shall not spin


class Command(BaseCommand):
    help = "Start the archive: web pages, background work and schedule."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=settings.SITE.port or 8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 2))
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="pages only; run `fascicle work` elsewhere",
        )

    def handle(self, *args: object, **options: Any) -> None:
        self.prepare()
        stop = threading.Event()
        if not options["no_worker"]:
            threading.Thread(
                target=keep_worker_running, args=(stop,), daemon=True
            ).start()
        self.announce()
        try:
            Granian(
                "fascicle.config.wsgi:application",
                address=options["host"],
                port=options["port"],
                interface=Interfaces.WSGI,
                workers=options["workers"],
                blocking_threads=4,
                websockets=False,
                respawn_failed_workers=True,
                log_level="warning",  # type: ignore[arg-type]
            ).serve()
        finally:
            stop.set()

    def prepare(self) -> None:
        """Bring the database and the static files up to this version."""
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)

    def announce(self) -> None:
        address = settings.SITE_URL
        if archive.current() is None:
            address = f"{address}/set-up/{set_up_token()}/"
            self.stdout.write(
                "\nYour archive is new. Set it up here (the link works once):"
            )
        else:
            self.stdout.write("\nYour archive is open at:")
        self.stdout.write(f"\n    {address}\n\nCtrl-C stops it.")
        self.stdout.flush()


def keep_worker_running(stop: threading.Event) -> None:
    """Run ``fascicle work`` as a child until told to stop; start it again whenever it dies."""
    while not stop.is_set():
        worker = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "fascicle.cli", "work", "--parent", str(os.getpid())]
        )
        while worker.poll() is None and not stop.wait(0.5):
            pass
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
        stop.wait(RESTART_AFTER)
