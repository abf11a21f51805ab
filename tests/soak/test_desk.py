"""Saving together, sending twice and being killed: nothing is overwritten, doubled or lost.

``SOAK_SAVES``, ``SOAK_DOUBLES`` and ``SOAK_SAVE_KILLS`` say how many (5,000, 4,000 and 200
unless set), ``SOAK_SEED`` which random ones. With ``DATABASE_URL``, on PostgreSQL.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.soak.running import ROOT

SEED = os.environ.get("SOAK_SEED", "1")
SAVES = os.environ.get("SOAK_SAVES", "5000")
DOUBLES = os.environ.get("SOAK_DOUBLES", "4000")
KILLS = os.environ.get("SOAK_SAVE_KILLS", "200")

pytestmark = pytest.mark.soak


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
