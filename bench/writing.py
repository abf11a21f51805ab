"""What opening and saving a long chapter take the server: ``python -m bench.writing``.

A public chapter of 10,000 words is opened, some of its paragraphs are changed, the words are kept
and then saved, as a browser does, over and over. Timed is what the server takes from a request to
the first byte of its answer, with one worker: reading the form, cleaning, comparing, the revision,
what search is told, and the way to the disk. On SQLite, and on PostgreSQL where there is a server.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.machine import describe
from bench.parts import result

WITH_POSTGRES = "tools/with-postgres"
RUNS = 100
#: Milliseconds that 95 of 100 are to stay below.
REACH = {"opening": 300, "saving": 80, "saving, merged": 80}
COLUMNS = f"{'':12}{'':16}{'p50':>9}{'p95':>9}{'worst':>9}"


def measure(runs: int, *before: str) -> Any:
    """What ``bench.saving`` finds; ``before`` is a command that runs commands."""
    command = [sys.executable, "-m", "bench.saving", str(runs)]
    return result(subprocess.Popen([*before, *command], stdout=subprocess.PIPE))


def table(name: str, found: dict[str, Any]) -> str:
    lines = []
    for what, times in found["times"].items():
        line = f"{name:12}{what:16}"
        line += "".join(f"{times[one]:6.0f} ms" for one in ("p50", "p95", "worst"))
        if reach := REACH.get(what):
            met = "met" if times["p95"] <= reach else "MISSED"
            line += f"   p95 ≤ {reach} ms: {met}"
        lines.append(line)
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="Saves of each kind.")
    parser.add_argument("--json", type=Path, help="Where to leave all figures.")
    asked = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    load = os.getloadavg()[0]
    print(f"{describe()}\nLoad when this began: {load:.1f}\n\n{COLUMNS}", flush=True)
    found = {}
    for name, before in (("SQLite", ()), ("PostgreSQL", (WITH_POSTGRES,))):
        found[name] = measure(asked.runs, *before)
        if found[name]:
            print(table(name, found[name]), flush=True)
    if asked.json:
        kept = {"machine": describe(), "load": load, **found}
        asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
