"""Untrusted files are read in child processes with little memory, time and power.

A child that crashes, hangs or is killed costs one file: it is replaced and the rest goes
on. A child answers in JSON text, so nothing it says can run here.
"""

import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from fascicle.importing.confined_child import FRAME, READY, TOO_COMPLEX
from fascicle.importing.story import Problem
from fascicle.importing.story_json import NotReadable, load

T = TypeVar("T")

#: Wall-clock seconds for a file, and more for each megabyte of it.
SECONDS = 30.0
SECONDS_PER_MEGABYTE = 5.0
_MAX_REPLY = 512 << 20
_CHUNK = 1 << 20


class ReaderUnavailable(Exception):
    """A child ended before it could read anything: the reader is broken, not the files."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What reading one file came to: a value or a problem."""

    name: str
    value: T | None = None
    problem: Problem | None = None


def read_all(
    items: Iterable[tuple[str, bytes]],
    read: Callable[..., T],
    kind: type[T],
    *,
    options: Sequence[str] = (),
    workers: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[Outcome[T]]:
    """Read each (name, bytes) with ``read`` in a confined child; outcomes in order.

    ``read`` is a function of a module, found again by name in the child; it is given name,
    bytes and ``options``, and returns a ``kind``, a dataclass that ``story_json`` can dump.
    Items are taken as they are needed, a few ahead at most.

    :raises ReaderUnavailable: if a child cannot even start to read.
    """
    reader = (f"{read.__module__}:{read.__qualname__}", *options)
    pool = _Pool(reader, workers or os.cpu_count() or 2, seconds)
    try:
        for name, reply in pool.run(iter(items)):
            yield _outcome(name, reply, kind)
    finally:
        pool.close()


def _outcome(name: str, reply: bytes | Problem, kind: type[T]) -> Outcome[T]:
    if isinstance(reply, Problem):
        return Outcome(name, problem=reply)
    try:
        return Outcome(name, load(kind, json.loads(reply)))
    except (ValueError, NotReadable, RecursionError):
        return Outcome(name, problem=Problem.CRASHED)


class _Pool:
    """As many children as workers; each reads one file at a time."""

    def __init__(self, reader: tuple[str, ...], workers: int, seconds: float) -> None:
        self._reader = reader
        self._workers = workers
        self._seconds = seconds
        self._idle: list[_Child] = []
        self._busy: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()
        self._replies: dict[int, bytes | Problem] = {}

    def run(
        self, items: Iterator[tuple[str, bytes]]
    ) -> Iterator[tuple[str, bytes | Problem]]:
        names: deque[str] = deque()
        given = taken = 0
        exhausted = False
        while True:
            while (
                not exhausted
                and len(self._busy) < self._workers
                and len(names) < self._ahead()
            ):
                item = next(items, None)
                exhausted = item is None
                if item is not None:
                    names.append(item[0])
                    self._start(given, *item)
                    given += 1
            if not names:
                return
            while taken not in self._replies:
                self._wait()
            yield names.popleft(), self._replies.pop(taken)
            taken += 1

    def _ahead(self) -> int:
        """How many files may be on their way or wait for an earlier one."""
        return 4 * self._workers

    def _start(self, number: int, name: str, data: bytes) -> None:
        child = self._idle.pop() if self._idle else _Child(self._reader)
        child.number = number
        child.deadline = (
            time.monotonic() + self._seconds + len(data) / 1e6 * SECONDS_PER_MEGABYTE
        )
        try:
            child.send(name, data)
        except OSError:
            self._replies[number] = child.bury()
            return
        self._busy[number] = child
        self._selector.register(child.out, selectors.EVENT_READ, child)

    def _wait(self) -> None:
        """Take in what comes next, and end children that are over their time."""
        first = min(child.deadline for child in self._busy.values())
        for key, _ in self._selector.select(max(0.0, first - time.monotonic())):
            child: _Child = key.data
            reply = child.receive()
            if reply is not None:
                self._finish(child, reply)
        for child in list(self._busy.values()):
            if child.deadline < time.monotonic():
                child.kill()
                self._finish(child, Problem.TOO_COMPLEX)

    def _finish(self, child: "_Child", reply: bytes | Problem) -> None:
        self._selector.unregister(child.out)
        del self._busy[child.number]
        self._replies[child.number] = reply
        if not child.ended:
            self._idle.append(child)

    def close(self) -> None:
        for child in (*self._idle, *self._busy.values()):
            child.kill()
        self._selector.close()


class _Child:
    """A confined process and what has come from it so far."""

    def __init__(self, reader: tuple[str, ...]) -> None:
        self.number = 0
        self.deadline = 0.0
        self.ended = False
        self._is_ready = False
        self._received = bytearray()
        path = os.pathsep.join(entry for entry in sys.path if entry)
        command = [sys.executable, "-m", "fascicle.importing.confined_child", *reader]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own Python
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={"PYTHONPATH": path, "PYTHONUTF8": "1", "PATH": os.defpath},
            start_new_session=True,
        )
        assert self._process.stdin  # noqa: S101 - asked for above
        assert self._process.stdout  # noqa: S101
        self._in = self._process.stdin
        self.out = self._process.stdout

    def send(self, name: str, data: bytes) -> None:
        self._received.clear()
        for part in (name.encode("utf-8", "replace"), data):
            self._in.write(struct.pack(FRAME, len(part)))
            self._in.write(part)
        self._in.flush()

    def receive(self) -> bytes | Problem | None:
        """The reply, or a problem, or None if more has to come."""
        chunk = os.read(self.out.fileno(), _CHUNK)
        if not chunk:
            return self.bury()
        self._received += chunk
        if not self._is_ready:
            self._is_ready = self._received.startswith(READY)
            del self._received[: len(READY)]
        head = struct.calcsize(FRAME)
        if len(self._received) < head:
            return None
        (size,) = struct.unpack_from(FRAME, self._received)
        if size > _MAX_REPLY:
            self.kill()
            return Problem.TOO_COMPLEX
        if len(self._received) < head + size:
            return None
        reply = bytes(self._received[head:])
        return self._own_words(reply)

    def _own_words(self, reply: bytes) -> bytes | Problem:
        """A child that could not read the file says so, and ends if it is out of memory."""
        if reply == TOO_COMPLEX:
            self.kill()
            return Problem.TOO_COMPLEX
        return reply or Problem.CRASHED

    def bury(self) -> Problem:
        """What the end of a child that ended by itself says of the file.

        :raises ReaderUnavailable: if it had not been ready.
        """
        problem = self.kill()
        if not self._is_ready:
            raise ReaderUnavailable
        return problem

    def kill(self) -> Problem:
        """End the child; what its end says of the file."""
        self.ended = True
        if self._process.poll() is None:
            self._process.kill()
        code = self._process.wait()
        self.out.close()
        with suppress(BrokenPipeError):
            self._in.close()
        return Problem.TOO_COMPLEX if code == -signal.SIGXCPU else Problem.CRASHED
