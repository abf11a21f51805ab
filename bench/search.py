"""How lists do in a large archive: ``python -m bench.search --works 1000000 [--json FILE]``.

It makes an archive of that size and one of a tenth of it (kept in ``FASCICLE_BENCH_DIR``, so that
a second run is quick), asks both the same kinds of question, and prints what each took with the
hardware, and what was to be reached. Figures hold for a machine that does nothing else meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import building, reach, tables
from bench.archive import folder_of, rate_of
from bench.machine import describe
from bench.parts import INSTANCES, SECONDS, Part, result

WITH_POSTGRES = "tools/with-postgres"
#: Works and words of each: long texts, for phrases.
TEXTS = (20_000, 3_000)
Found = dict[str, Any]


def prepare(works: int, words: int = 0) -> Path:
    """An archive with its index, made if it isn't there."""
    folder = folder_of(works, words)
    making = [sys.executable, "-m", "bench.archive", "--works", str(works)]
    subprocess.run([*making, "--words", str(words)], check=True, stdout=sys.stderr)
    if not (folder / "search" / "CURRENT").exists():
        build(folder, works)
    return folder


def build(folder: Path, works: int) -> None:
    """Build its index, and keep how quickly that went."""
    seconds = building.build(folder)
    (folder / "built").write_text(str(works / seconds), encoding="ascii")


def measure(works: int, asked: argparse.Namespace) -> Iterator[tuple[str, Any]]:
    """All that one archive can tell, bit by bit."""
    folder = prepare(works)
    if asked.rebuild:
        build(folder, works)
    yield "works", works
    yield "loaded", rate_of(folder)
    yield "built", float((folder / "built").read_text(encoding="ascii"))
    yield "size", building.size(folder)
    yield "latency", _part("latency", folder, asked).run()


def measure_further(works: int, asked: argparse.Namespace) -> Iterator[tuple[str, Any]]:
    """What only the largest archive is asked for."""
    folder = folder_of(works)
    for count in (1, 2):
        part = _part("together", folder, asked)
        processes = [part.start() for _ in range(count)]
        yield f"{count} together", [result(process) for process in processes]
    yield "pages", _part("pages", folder, asked).run()
    yield "freshness", _part("freshness", folder, asked).run()
    yield "postgres", _part("postgres", folder, asked).run(WITH_POSTGRES)
    works_with_texts = min(works, TEXTS[0])
    texts = prepare(works_with_texts, TEXTS[1])
    yield "phrases", _part("phrases", texts, asked).run()
    yield "texts size", building.size(texts)


def _part(name: str, folder: Path, asked: argparse.Namespace) -> Part:
    return Part(name, folder, asked.instances, asked.seconds)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--instances", type=int, default=INSTANCES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--json", type=Path, help="Where to leave all figures.")
    parser.add_argument("--rebuild", action="store_true", help="Build indexes anew.")
    return parser


def main() -> None:
    """Measure and print."""
    asked = arguments().parse_args()
    os.environ.pop("DATABASE_URL", None)  # archives are in SQLite
    load = os.getloadavg()[0]
    print(f"{describe()}\nLoad when this began: {load:.1f}\n", flush=True)
    small = _collected(measure(max(asked.works // 10, 100), asked))
    large = _collected(measure(asked.works, asked))
    for found in (small, large):
        print(tables.latency(found), flush=True)
    large |= _collected(measure_further(asked.works, asked))
    print(tables.further(large))
    print(tables.held_against(reach.verdicts(large), f"{asked.works:,} works"))
    grown = f"{large['works']:,} works instead of {small['works']:,}"
    print(tables.held_against(reach.growth(small, large), grown))
    if asked.json:
        kept = {"machine": describe(), "load": load, "small": small, "large": large}
        asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def _collected(found: Iterator[tuple[str, Any]]) -> Found:
    """All of it; a word on the way about how far it is."""
    kept: Found = {}
    for name, value in found:
        kept[name] = value
        print(f"[{name}]", file=sys.stderr, flush=True)
    return kept


if __name__ == "__main__":
    main()
