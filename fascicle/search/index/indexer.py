"""The one writer of the index: makes it agree with the database, and builds it anew when need be.

It holds ``search/lock`` for as long as it lives. Whatever it does can be cut off at any moment.
"""

import errno
import fcntl
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from fascicle.search.index import building, generations, soundness
from fascicle.search.index.builders import Beside, Builder, BuildFailed
from fascicle.search.index.checkpoints import replace_file
from fascicle.search.index.damage import Damaged
from fascicle.search.index.following import Follower, OutOfReach
from fascicle.search.index.generations import Generation

#: Seconds that readers have to let go of a generation that another replaced.
GRACE = 60.0
#: Seconds before a build that failed is tried again; doubled each time up to the second.
PATIENCE = (2.0, 300.0)

#: Errors that say nothing about the files.
PASSING = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
EXPECTED = (DatabaseError, BuildFailed)
#: After so many errors of other kinds in a row the index is built anew.
STUMBLES = 5

logger = logging.getLogger(__name__)


class AlreadyWriting(Exception):
    """Another process writes to the index."""


@contextmanager
def sole_writer() -> Iterator[Callable[[], bool]]:
    """Be the one that writes, and learn how to ask whether one still is.

    Whoever removes the folder takes the lock away with it; then somebody else may hold another.

    :raises AlreadyWriting: if somebody else is.
    """
    generations.home().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = generations.home() / "lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyWriting from error
        ours = os.fstat(file.fileno())

        def is_still() -> bool:
            with suppress(OSError):
                return os.path.samestat(ours, path.stat())
            return False

        yield is_still


