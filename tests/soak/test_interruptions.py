"""Whatever interrupts somebody who is writing: no word older than ten seconds is lost.

A person types in a real browser; at random moments tabs are closed, processes killed, sessions
ended, disks filled and answers lost. ``SOAK_INTERRUPTIONS`` says how many times (300 unless
set), ``SOAK_SEED`` which random ones.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faulty_proxy import Proxy
from tests.soak.running import ROOT, Running, environment
from tests.soak.writing import SHOWN, Writer

TIMES = int(os.environ.get("SOAK_INTERRUPTIONS", "300"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
MOST_LOST = 10.0  # seconds of typing
PARAGRAPH = re.compile("<p>(.+?)</p>")
SMALL_DISK = "size=256m"

pytestmark = pytest.mark.soak


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk that can be filled, where this machine lets us have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", SMALL_DISK, "none", str(folder)]
    is_small = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_small
    finally:
        if is_small:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


class Trial:
    """One interruption after the other."""

    def __init__(self, writer: Writer, archive: Running, proxy: Proxy) -> None:
        self.writer, self.archive, self.proxy = writer, archive, proxy
        self.dice = writer.dice
        self.lost: list[float] = []
        self.begun = PARAGRAPH.findall(archive.text_of(CHAPTER))

    def troubles(self, *, can_fill: bool) -> dict[str, Callable[[], None]]:
        writer, archive, proxy = self.writer, self.archive, self.proxy
        faults = ("413", "500", "503", "hang", "reset", "lost")
        return {
            "nothing": lambda: None,
            "offline": lambda: writer.context.set_offline(True),
            "server killed": archive.kill,
            "server stopped": archive.stop,
            "session ended": archive.end_sessions,
            "browser's disk full": lambda: writer.limit_disk(1),
            **({"server's disk full": archive.fill_disk} if can_fill else {}),
            **{fault: lambda fault=fault: proxy.fail(fault) for fault in faults},
        }

    def mend(self) -> None:
        self.proxy.mend()
        if self.archive.process:
            self.archive.go_on()
        self.archive.empty_disk()
        self.archive.start()
        self.writer.context.set_offline(False)
        self.writer.limit_disk(None)

    def once(self, trouble: str, bring: Callable[[], None], end: str) -> None:
        writer, dice = self.writer, self.dice
        writer.begin()
        writer.type_for(dice.uniform(0.2, 7))
        bring()
        writer.type_for(dice.uniform(0.2, 6))
        if is_mended := dice.random() < 0.4:
            self.mend()
            writer.type_for(dice.uniform(0.2, 4))
        ended = time.monotonic()
        getattr(writer, end)()
        self.mend()
        self.come_back(ended, f"{trouble}{' mended' if is_mended else ''}, {end}")

    def come_back(self, ended: float, what: str) -> None:
        writer = self.writer
        writer.arrive()
        typed = {word for word, _ in writer.typed}
        places, best = self.look(typed)
        lost = [at for word, at in writer.typed if word not in places[best]]
        self.lost.append(ended - min(lost, default=ended))
        place = "the archive" if best.startswith("/") else best
        said = f"{self.lost[-1]:5.2f} s lost: {what}; the rest from {place}"
        sys.stdout.write(f"{len(self.lost)}. {said}\n")
        sys.stdout.flush()
        assert self.lost[-1] <= MOST_LOST, said
        writer.take(best)
        text = self.archive.text_of(CHAPTER)
        assert places[best] <= writer._words(text)
        gone = [begun for begun in self.begun if begun not in text]
        assert gone == [], f"{said}; now {len(text)} long: {text[:SHOWN]}"
        writer.throw_rest_away()

    def look(self, typed: set[str]) -> tuple[dict[str, set[str]], str]:
        """What is there on return, and which place has most of what was typed."""
        until = time.monotonic() + 3
        while True:
            places = self.writer.found()
            best = max(places, key=lambda place: len(places[place] & typed))
            if typed <= places[best] or time.monotonic() > until:
                return places, best
            self.writer.page.wait_for_timeout(200)


ENDS = {
    "close_tab": 4,
    "crash_tab": 3,
    "kill_browser": 1,
    "reload": 2,
    "leave": 2,
    "save": 4,
}
CHAPTER = 1


def test_whatever_interrupts_a_writer_no_more_than_ten_seconds_are_lost(tmp_path):
    playwright_api = pytest.importorskip("playwright.sync_api")
    with (
        small_disk(tmp_path / "archive") as can_fill,
        playwright_api.sync_playwright() as playwright,
    ):
        archive = Running(environment(tmp_path / "archive"))
        command = [sys.executable, "-m", "tests.soak.write_chapter"]
        subprocess.run(command, cwd=ROOT, env=environment(archive.data), check=True)
        archive.start()
        proxy = Proxy(archive.port)
        site = f"http://127.0.0.1:{proxy.port}"
        where = f"/desk/writing/1/chapters/{CHAPTER}/"
        writer = Writer(playwright, tmp_path / "browser", site, where, SEED)
        trial = Trial(writer, archive, proxy)
        try:
            run(trial, can_fill=can_fill)
        finally:
            proxy.mend()
            archive.kill()
            writer.close()
        sys.stdout.write(
            f"{len(trial.lost)} interruptions; lost at most {max(trial.lost):.1f} s,"
            f" half of them {statistics.median(trial.lost):.1f} s\n"
        )


def run(trial: Trial, *, can_fill: bool) -> None:
    dice = random.Random(SEED)
    troubles = trial.troubles(can_fill=can_fill)
    trial.writer.arrive()
    for _ in range(TIMES):
        trouble = dice.choice(list(troubles))
        end = dice.choices(list(ENDS), list(ENDS.values()))[0]
        trial.once(trouble, troubles[trouble], end)
