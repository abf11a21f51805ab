"""How much a process answers, beside others, and what memory it holds then.

The kernel's own figures: pages that no other process holds, pages shared with others (the files
of the index, which several processes map but memory holds once), and the fair share of both.
"""

import time
from pathlib import Path

from bench import readers, shapes
from bench.latency import ask
from bench.parts import Part
from bench.timing import Spread, Took

MEMORY = Path("/proc/self/smaps_rollup")


def measure(part: Part) -> dict[str, object]:
    """Ask all shapes in turn, with counts, for some seconds."""
    before = memory()
    lot = shapes.lot()
    viewer = readers.reader()
    mixed = [
        one
        for together in zip(
            *(some for _name, some in shapes.questions(lot, part.instances)),
            strict=True,
        )
        for one in together
    ]
    del lot
    times: list[Took] = []
    start = last = time.perf_counter()
    while last - start < part.seconds:
        ask(mixed[len(times) % len(mixed)], viewer, facets=True)
        now = time.perf_counter()
        times.append(Took(now - last))
        last = now
    return {
        "per second": len(times) / (last - start),
        "spread": Spread.of(times).as_json(),
        "memory before": before,
        "memory": memory(),
    }


def memory() -> dict[str, int]:
    """Bytes that this process holds; nothing where the kernel does not tell."""
    try:
        lines = MEMORY.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return {}
    sizes = {
        name.rstrip(":"): int(size) * 1024
        for name, size, *_unit in (line.split() for line in lines)
    }
    return {
        "private": sizes["Private_Clean"] + sizes["Private_Dirty"],
        "written": sizes["Anonymous"],
        "shared": sizes["Shared_Clean"] + sizes["Shared_Dirty"],
        "fair share": sizes["Pss"],
    }
