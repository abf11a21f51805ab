"""How well the importer understands a labelled corpus.

    python -m bench.score CORPUS [--by FIELD] [--errors N] [--only-reading] [--half 0|1] [--limit N]

CORPUS is a folder with ``files/`` and ``truth.jsonl``, or one that holds such a folder as
``import/``; the scorer, ``score_import.py``, stands in it or beside it. The importer sees the
files only. ``--half`` takes one half of the files, by a hash of their names: rules are made
looking at one half and believed by the other.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import md5
from pathlib import Path

from bench import machine
from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features
from fascicle.importing.pipeline import understand
from fascicle.importing.predictions import predictions
from fascicle.importing.story import Grouping, Reading, Story

PROCESSES = 2
CHUNK = 8


def main() -> None:
    options = _options()
    corpus, scorer = _corpus(Path(options.corpus))
    paths = list(_chosen(corpus / "files", options.half, options.limit))
    start = time.perf_counter()
    readings, features = _read(paths)
    read = time.perf_counter()
    grouping = Grouping() if options.only_reading else group(features)
    grouped = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predictions.jsonl"
        _write(predicted, predictions(readings, grouping))
        finished = time.perf_counter()
        truth = _truth(corpus, {path.name for path in paths}, Path(folder))
        command = [sys.executable, str(scorer), str(truth), str(predicted)]
        command += ["--by", options.by] if options.by else []
        command += ["--errors", str(options.errors)]
        subprocess.run(command, check=True)
    peak = machine.peak_memory() / 1024**2
    print(f"\n{machine.describe()}")
    print(f"{len(paths)} files, {PROCESSES} readers: {finished - start:.1f} s", end=" ")
    print(f"(reading {read - start:.1f}, grouping {grouped - read:.1f})", end=", ")
    print(f"{peak:.0f} MB at most in the parent and a reader together")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", help="folder with files/ and truth.jsonl")
    parser.add_argument("--by", help="a field of the truth to tell the scores apart by")
    parser.add_argument("--errors", type=int, default=0, help="show so many of each")
    parser.add_argument("--only-reading", action="store_true", help="do not group")
    parser.add_argument(
        "--half", type=int, choices=(0, 1), help="one half of the files"
    )
    parser.add_argument("--limit", type=int, help="the first so many files")
    return parser.parse_args()


def _corpus(folder: Path) -> tuple[Path, Path]:
    """The labelled folder and its scorer."""
    for corpus in (folder, folder / "import"):
        for scorer in (corpus / "score_import.py", corpus.parent / "score_import.py"):
            if scorer.is_file() and (corpus / "truth.jsonl").is_file():
                return corpus, scorer
    sys.exit(f"{folder} is no labelled corpus: truth.jsonl or the scorer is missing.")


def _chosen(folder: Path, half: int | None, limit: int | None) -> Iterator[Path]:
    paths = [path for path in sorted(folder.iterdir()) if path.is_file()]
    for path in paths[:limit]:
        side = md5(path.name.encode(), usedforsecurity=False).digest()[-1] % 2
        if half is None or side == half:
            yield path


def _read(paths: Sequence[Path]) -> tuple[list[Reading], list[Features]]:
    readings, features = [], []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for reading, feature in pool.map(_understand, paths, chunksize=CHUNK):
            readings.append(reading)
            features.append(feature)
    return readings, features


def _understand(path: Path) -> tuple[Reading, Features]:
    understood = understand(path.name, path.read_bytes())
    reading = understood.reading
    stories = tuple(_without_text(story) for story in reading.stories)
    return replace(reading, stories=stories, roles=()), understood.features


def _without_text(story: Story) -> Story:
    return replace(story, chapters=[replace(each, html="") for each in story.chapters])


def _write(path: Path, records: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _truth(corpus: Path, names: set[str], folder: Path) -> Path:
    """The truth of the chosen files."""
    chosen = folder / "truth.jsonl"
    with (corpus / "truth.jsonl").open(encoding="utf-8") as file:
        kept = [
            line for line in file if line.strip() and json.loads(line)["file"] in names
        ]
    chosen.write_text("".join(kept), encoding="utf-8")
    return chosen


if __name__ == "__main__":
    main()
