"""The benchmark runs: at a size that says nothing of speed."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.running import free_port

WORKS = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("bench")


def run(folder: Path, module: str, *words: str) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "FASCICLE_DATA"}
    }
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *words],
        env={**environment, "FASCICLE_BENCH_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "fascicle.sqlite3")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_an_archive_is_the_same_every_time(tmp_path):
    told = (
        "SELECT w.title, w.updated_at, group_concat(t.tag_id), c.html FROM works_work w"
        " JOIN works_work_tags t ON t.work_id = w.id"
        " JOIN works_chaptertext c ON c.chapter_id = w.id GROUP BY w.id ORDER BY w.id"
    )
    for name in ("one", "other"):
        into = str(tmp_path / name)
        run(tmp_path, "archive", "--works", str(WORKS), "--into", into)
    one, other = rows(tmp_path / "one", told), rows(tmp_path / "other", told)
    assert len(one) == WORKS
    assert one == other
    indexes = "SELECT name FROM sqlite_master WHERE tbl_name = 'works_work'"
    assert "works_newest_first" in {name for (name,) in rows(tmp_path / "one", indexes)}
    assert rows(tmp_path / "one", "PRAGMA foreign_key_check") == []


def test_making_a_long_book_is_timed(folder):
    assert "EPUB, first in process" in run(folder, "exporting", "--words", "6000")


def test_saving_a_long_chapter_is_timed(folder, monkeypatch):
    monkeypatch.setenv("BENCH_PORT", str(free_port()))
    times = json.loads(run(folder, "saving", "1"))["times"]
    assert set(times) == {"opening", "keeping", "saving", "saving, merged"}
    assert all(one["runs"] and one["p50"] > 0 for one in times.values())


@pytest.mark.soak
def test_every_part_of_the_search_benchmark_finds_something_to_measure(folder):
    kept = folder / "figures.json"
    few = ("--instances", "2", "--seconds", "0.1")
    said = run(folder, "search", "--works", str(WORKS), *few, "--json", str(kept))
    found = json.loads(kept.read_text())["large"]
    assert len(found["latency"]) == 12
    assert all(times["works"] for times in found["latency"].values())
    assert found["phrases"]["works"] >= 1
    assert found["pages"]["queries"]
    assert all(found["freshness"].values())
    assert found["size"] > 0
    assert "whole page" in said
    if found["postgres"]:
        assert found["postgres"]["differing totals"] == 0
