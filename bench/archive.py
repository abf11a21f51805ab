"""A made-up archive of any size: ``python -m bench.archive --works 100000``.

It spreads as ``bench.distributions`` says, is the same every time, and is loaded into SQLite, or
into PostgreSQL where ``DATABASE_URL`` names one. Everything in it is invented.
"""

import argparse
import importlib
import os
from pathlib import Path

import django
from django.core.management import call_command

SEED = 20_261_101
FOLDER = Path(os.environ.get("FASCICLE_BENCH_DIR", ".venv/bench"))
#: Whoever browses it by hand logs in as one of these, with this password.
PEOPLE = ("host", "reader", "writer")
PASSWORD = "made-up harbour lantern"
#: Written last, with how many works a second there were: an archive without it was cut off.
DONE = "bench-complete"


def folder_of(works: int, words: int = 0, chapters: int = 1) -> Path:
    """Where the archive of this size is kept."""
    name = f"{works}-of-{words}" if words else f"{works}"
    return (FOLDER / (f"{name}-by-{chapters}" if chapters > 1 else name)).absolute()


def open_archive(folder: Path) -> None:
    """Let Django serve this archive, in this process."""
    os.environ["FASCICLE_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fascicle.config.settings")
    django.setup()


def rate_of(folder: Path) -> float:
    """Works a second, when it was made."""
    return float((folder / DONE).read_text(encoding="ascii"))


def is_whole(folder: Path) -> bool:
    return (folder / DONE).exists()


def prepare(
    folder: Path, works: int, words: int = 0, chapters: int = 1
) -> float | None:
    """Make the archive in this folder and leave it open; works a second, None if it was there."""
    open_archive(folder)
    if is_whole(folder):
        call_command("migrate", verbosity=0)
        return None
    for old in folder.glob("fascicle.sqlite3*"):
        old.unlink()
    filling = importlib.import_module("bench.filling")  # Django is ready now
    size = filling.Size(works, words, chapters)
    seconds: float = filling.fill(size, SEED, (PEOPLE, PASSWORD))
    (folder / DONE).write_text(str(works / seconds), encoding="ascii")
    return works / seconds


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument(
        "--words", type=int, default=0, help="Words of each work's text."
    )
    parser.add_argument("--chapters", type=int, default=1, help="Of each work.")
    parser.add_argument("--into", type=Path, help="A data folder of its own.")
    return parser


def main() -> None:
    """Make an archive and say how quickly."""
    asked = arguments().parse_args()
    size = (asked.works, asked.words, asked.chapters)
    folder = asked.into or folder_of(*size)
    rate = prepare(folder.absolute(), *size)
    said = "was there" if rate is None else f"{rate:,.0f} works/s"
    print(f"{folder}: {asked.works:,} works, {said}")


if __name__ == "__main__":
    main()
