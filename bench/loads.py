"""Asking a server as much as it can answer, with wrk."""

import re
import subprocess
from dataclasses import dataclass
from statistics import median

from bench.servers import Server

CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking one page for a while."""

    rate: float
    """Requests a second."""
    cpu: float
    """Milliseconds of all the server's processes, for one request."""
    requests: int

    def as_json(self) -> dict[str, float]:
        return {"requests a second": self.rate, "cpu ms": self.cpu}


def load(server: Server, path: str, *, cookie: str = "", seconds: float) -> Load:
    """Ask for one page over and over, by one thread and 16 connections.

    :raises ValueError: if any answer was no page.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(round(seconds), 1)}s"]
    command += ["--timeout", "30s", "-H", f"Cookie: {cookie}"] if cookie else []
    before = server.cpu_seconds()
    done = subprocess.run(
        [*command, server.address(path)], capture_output=True, text=True, check=True
    )
    spent = server.cpu_seconds() - before
    said = done.stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise ValueError(f"{path}: {said}")
    requests = int(_number(r"(\d+) requests in", said))
    rate = _number(r"Requests/sec:\s+([\d.]+)", said)
    return Load(rate, spent / max(requests, 1) * 1000, requests)


def middle(loads: list[Load]) -> Load:
    """The median of each figure."""
    return Load(
        median(one.rate for one in loads),
        median(one.cpu for one in loads),
        sum(one.requests for one in loads),
    )


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    if found is None:
        raise ValueError(f"wrk said: {said}")
    return float(found[1])
