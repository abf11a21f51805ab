"""An archive that runs as its own process, and what may befall it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pysqlite3 as sqlite3

ROOT = Path(__file__).parents[2]
TEXT = "select html from works_chaptertext where chapter_id = ?"
PATIENCE = 60.0


def environment(data: Path) -> dict[str, str]:
    settings = "fascicle.config.settings"  # not those of the tests
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "FASCICLE_DATA": str(data),
    }


def free_port() -> int:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Running:
    """``fascicle serve`` on a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.filler = data / "filler"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.process is None:
            command = ["-m", "fascicle.cli", "serve", "--no-worker", "--port"]
            self.process = subprocess.Popen(
                [sys.executable, *command, str(self.port)],
                cwd=ROOT,
                env=environment(self.data),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        address = f"http://127.0.0.1:{self.port}/health/"
        while time.monotonic() < until:
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(address, timeout=5).close()
                return
            time.sleep(0.1)
        raise TimeoutError(address)

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def fill_disk(self) -> None:
        """Until not a byte is left."""
        with suppress(OSError), self.filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(2**16))
        with suppress(OSError), self.filler.open("ab", buffering=0) as file:
            while True:
                file.write(b"\0")

    def empty_disk(self) -> None:
        self.filler.unlink(missing_ok=True)

    def end_sessions(self) -> None:
        with closing(self._database()) as database, database:
            database.execute("delete from django_session")

    def text_of(self, chapter: int) -> str:
        with closing(self._database()) as database:
            return str(database.execute(TEXT, [chapter]).fetchone()[0])

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.data / "fascicle.sqlite3", timeout=30)
