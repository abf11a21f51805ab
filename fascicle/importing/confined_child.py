"""The child's side of ``confined``: gives up its powers, then reads one file after another.

Started as ``python -m fascicle.importing.confined_child module:function option…``.
"""

import importlib
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from fascicle.importing.story_json import dump

#: Before each part of a message stands its length.
FRAME = ">Q"
#: What a child says first of all, once it has its reader and gave up its powers.
READY = b"."
#: The reply of a child that ran out of memory or depth; an empty reply is any other failure.
TOO_COMPLEX = b"!"

_GIGABYTE = 1 << 30
_LIMITS = (
    (resource.RLIMIT_AS, _GIGABYTE),
    (resource.RLIMIT_FSIZE, 128 << 20),
    (resource.RLIMIT_NOFILE, 64),
    (resource.RLIMIT_CORE, 0),
)
_CPU_SECONDS = 30
_DENIED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "ctypes.",
    # What changes the disk without opening anything.
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.truncate", "os.utime", "os.setxattr", "shutil."),
)


def main() -> None:
    # What else writes to standard output must not end up among the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, _, function = sys.argv[1].partition(":")
    options = sys.argv[2:]
    read = partial(_call, getattr(importlib.import_module(module), function), options)
    _confine()
    replies.write(READY)
    replies.flush()
    _serve(sys.stdin.buffer, replies, read)


def _call(
    read: Callable[..., object], options: list[str], name: str, data: bytes
) -> object:
    return read(name, data, *options)


def _confine() -> None:
    for kind, value in _LIMITS:
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (most, most))
    sys.addaudithook(_deny)


def _deny(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_DENIED):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _serve(
    requests: BinaryIO, replies: BinaryIO, read: Callable[[str, bytes], object]
) -> None:
    while True:
        name = _receive(requests)
        data = _receive(requests)
        if name is None or data is None:
            return
        _allow_cpu(len(data))
        reply = _reply(read, name.decode("utf-8"), data)
        replies.write(struct.pack(FRAME, len(reply)) + reply)
        replies.flush()


def _receive(requests: BinaryIO) -> bytes | None:
    head = requests.read(struct.calcsize(FRAME))
    if not head:
        return None
    (size,) = struct.unpack(FRAME, head)
    return requests.read(size)


def _allow_cpu(size: int) -> None:
    """The soft limit counts from the child's start, so it moves on with each file."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + _CPU_SECONDS + size // 200_000
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _reply(read: Callable[[str, bytes], object], name: str, data: bytes) -> bytes:
    try:
        return json.dumps(dump(read(name, data)), separators=(",", ":")).encode()
    except (MemoryError, RecursionError):
        return TOO_COMPLEX
    except Exception:
        # Whatever it is, it costs this file only.
        return b""


if __name__ == "__main__":
    main()
