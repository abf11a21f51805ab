"""Saving together, sending twice and being killed: nothing is overwritten, doubled or lost.

``SOAK_SAVES``, ``SOAK_DOUBLES`` and ``SOAK_SAVE_KILLS`` say how many (5,000, 4,000 and 200
unless set), ``SOAK_SEED`` which random ones. With ``DATABASE_URL``, on PostgreSQL.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.soak.running import ROOT, environment

SEED = os.environ.get("SOAK_SEED", "1")
SAVES = os.environ.get("SOAK_SAVES", "5000")
DOUBLES = os.environ.get("SOAK_DOUBLES", "4000")
KILLS = os.environ.get("SOAK_SAVE_KILLS", "200")

pytestmark = pytest.mark.soak


@pytest.fixture
def archive(tmp_path) -> Iterator[dict[str, str]]:
    """The environment of an archive of its own."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield environment(tmp_path / "archive")
        return
    psycopg = pytest.importorskip("psycopg")
    name = f"soak_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"create database {name}")
        its = urlsplit(url)._replace(path=f"/{name}").geturl()
        yield {**environment(tmp_path / "archive"), "DATABASE_URL": its}
        server.execute(f"drop database {name} with (force)")


def run(archive: dict[str, str], what: str, times: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.soak.desk", what, times, SEED]
    Path(archive["FASCICLE_DATA"]).mkdir()
    done = subprocess.run(
        command, cwd=ROOT, env=archive, stdout=subprocess.PIPE, check=True
    )
    sys.stdout.write(f"{done.stdout.decode()}\n")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_writers_who_save_at_the_same_time_overwrite_nothing_unseen(archive):
    found = run(archive, "together", SAVES)

    assert found["wrong"] == []
    assert found["saves"] >= int(SAVES)
    assert found["asides"] > 0  # they did get into each other's way


def test_a_form_that_is_sent_twice_at_once_makes_one_chapter(archive):
    assert run(archive, "twice", DOUBLES)["wrong"] == []


def test_what_was_said_to_be_saved_or_published_is_so_after_a_kill(archive):
    found = run(archive, "killed", KILLS)

    assert found["wrong"] == []
    assert found["saved"] > 0
    assert found["posted"] > 0
