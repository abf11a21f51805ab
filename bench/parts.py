"""Parts of the benchmark run as processes of their own, so that none disturbs another's memory.

``python -m bench.parts latency --archive FOLDER`` calls ``bench.latency.measure`` in an archive
and prints what it found as JSON; ``bench.search`` makes tables of it.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.archive import open_archive

INSTANCES = 40
SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Part:
    """What to measure, and where."""

    name: str
    archive: Path
    instances: int = INSTANCES
    """Questions of each shape."""
    seconds: float = SECONDS
    """How long to ask as much as possible."""
    server: str = ""
    """Of PostgreSQL, where there is one."""
    in_postgres: bool = False
    """Whether the archive is in the database that ``DATABASE_URL`` names."""

    def command(self) -> list[str]:
        words = [sys.executable, "-m", "bench.parts", self.name]
        words += ["--archive", str(self.archive), "--instances", str(self.instances)]
        words += ["--seconds", str(self.seconds)]
        return [*words, "--in-postgres"] if self.in_postgres else words

    def start(self, *before: str) -> "subprocess.Popen[bytes]":
        """Begin it. ``before`` is a command that runs commands."""
        return subprocess.Popen([*before, *self.command()], stdout=subprocess.PIPE)

    def run(self, *before: str) -> Any:
        """Do it, and read what it found; None if it could not be done here."""
        return result(self.start(*before))


def result(process: "subprocess.Popen[bytes]") -> Any:
    """What a part found, once it has ended.

    :raises subprocess.CalledProcessError: if it failed; it has said why.
    """
    said, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return json.loads(said) if said.strip() else None


def fascicle(archive: Path, *words: str) -> "subprocess.Popen[bytes]":
    """Begin one of Fascicle's own commands in an archive; what it says is no result."""
    return subprocess.Popen(
        [sys.executable, "-m", "fascicle.cli", *words],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "FASCICLE_DATA": str(archive)},
    )


def main() -> None:
    """Measure one part in this process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--instances", type=int, default=INSTANCES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--in-postgres", action="store_true")
    asked = parser.parse_args()
    server = os.environ.get("DATABASE_URL", "")
    if not asked.in_postgres:
        os.environ.pop("DATABASE_URL", None)  # archives are in SQLite
    part = Part(**vars(asked), server=server)
    open_archive(part.archive)
    print(json.dumps(importlib.import_module(f"bench.{part.name}").measure(part)))


if __name__ == "__main__":
    main()
