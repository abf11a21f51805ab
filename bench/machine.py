"""The machine a benchmark ran on: a figure means nothing without it."""

import os
import platform
import resource
import sys
from pathlib import Path


def describe() -> str:
    """Processor, cores, memory, Python: one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def peak_memory() -> int:
    """Bytes held at most by this process and, added, by the largest of its children."""
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) * unit


def _processor() -> str:
    try:
        lines = (
            Path("/proc/cpuinfo")
            .read_text(encoding="ascii", errors="replace")
            .splitlines()
        )
    except OSError:
        return platform.processor()
    names = (
        line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
    )
    return next(names, platform.machine())
