"""A proxy before an archive, for all that can go wrong between the two."""

import http.client
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
PATIENCE = 60.0


class Proxy(ThreadingHTTPServer):
    """Passes requests on, unless ``fault`` is set.

    ``hang``: no answer. ``slow``: none until the fault is over. ``reset``: the connection ends
    at once. ``lost``: the archive does what it is asked, and its answer is lost. A number: what
    is sent is answered by that status, as by a proxy that has no archive, or its own limits.
    """

    daemon_threads = True

    def __init__(self, archive: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.archive = archive
        self.fault = ""
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def fail(self, fault: str) -> None:
        self.over.clear()
        self.fault = fault

    def mend(self) -> None:
        self.fault = ""
        self.over.set()

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers that go away are what this is for."""


class Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.fault
        if fault in {"hang", "slow"}:
            self.server.over.wait(PATIENCE)
        if fault in {"hang", "reset"}:
            self.close_connection = True
        elif fault.isdigit() and self.command == "POST":
            self.answer(int(fault), [("Content-Type", "text/plain")], b"Trouble.")
        else:
            self.pass_on(body, is_lost=fault == "lost")

    do_POST = do_HEAD = do_GET

    def pass_on(self, body: bytes, *, is_lost: bool) -> None:
        archive = http.client.HTTPConnection("127.0.0.1", self.server.archive)
        try:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
            archive.request(self.command, self.path, body or None, headers)
            response = archive.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.answer(502, [("Content-Type", "text/plain")], b"Nobody there.")
            return
        finally:
            archive.close()
        if is_lost:
            self.close_connection = True
        else:
            self.answer(response.status, response.getheaders(), content)

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in HOP | {"date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing."""