class Indexer:
    """Takes one step after the other. Make one only as the sole writer."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._is_compacting = False
        self._follower: Follower | None = None
        self._watch = soundness.Watch()
        self._doubt = soundness.Doubt()
        self._stumbles = 0
        self._retired = time.monotonic()
        self._failures = 0
        self._not_before = float("-inf")

    def step(self) -> bool:
        """Do what is most urgent; False if all is done.

        :raises DatabaseError: if the database is away. The next step begins anew.
        :raises BuildFailed: if an index could not be built. It is tried again later.
        """
        try:
            is_busy = self._step()
        except (Damaged, OSError, ValueError) as error:
            self._mend(error)
        except BaseException as error:
            if not generations.is_panic(error):
                self._stumble(error)
                raise
            self._mend(error)
        else:
            self._stumbles = 0
            return is_busy
        return True

    @property
    def is_building(self) -> bool:
        return self._builder.folder is not None

    def close(self) -> None:
        """Let go of everything; a build that is going on is given up."""
        self._builder.stop()
        self._let_go()

    def _step(self) -> bool:
        generation = generations.current()
        self._look_closely(generation)
        if self._follower is None and generation:
            self._take_up(generation)
        if self._builder.folder:
            self._adopt_what_is_made()
        elif time.monotonic() >= self._not_before:
            self._make_what_is_wanted(generation)
        self._sweep()
        return self._follow(self._follower) if self._follower else False

    def _follow(self, follower: Follower) -> bool:
        try:
            if self._is_compacting:
                # What is done of a group now would be done again after it.
                return follower.follow_edits()
            return follower.follow()
        except OutOfReach:
            generations.ask_for_rebuild()
            return True

    def _take_up(self, generation: Generation) -> None:
        try:
            self._follower = Follower(generation)
        except OutOfReach:
            generations.ask_for_rebuild()

    # ------------------------------------------------------------ looking after what there is

    def _look_closely(self, generation: Generation | None) -> None:
        """
        :raises Damaged: if a file is not what was written.
        """
        suspect = generations.home() / "suspect"
        if is_suspect := suspect.exists():
            suspect.unlink(missing_ok=True)
            self._watch.forget()
        if generation:
            self._watch.look_over(generation)
        if self._follower:
            self._follower.look_over()
        if is_suspect and generation and self._doubt.is_believed():
            raise Damaged("readers keep meeting damage that is not found")

    def _mend(self, error: BaseException) -> None:
        """Have nobody ask this generation any more, unless it is just the disk that is full."""
        self._let_go()
        if isinstance(error, OSError) and error.errno in PASSING:
            raise error
        logger.warning("The search index is damaged and will be built anew: %s", error)
        (generations.home() / "CURRENT").unlink(missing_ok=True)

    def _stumble(self, error: BaseException) -> None:
        """Begin anew; if that leads to the same again and again, with another index."""
        self._let_go()
        if isinstance(error, Exception) and not isinstance(error, EXPECTED):
            self._stumbles += 1
            if self._stumbles >= STUMBLES:
                generations.ask_for_rebuild()

    def _let_go(self) -> None:
        follower, self._follower = self._follower, None
        if follower:
            follower.close()

    def _sweep(self) -> None:
        """Remove what nobody reads any more."""
        if self._builder.folder or time.monotonic() - self._retired < GRACE:
            return
        self._retired = float("inf")
        current = generations.current()
        kept = {current.folder, current.text} if current else set()
        for pattern in ("gen-*", "text-*"):
            for folder in set(generations.home().glob(pattern)) - kept:
                shutil.rmtree(folder, ignore_errors=True)

    # ------------------------------------------------------------ making another

    def _make_what_is_wanted(self, generation: Generation | None) -> None:
        if generation is None or self._is_rebuild_wanted(generation):
            self._make(None)
        elif self._follower and self._follower.is_due_for_compaction:
            self._make(generation)

    def _is_rebuild_wanted(self, generation: Generation) -> bool:
        if generation.manifest.texts != settings.INDEX_TEXTS:
            return True
        return generations.is_rebuild_asked_for()

    def _make(self, compacting: Generation | None) -> None:
        self._is_compacting = compacting is not None
        try:
            self._builder.start(building.next_folder(), compacting)
        except BuildFailed:
            self._wait_a_little()
            raise

    def _adopt_what_is_made(self) -> None:
        """Bring a new generation up to today, then let readers ask it."""
        folder = self._builder.folder
        outcome = self._builder.outcome()
        if outcome is None or folder is None:
            return
        self._is_compacting = False
        if not outcome:
            self._wait_a_little()
            return
        made = generations.load(folder)
        self._let_go()
        self._follower = Follower(made)
        is_out_of_reach = False
        try:
            while self._follower.follow_edits():
                pass
        except OutOfReach:
            is_out_of_reach = True
        self._show(made)
        if is_out_of_reach:
            generations.ask_for_rebuild()

    def _show(self, made: Generation) -> None:
        before = generations.current()
        replace_file(generations.home() / "CURRENT", made.folder.name)
        if before is None or before.manifest.text != made.manifest.text:
            (generations.home() / "rebuild").unlink(missing_ok=True)
        self._watch.forget()
        self._retired = time.monotonic()
        self._failures, self._not_before = 0, float("-inf")

    def _wait_a_little(self) -> None:
        """The longer, the more often it went wrong."""
        least, most = PATIENCE
        self._not_before = time.monotonic() + min(least * 2**self._failures, most)
        self._failures += 1


def keep() -> None:
    """Keep the index in agreement with the database, for as long as the process lives."""
    while True:
        try:
            with sole_writer() as is_sole:
                _keep(is_sole)
        except (AlreadyWriting, FileNotFoundError):
            time.sleep(1)


def _keep(is_sole: Callable[[], bool]) -> None:
    writer = Indexer(Beside())
    pause = 0.0
    while is_sole():
        try:
            pause = 0.0 if writer.step() else min(pause + 0.05, 0.15)
        except BaseException as error:
            if not isinstance(error, Exception) and not generations.is_panic(error):
                raise
            logger.exception("The search index could not be brought up to date")
            close_old_connections()
            pause = 2.0
        time.sleep(pause)
    writer.close()
