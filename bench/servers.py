"""Servers that are measured: Fascicle as a host starts it, and nginx with the same bytes."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

WORKERS = 2
PATIENCE = 120  # seconds
NGINX = """
worker_processes {workers};
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 256; }}
http {{
    access_log off;
    default_type text/html;
    sendfile on;
    keepalive_requests 1000000;
    open_file_cache max=100 inactive=1h;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """Something that listens."""

    process: "subprocess.Popen[bytes]"
    port: int

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def pids(self) -> list[int]:
        """Its process and all that came of it."""
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, task.read_text(encoding="ascii").split())
        return found

    def workers(self) -> list[int]:
        """The processes that answer: the largest ones."""
        return sorted(self.pids(), key=memory_of)[-WORKERS:]

    def cpu_seconds(self) -> float:
        return sum(map(_cpu_of, self.pids()))

    def memory(self) -> float:
        """MB of the largest worker; what several processes share is shared out."""
        return max(map(memory_of, self.workers())) / 1024


def memory_of(pid: int) -> int:
    """kB that a process holds (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / _TICKS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """A connection that is kept open, with what it sends each time."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port)
        self._headers = {"Cookie": cookie} if cookie else {}

    def visit(self, address: str) -> int:
        """Read a page; its status."""
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


@contextmanager
def fascicle(archive: Path) -> Iterator[Server]:
    """``fascicle serve`` with two workers, pages only."""
    port = free_port()
    command = [sys.executable, "-m", "fascicle.cli", "serve", "--no-worker"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    environment = {**os.environ, "FASCICLE_DATA": str(archive)}
    yield from _running(command, port, environment)


@contextmanager
def nginx(folder: Path, pages: Mapping[str, bytes]) -> Iterator[Server]:
    """nginx with these pages as files, by their names."""
    port = free_port()
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for name, body in pages.items():
        (folder / "pages" / name).write_bytes(body)
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(workers=WORKERS, folder=folder, port=port))
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    command = [str(binary), "-p", str(folder), "-c", str(conf), "-g", "daemon off;"]
    yield from _running(command, port, dict(os.environ))


def _running(
    command: list[str], port: int, environment: dict[str, str]
) -> Iterator[Server]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    server = Server(process, port)
    try:
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def first_page(server: Server, path: str) -> float:
    """Seconds until it answers with this page.

    :raises TimeoutError: if it never does.
    """
    began = time.perf_counter()
    while time.perf_counter() - began < PATIENCE:
        try:
            fetch(server, path)
        except (URLError, ConnectionError):
            time.sleep(0.01)
        else:
            return time.perf_counter() - began
    raise TimeoutError(f"{path} after {PATIENCE} s")


def fetch(server: Server, path: str, cookie: str = "") -> bytes:
    headers = {"Cookie": cookie} if cookie else {}
    with urlopen(Request(server.address(path), headers=headers)) as page:
        body: bytes = page.read()
    return body
