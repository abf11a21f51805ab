"""How pages are served beside nginx: ``python -m bench.serving [--works N] [--json FILE]``.

An archive of 100,000 works and 1,000,000 chapters behind ``fascicle serve`` with two workers, and
nginx with the same bytes as files, asked in turns in the same run by wrk; on SQLite, and then on
PostgreSQL where there is a server. Processor time is that of all the server's processes, for one
request, without PostgreSQL's own; noise touches it least. Rates share the machine with the load:
read the ratios.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import servers
from bench.archive import folder_of
from bench.building import build
from bench.databases import made_anew
from bench.loads import Load, load, middle
from bench.machine import describe
from bench.parts import Part
from bench.reach import Verdict
from bench.servers import Server
from bench.tables import held_against

CHAPTERS = 10
WITH_POSTGRES = "tools/with-postgres"
MISSING = """\
bench.serving needs nginx and wrk, which every Debian has:

    sudo apt-get install nginx-light wrk
"""
#: Pages, as whom they are asked for, and what is to be reached: milliseconds, queries, of nginx.
PAGES = (
    ("chapter", "guest", None, None, 0.5),
    ("list", "guest", None, None, 0.5),
    ("work", "guest", None, None, None),
    ("chapter", "member", 2.0, 6, None),
    ("work", "member", 6.0, 12, None),
    ("list", "member", 6.0, 12, None),
)
MEMORY, GROWTH, START = 120, 1.1, 2.0
Found = dict[str, Any]


def prepare(works: int, folder: Path) -> None:
    """An archive with its index, made if it isn't there."""
    making = [sys.executable, "-m", "bench.archive", "--works", str(works)]
    making += ["--chapters", str(CHAPTERS), "--into", str(folder)]
    subprocess.run(making, check=True, stdout=sys.stderr)
    if not (folder / "search" / "CURRENT").exists():
        build(folder)


def measure(asked: argparse.Namespace, folder: Path) -> Found:
    """All figures of one archive."""
    prepare(asked.works, folder)
    visits: Found = Part("visits", folder, in_postgres=asked.in_postgres).run()
    pages, cookie = visits["pages"], visits["cookie"]
    start = starting(folder, pages["chapter"])
    with tempfile.TemporaryDirectory() as own, servers.fascicle(folder) as ours:
        servers.first_page(ours, pages["chapter"])
        rest = ours.memory()
        bodies = {name: servers.fetch(ours, path) for name, path in pages.items()}
        with servers.nginx(Path(own), bodies) as theirs:
            servers.first_page(theirs, "/chapter")
            asking = Asking(ours, theirs, pages, cookie, asked.seconds)
            loads = dict(asking.rounds(asked.rounds))
        asking.until(asked.requests)
        busy = ours.memory()
    return {
        "works": asked.works,
        "queries": visits["queries"],
        "bytes": {name: len(body) for name, body in bodies.items()},
        "start": start,
        "memory": {"at rest": rest, "after": busy, "requests": asking.requests},
        "loads": {name: one.as_json() for name, one in loads.items()},
    }


def starting(folder: Path, path: str) -> list[float]:
    """Seconds from the command to the first page, three times; the first had to prepare."""
    seconds = []
    for _ in range(3):
        with servers.fascicle(folder) as server:
            seconds.append(servers.first_page(server, path))
    return seconds


class Asking:
    """Asks both servers for every page, in turns."""

    def __init__(
        self,
        ours: Server,
        theirs: Server,
        pages: dict[str, str],
        cookie: str,
        seconds: float,
    ) -> None:
        self._ours, self._theirs, self._pages = ours, theirs, pages
        self._cookie, self._seconds = cookie, seconds
        self.requests = 0

    def rounds(self, count: int) -> Iterator[tuple[str, Load]]:
        """The middle of so many alternating rounds, by page and who asks."""
        done: dict[str, list[Load]] = {}
        for _ in range(count):
            for name, who, *_reach in PAGES:
                done.setdefault(f"{name}, {who}", []).append(self._ask(name, who))
                if who == "guest":
                    nginx = load(self._theirs, f"/{name}", seconds=self._seconds)
                    done.setdefault(f"{name}, nginx", []).append(nginx)
        for key, loads in done.items():
            yield key, middle(loads)

    def until(self, requests: int) -> None:
        """Go on until there were so many requests: each page in turn, members' too."""
        while self.requests < requests:
            for name, who, *_reach in PAGES:
                self._ask(name, who)

    def _ask(self, name: str, who: str) -> Load:
        cookie = self._cookie if who == "member" else ""
        path = self._pages[name]
        done = load(self._ours, path, cookie=cookie, seconds=self._seconds)
        self.requests += done.requests
        return done


