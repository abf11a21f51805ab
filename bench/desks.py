"""A site of its own for a benchmark: ``fascicle serve`` on an archive with long chapters."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PORT = int(os.environ.get("BENCH_PORT", "8399"))
SITE = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a writer has there: a session's key, and the addresses of chapters' forms."""

    session: str
    chapters: Sequence[str]


@contextmanager
def desk(lengths: Sequence[int], *, database: str = "") -> Iterator[Desk]:
    """Serve an archive of a writer with posted chapters of so many words, in SQLite if not told.

    :param database: an empty one on PostgreSQL, as ``DATABASE_URL`` names it.
    """
    with TemporaryDirectory() as folder:
        environment = _environment(Path(folder), database)
        made = _make(environment, lengths)
        server = _serve(environment)
        try:
            yield made
        finally:
            server.terminate()
            server.wait()


def _environment(data: Path, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "FASCICLE_DATA": str(data),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "fascicle.config.settings",
    }


def _make(environment: dict[str, str], lengths: Sequence[int]) -> Desk:
    command = [sys.executable, "-m", "bench.long_chapters", *map(str, lengths)]
    said = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    )
    session, *addresses = said.stdout.split()
    return Desk(session, addresses)


def _serve(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """The server, once it answers.

    :raises TimeoutError: if it does not.
    """
    command = [sys.executable, "-m", "fascicle.cli", "serve", "--no-worker"]
    command += ["--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    for _ in range(300):
        with suppress(OSError):
            urllib.request.urlopen(f"{SITE}/health/").close()
            return server
        time.sleep(0.1)
    server.kill()
    raise TimeoutError(SITE)
