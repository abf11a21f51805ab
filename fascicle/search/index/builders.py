"""Who makes a new generation: this process, or a child that others need not wait for."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from fascicle.search.index import building
from fascicle.search.index.generations import Generation

logger = logging.getLogger(__name__)


class BuildFailed(Exception):
    """A generation could not be made. Why is its cause."""


class Builder(Protocol):
    """Makes one generation at a time."""

    folder: Path | None
    """What is being made; None if nothing is."""

    def start(self, folder: Path, compacting: Generation | None = None) -> None:
        """Begin to make one from the database, or by compacting another.

        :raises BuildFailed: if that is known at once.
        """

    def outcome(self) -> bool | None:
        """Whether it came to be; None while it is being made. Ask until there is an answer."""

    def stop(self) -> None:
        """Give up what is being made."""


class Here:
    """Makes it at once, in this process."""

    folder: Path | None = None

    def start(self, folder: Path, compacting: Generation | None = None) -> None:
        try:
            if compacting:
                building.compact(compacting, folder)
            else:
                building.build(folder)
        except Exception as error:
            raise BuildFailed(str(error)) from error
        self.folder = folder

    def outcome(self) -> bool | None:
        self.folder = None
        return True

    def stop(self) -> None:
        self.folder = None


class Beside:
    """Has a child process make it, which dies with this one."""

    folder: Path | None = None
    _child: "subprocess.Popen[bytes] | None" = None

    def start(self, folder: Path, compacting: Generation | None = None) -> None:
        command = [sys.executable, "-m", "fascicle.cli", "reindex"]
        command += ["--parent", str(os.getpid()), "--into", str(folder)]
        if compacting:
            command += ["--compacting", str(compacting.folder)]
        try:
            self._child = subprocess.Popen(command)  # noqa: S603 - our own
        except OSError as error:
            raise BuildFailed(str(error)) from error
        self.folder = folder

    def outcome(self) -> bool | None:
        code = self._child.poll() if self._child else 1
        if code is None:
            return None
        if code:
            logger.error("Building the search index ended with exit code %d", code)
        self.folder = self._child = None
        return code == 0

    def stop(self) -> None:
        if self._child:
            self._child.kill()
            self._child.wait()
        self.folder = self._child = None
