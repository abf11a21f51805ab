"""The search index under kill -9 and damage agrees with the database in the end.

A worker follows while works are written by another process; it is killed at random moments, files
of the index are damaged, and at the end nothing may differ. ``SOAK_KILLS`` says how many kills
(200 unless set), ``SOAK_DAMAGES`` how many damages (100), ``SOAK_SEED`` which random moments.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
DAMAGES = int(os.environ.get("SOAK_DAMAGES", "100"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
PATIENCE = 300  # seconds for the index to heal
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.soak


def environment(data: Path) -> dict[str, str]:
    settings = "fascicle.config.settings"  # not those of the tests
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "FASCICLE_DATA": str(data),
        "FASCICLE_LOG_LEVEL": "CRITICAL",
    }


def run(data: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(data: Path, *command: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def differences(data: Path) -> list[object]:
    """What differs once the worker has had its time."""
    until = time.monotonic() + PATIENCE
    while True:
        found = json.loads(run(data, "tests.soak.index_state"))
        if found == [] or time.monotonic() > until:
            return found
        time.sleep(0.5)


def damage(data: Path, dice: random.Random) -> None:
    """Cut off, change, or remove one file of the index."""
    files = [
        path
        for path in (data / "search").rglob("*")
        if path.is_file() and path.name not in {"lock", "rebuild", "suspect"}
    ]
    if not files:
        return
    path = dice.choice(sorted(files))
    try:
        content = bytearray(path.read_bytes())
        match dice.randrange(3):
            case 0:
                path.unlink()
            case 1:
                os.truncate(path, dice.randrange(len(content) + 1))
            case _ if content:
                content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
                path.write_bytes(content)
    except FileNotFoundError:
        pass  # a merge was quicker


@pytest.fixture
def data(tmp_path) -> Path:
    folder = tmp_path / "data"
    run(folder, "fascicle.cli", "migrate")
    run(folder, "tests.soak.write_works", "200", "0")
    return folder


def test_an_index_whose_worker_is_killed_agrees_in_the_end(data):
    dice = random.Random(SEED)
    writer = start(data, "tests.soak.write_works", "1000000", str(SEED))
    try:
        for _ in range(KILLS):
            worker = start(data, "fascicle.cli", "work")
            time.sleep(dice.uniform(0.5, 4.0))
            kill(worker)
    finally:
        kill(writer)

    worker = start(data, "fascicle.cli", "work")
    try:
        assert differences(data) == []
    finally:
        kill(worker)


def test_a_damaged_index_heals_by_itself(data):
    dice = random.Random(SEED)
    worker = start(data, "fascicle.cli", "work")
    try:
        assert differences(data) == []
        for number in range(DAMAGES):
            if number % 5 == 4:  # while nobody writes
                kill(worker)
                damage(data, dice)
                worker = start(data, "fascicle.cli", "work")
            else:
                damage(data, dice)
            run(data, "tests.soak.write_works", "3", str(number))
            assert differences(data) == [], f"after damage {number}"
    finally:
        kill(worker)
