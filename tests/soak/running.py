"""An archive that runs as its own process, and what may befall it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
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
    """``fascicle serve`` in an environment: pages alone, unless options say otherwise."""

    def __init__(self, its: Mapping[str, str], *options: str) -> None:
        self.its = its
        self.options = options or ("--no-worker",)
        self.data = Path(its["FASCICLE_DATA"])
        self.port = free_port()
        self.filler = self.data / "filler"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Also again, as a service manager does, where the server gave up."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                self._start()
            if self._is_there():
                return
            time.sleep(0.1)
        raise TimeoutError(self.address)

    def _start(self) -> None:
        command = ["-m", "fascicle.cli", "serve", *self.options, "--port"]
        self.process = subprocess.Popen(
            [sys.executable, *command, str(self.port)],
            cwd=ROOT,
            env=self.its,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _is_there(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/health/", timeout=5).close()
        except OSError:
            return False
        return True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def web_processes(self) -> list[int]:
        """Those that answer: what the server started, and starts again when they die."""
        if self.process is None:
            return []
        pid = self.process.pid
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [pid for pid in map(int, started.split()) if _answers(pid)]

    def kill_one(self, dice: random.Random) -> None:
        """One of the processes that answer; its server goes on."""
        if running := self.web_processes():
            with suppress(ProcessLookupError):  # it is quicker
                os.kill(dice.choice(running), signal.SIGKILL)

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def end(self) -> None:
        """As a service manager asks for it."""
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
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


def _answers(pid: int) -> bool:
    """Whether it is alive, and not what keeps account of the others."""
    try:
        return b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False
