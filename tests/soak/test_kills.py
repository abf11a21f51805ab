"""Import and acceptance under kill -9 at random moments end as if nothing had happened.

``SOAK_KILLS`` says how many kills (200 unless set); ``SOAK_SEED`` which random moments.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pysqlite3 as sqlite3
import pytest

from tests.importing.conftest import tale

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
FILES = 80
TABLES = "select 1 from sqlite_master where name = 'importing_story'"
ACCEPTED = "select 'story', id, work_id from importing_story where state = 'accepted'"
FILES_KEPT = "select 'file', id, sha256 from importing_sourcefile"
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.soak


def pile(folder: Path) -> Path:
    """Single stories, works in three parts, copies, and files that hold nothing."""
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.txt").write_text(tale(number, 60))
    for number in range(10):
        for part in (1, 2, 3):
            head = f"Title: Serial {number}\nAuthor: Ines Okafor\nPart {part} of 3\n\n"
            text = head + tale(1000 + number * 3 + part, 60)
            (folder / f"serial-{number}-{part}.txt").write_text(text)
    for number in range(5):
        copy = (folder / f"{number:03}.txt").read_bytes()
        (folder / f"copy-{number}.txt").write_bytes(copy)
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG" + bytes(range(256)) * 8)
    return folder


def environment(data: Path) -> dict[str, str]:
    settings = "fascicle.config.settings"  # not those of the tests
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "FASCICLE_DATA": str(data),
    }


def start(data: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "fascicle.cli", "import", str(folder), "--accept"],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors.decode()


def snapshot(data: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.snapshot"],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def acknowledged(data: Path) -> set[tuple[object, ...]]:
    """What the database said was there at the moment of a kill."""
    with closing(sqlite3.connect(data / "fascicle.sqlite3", timeout=30)) as database:
        if not database.execute(TABLES).fetchone():
            return set()  # killed before there were tables
        accepted = database.execute(ACCEPTED).fetchall()
        files = database.execute(FILES_KEPT).fetchall()
        return {*accepted, *files}


def kills(data: Path, folder: Path, most: int, dice: random.Random, span: float) -> int:
    """Start the import and kill it at random moments until it ends by itself; how many kills."""
    seen: set[tuple[object, ...]] = set()
    count = 0
    while count < most:
        process = start(data, folder)
        try:
            process.wait(dice.uniform(0.4, 0.6 * span))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stderr.close()
            count += 1
            now = acknowledged(data)
            assert seen <= now, "something acknowledged was lost"
            seen = now
        else:
            finish(process)
            break
    finish(start(data, folder))
    assert seen <= acknowledged(data), "something acknowledged was lost"
    return count


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return pile(tmp_path_factory.mktemp("soak") / "pile")


def test_an_import_that_is_killed_again_and_again_ends_as_an_undisturbed_one(
    folder, tmp_path
):
    began = time.monotonic()
    finish(start(tmp_path / "undisturbed", folder))
    span = time.monotonic() - began
    expected = snapshot(tmp_path / "undisturbed")
    assert expected["findings"] == []
    assert len(expected["works"]) >= FILES
    dice = random.Random(SEED)
    total = number = 0

    while total < KILLS:
        data = tmp_path / f"round-{number}"
        total += max(1, kills(data, folder, KILLS - total, dice, span))
        number += 1

        assert snapshot(data) == expected
