"""Programs that work on an archive beside a test, each a process of its own."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from tests.soak.running import ROOT

PATIENCE = 300  # seconds for the index to heal or to catch up
#: How somebody ends who reads a file that is cut short meanwhile.
CUT_SHORT = -signal.SIGBUS


def run(environment: Mapping[str, str], *command: str) -> str:
    """What a program says until it ends."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == CUT_SHORT:
        raise InterruptedError
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def start(
    environment: Mapping[str, str], *command: str, stdout: int = subprocess.DEVNULL
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def differences(environment: Mapping[str, str]) -> list[object] | None:
    """How index and database differ once the worker has had its time; None without an index."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            found = json.loads(run(environment, "tests.soak.index_state"))
        except InterruptedError:
            found = None
        if found == [] or time.monotonic() > until:
            return found
        time.sleep(0.5)
