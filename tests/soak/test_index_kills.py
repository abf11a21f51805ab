"""The search index under kill -9 and damage agrees with the database in the end.

A worker follows while works are written by another process, and guests ask a site for pages.
Worker and web processes are killed at random moments, files of the index are damaged, and at the
end nothing may differ, and no guest may have met an error. ``SOAK_KILLS`` says how many kills
(200 unless set), ``SOAK_DAMAGES`` how many damages (100), ``SOAK_SEED`` which random moments.
"""

import json
import os
import random
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pysqlite3 as sqlite3
import pytest

from tests.soak.processes import PATIENCE, differences, kill, run, start
from tests.soak.running import Running, environment
from tests.soak.visiting import Guests

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
DAMAGES = int(os.environ.get("SOAK_DAMAGES", "100"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
#: As many pages in a row are asked for, so that every web process has answered one.
PAGES = 20
PUBLIC = """select count(*) from works_work join works_rating rating on rating_id = rating.id
    where posted_at is not null and hidden_at is null and not members_only
    and not rating.is_adult"""

pytestmark = pytest.mark.soak


def open_works(data: Path) -> int:
    with closing(sqlite3.connect(data / "fascicle.sqlite3", timeout=30)) as database:
        return int(database.execute(PUBLIC).fetchone()[0])


def counted(site: Running) -> int | None:
    """How many works the site says may be read; None while it says nothing or has no index."""
    try:
        with urllib.request.urlopen(f"{site.address}/opds/v2/works") as answer:
            found = json.load(answer)
    except OSError:
        return None
    return int(found["metadata"]["numberOfItems"]) if "facets" in found else None


def serves_again(site: Running) -> bool:
    """Whether every page that is asked for counts as the database does, soon."""
    until = time.monotonic() + PATIENCE
    expected = open_works(site.data)
    while time.monotonic() < until:
        if all(counted(site) == expected for _ in range(PAGES)):
            return True
        time.sleep(0.5)
    return False


def damage(data: Path, dice: random.Random) -> None:
    """Cut off, change, or remove one file of the index."""
    # Not by glob, which fails where a folder goes meanwhile.
    files = [
        Path(folder) / name
        for folder, _folders, names in os.walk(data / "search")
        for name in names
        if name not in {"lock", "rebuild", "suspect"}
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
def its(tmp_path) -> dict[str, str]:
    """The environment of an archive with some works; it is damaged too often to tell of it."""
    its = {**environment(tmp_path / "data"), "FASCICLE_LOG_LEVEL": "CRITICAL"}
    run(its, "fascicle.cli", "migrate")
    run(its, "tests.soak.write_works", "200", "0")
    return its


@pytest.fixture
def site(its):
    site = Running(its)
    site.start()
    yield site
    site.kill()


def test_an_index_whose_worker_is_killed_agrees_in_the_end(its, site):
    """At every kill of a worker a web process goes as well; at each tenth the whole server."""
    dice = random.Random(SEED)
    writer = start(its, "tests.soak.write_works", "1000000", str(SEED))
    with Guests(site.address, SEED) as guests:
        try:
            for number in range(KILLS):
                worker = start(its, "fascicle.cli", "work")
                time.sleep(dice.uniform(0.5, 4.0))
                site.kill_one(dice)
                kill(worker)
                site.start()
                if number % 10 == 9:
                    site.kill()
                    site.start()
        finally:
            kill(writer)

    worker = start(its, "fascicle.cli", "work")
    try:
        assert differences(its) == []
        assert serves_again(site)
    finally:
        kill(worker)
    sys.stdout.write(f"{KILLS} kills of worker and web process: {guests}\n")
    assert guests.failed == []


def test_a_damaged_index_heals_by_itself(its, site):
    """Also under web processes that have its files mapped: one that dies of it is replaced."""
    dice = random.Random(SEED)
    worker = start(its, "fascicle.cli", "work")
    known, died = set(site.web_processes()), 0
    with Guests(site.address, SEED) as guests:
        try:
            assert differences(its) == []
            for number in range(DAMAGES):
                if number % 5 == 4:  # while nobody writes or reads
                    kill(worker)
                    site.kill()
                    damage(site.data, dice)
                    site.start()
                    worker = start(its, "fascicle.cli", "work")
                    known = set(site.web_processes())
                else:
                    damage(site.data, dice)
                run(its, "tests.soak.write_works", "3", str(number))
                assert differences(its) == [], f"after damage {number}"
                assert serves_again(site), f"after damage {number}"
                died += len(known - set(site.web_processes()))
                known = set(site.web_processes())
        finally:
            kill(worker)
    said = f"{DAMAGES} damages, {died} web processes died of them"
    sys.stdout.write(f"{said}: {guests}\n")
    assert guests.failed == []
