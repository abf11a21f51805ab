"""The search index under kill -9 and damaged files ends in agreement with the database.

``SOAK_KILLS`` says how many kills (200 unless set), ``SOAK_DAMAGES`` how many damaged files
(100), ``SOAK_SEED`` which random moments and places.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.soak.test_kills import ROOT, environment

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
DAMAGES = int(os.environ.get("SOAK_DAMAGES", "100"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
WORKS = 1000

pytestmark = pytest.mark.soak


def start(data: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def worker(data: Path) -> subprocess.Popen[bytes]:
    return start(data, "fascicle.cli", "work")


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


@contextmanager
def editor(data: Path, seed: int) -> Iterator[subprocess.Popen[bytes]]:
    """Somebody who edits without end; it must never fail."""
    process = start(data, "tests.soak.editing", str(seed), str(WORKS))
    try:
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
        yield process
        assert process.poll() is None, process.stderr.read().decode()
    finally:
        end(process)


def differences(data: Path) -> list[str]:
    """What index and database disagree on when a worker has had its time."""
    process = worker(data)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.soak.comparing"],
            cwd=ROOT,
            env=environment(data),
            capture_output=True,
            check=True,
        )
    finally:
        end(process)
    return json.loads(done.stdout)


@pytest.fixture
def data(tmp_path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "fascicle.cli", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env=environment(tmp_path / "data"),
        check=True,
    )
    return tmp_path / "data"


def test_workers_and_readers_that_are_killed_leave_an_index_that_agrees(data):
    dice = random.Random(SEED)

    with editor(data, SEED):
        for kill in range(KILLS):
            writing, asking = worker(data), start(data, "tests.soak.asking", str(kill))
            time.sleep(dice.uniform(0.6, 4.0))
            assert asking.poll() is None, asking.stderr.read().decode()
            assert writing.poll() is None, writing.stderr.read().decode()
            end(writing)
            end(asking)

    assert differences(data) == []


def damage(path: Path, dice: random.Random) -> None:
    """Cut a file, turn a bit over, overwrite its middle, empty it, or take it away."""
    kept = bytearray(path.read_bytes())
    place = dice.randrange(len(kept)) if kept else 0
    how = dice.randrange(5)
    if how == 0:
        path.unlink()
    elif how == 1 or not kept:
        path.write_bytes(b"")
    elif how == 2:
        path.write_bytes(kept[:place])
    elif how == 3:
        kept[place] ^= 1 << dice.randrange(8)
        path.write_bytes(kept)
    else:
        kept[place : place + 64] = dice.randbytes(64)
        path.write_bytes(kept)


def test_damaged_files_are_noticed_and_healed(data):
    dice = random.Random(SEED)
    with editor(data, SEED):
        pass
    assert differences(data) == []

    for number in range(DAMAGES):
        folder = data / "search"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        path = dice.choice([path for path in files if path.name != "lock"])
        damage(path, dice)

        assert differences(data) == [], f"{number}: {path}"
