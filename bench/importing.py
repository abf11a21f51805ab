"""How long an import takes for each file, and whether that grows with their number.

    python -m bench.importing [--files 500 5000 50000] [--library]

Made-up files go through the whole dry run: walking, reading in confined children, grouping,
predictions. With ``--library`` they are imported into a scratch SQLite library instead. The
reference is decoding and hashing the same files in the same run: a slow machine slows both.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from bench import machine, serials

MEGABYTE = 1024**2
UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took. Seconds; bytes."""

    files: int
    size: int
    reference: float
    whole: float
    grouping: float
    parent: int
    child: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--library", action="store_true", help="save into a library")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asdict(measure(options.one, library=options.library))))
        return
    print(machine.describe())
    print(f"{'into a library' if options.library else 'dry run'}, two readers\n")
    print("   files      MB   ms/file  grouping  × reference   parent  a reader")
    runs = [
        in_its_own_process(count, library=options.library) for count in options.files
    ]
    if len(runs) > 1:
        growth = per_file(runs[-1]) / per_file(runs[0])
        print(f"\nTime per file, most files against fewest: × {growth:.2f}")


def in_its_own_process(count: int, *, library: bool) -> Run:
    """Measure so many files in a process of its own, whose memory is then its own too."""
    command = [sys.executable, "-m", "bench.importing", "--one", str(count)]
    command += ["--library"] if library else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    run = Run(**json.loads(done.stdout.splitlines()[-1]))
    print(
        f"{run.files:8,} {run.size / MEGABYTE:7.1f} {per_file(run):9.2f} "
        f"{run.grouping / run.files * 1000:9.2f} {run.whole / run.reference:12.0f} "
        f"{run.parent / MEGABYTE:5.0f} MB {run.child / MEGABYTE:6.0f} MB",
        flush=True,
    )
    return run


def per_file(run: Run) -> float:
    return run.whole / run.files * 1000


def measure(count: int, *, library: bool) -> Run:
    with tempfile.TemporaryDirectory(prefix="fascicle-bench-") as scratch:
        folder = Path(scratch) / "files"
        size = serials.write(folder, count)
        set_up_django(Path(scratch) / "data")
        reference = seconds(lambda: decode_and_hash(folder))
        with grouping_clock() as clock:
            work = into_library if library else into_nothing
            whole = seconds(lambda: work(folder))
        return Run(
            files=count,
            size=size,
            reference=reference,
            whole=whole,
            grouping=sum(clock),
            parent=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT,
            child=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * UNIT,
        )


def set_up_django(data: Path) -> None:
    os.environ["FASCICLE_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
    import django  # noqa: PLC0415 - after the settings' environment

    django.setup()


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def decode_and_hash(folder: Path) -> int:
    """The least that any importer does with a file."""
    length = 0
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        length += len(sha256(data).digest()) + len(data.decode("utf-8", "replace"))
    return length


@contextmanager
def grouping_clock() -> Iterator[list[float]]:
    """Collects how long each call of ``group`` takes, wherever the import makes it."""
    from fascicle.importing import dry_run  # noqa: PLC0415 - after django.setup
    from fascicle.importing.actions import group as proposing  # noqa: PLC0415

    clock: list[float] = []
    original = dry_run.group

    def timed(features):  # type: ignore[no-untyped-def]
        started = time.perf_counter()
        result = original(features)
        clock.append(time.perf_counter() - started)
        return result

    dry_run.group = proposing.group = timed
    yield clock
    dry_run.group = proposing.group = original


def into_nothing(folder: Path) -> int:
    from fascicle.importing.dry_run import dry_run  # noqa: PLC0415

    return sum(1 for _ in dry_run([folder]))


def into_library(folder: Path) -> int:
    from django.core.management import call_command  # noqa: PLC0415

    from fascicle.importing.actions.advance import advance  # noqa: PLC0415
    from fascicle.importing.actions.begin import take_paths  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    return advance(take_paths([folder]).pk).stories.count()


if __name__ == "__main__":
    main()