def verdicts(found: Found) -> Iterator[Verdict]:
    """What was measured, held against the reach."""
    for name, who, cpu, queries, share in PAGES:
        yield from _of_page(found, f"{name}, {who}", cpu, share)
        asked = found["queries"][name][who]
        if queries:
            yield Verdict(
                f"{name}, {who}: queries", str(asked), f"≤ {queries}", asked <= queries
            )
    memory = found["memory"]
    rest, after = memory["at rest"], memory["after"]
    grown = after / rest
    yield Verdict(
        "memory of a worker at rest", f"{rest:.0f} MB", f"≤ {MEMORY} MB", rest <= MEMORY
    )
    yield Verdict(
        f"memory after {memory['requests']:,} requests",
        f"{after:.0f} MB",
        f"≤ {MEMORY} MB",
        after <= MEMORY and grown > 0,
    )
    start = sorted(found["start"])[1]
    yield Verdict(
        "start to first page", f"{start:.2f} s", f"≤ {START:g} s", start <= START
    )


def _of_page(
    found: Found, key: str, most: float | None, share: float | None
) -> Iterator[Verdict]:
    cpu = found["loads"][key]["cpu ms"]
    if most:
        yield Verdict(
            f"{key}: processor", f"{cpu:.2f} ms", f"≤ {most:g} ms", cpu <= most
        )
    if share:
        nginx = found["loads"][f"{key.split(',')[0]}, nginx"]
        ratio = found["loads"][key]["requests a second"] / nginx["requests a second"]
        yield Verdict(
            f"{key}: of nginx", f"{ratio:.0%}", f"≥ {share:.0%}", ratio >= share
        )


def table(found: Found) -> str:
    """Every page with its figures."""
    lines = [f"{'page':20}{'requests/s':>12}{'CPU ms':>9}{'queries':>9}{'kB':>7}"]
    for key, figures in found["loads"].items():
        name, who = key.split(", ")
        queries = found["queries"][name].get(who, "")
        rate, cpu = figures["requests a second"], figures["cpu ms"]
        size = found["bytes"][name] / 1000
        lines.append(f"{key:20}{rate:12,.0f}{cpu:9.3f}{queries:>9}{size:7.1f}")
    return "\n".join([*lines, ""])


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10.0, help="Of each load.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=100_000, help="For memory.")
    parser.add_argument("--json", type=Path, help="Where to leave all figures.")
    parser.add_argument(
        "--in-postgres", action="store_true", help="Only where DATABASE_URL says."
    )
    return parser


def main() -> None:
    """Measure and print."""
    asked = arguments().parse_args()
    path = f"{os.environ['PATH']}:/usr/sbin"
    if not all(shutil.which(name, path=path) for name in ("nginx", "wrk")):
        sys.exit(MISSING)
    if asked.in_postgres:
        os.environ["DATABASE_URL"] = made_anew(os.environ["DATABASE_URL"])
        with tempfile.TemporaryDirectory(prefix="fascicle-bench-") as folder:
            tell(asked, Path(folder), "PostgreSQL")
        return
    os.environ.pop("DATABASE_URL", None)
    print(describe(), flush=True)
    tell(asked, folder_of(asked.works, chapters=CHAPTERS), "SQLite")
    again = [sys.executable, "-m", "bench.serving", "--in-postgres", *sys.argv[1:]]
    subprocess.run([WITH_POSTGRES, *again], check=True)


def tell(asked: argparse.Namespace, folder: Path, database: str) -> None:
    """Measure, and print what was found."""
    load_before = os.getloadavg()[0]
    print(f"\n{database}; load when this began: {load_before:.1f}\n", flush=True)
    found = measure(asked, folder)
    print(table(found))
    title = f"{asked.works:,} works, {database}"
    print(held_against(list(verdicts(found)), title), flush=True)
    if asked.json:
        is_begun = asked.in_postgres and asked.json.exists()
        every = json.loads(asked.json.read_text()) if is_begun else {}
        every[database] = {"machine": describe(), "load": load_before, **found}
        asked.json.write_text(json.dumps(every, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
