"""Keeping a generation up to date with the outbox.

First the words are committed, then the columns, then the checkpoint. Whatever is cut off in
between is done again from the checkpoint, and doing it twice changes nothing.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fascicle.search import columns, text
from fascicle.search.index import outbox
from fascicle.search.index.checkpoints import Checkpoint, Group
from fascicle.search.index.damage import Damaged
from fascicle.search.index.documents import Facts, facts, texts
from fascicle.search.index.generations import Generation, is_panic
from fascicle.search.index.outbox import Lane, Reader
from fascicle.search.index.thesaurus import Thesaurus

#: Works brought up to date at once when a tag, pen name or rating changed: between these, in
#: about so many seconds, for an edit waits behind them.
SLICE = (50, 2000)
SLICE_TAKES = 0.25
#: Rows read at once.
BITE = 1000

logger = logging.getLogger(__name__)


class OutOfReach(Exception):
    """The outbox does not lead from this generation to today: it must be built anew."""


class Follower:
    """The one that writes to a generation."""

    def __init__(self, generation: Generation) -> None:
        """
        :raises Damaged: if it cannot be written to.
        :raises OutOfReach: if what it is to follow is forgotten, or another archive's.
        """
        self.generation = generation
        try:
            self.checkpoint = Checkpoint.load(generation.checkpoint)
        except (OSError, ValueError) as error:
            raise Damaged(str(error)) from error
        self._delta = generation.columns / "delta"
        self._look = _look(self._delta)
        if self.checkpoint.has_delta and self._look is None:
            raise Damaged(f"{self._delta} is gone")
        if not outbox.knows(self.checkpoint.mark):
            raise OutOfReach
        self._edits = Reader(Lane.EDITS, self.checkpoint.edits)
        self._tallies = Reader(Lane.TALLIES, self.checkpoint.tallies)
        self._waiting: tuple[Group, list[int]] | None = None
        self._slice = SLICE[0]
        self._is_due: bool | None = None
        self._writer = text.Writer(generation.text)

    def close(self) -> None:
        """Let go of the files, whatever became of them."""
        try:
            self._writer.close()
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            logger.warning("The search index could not be closed: %s", error)

    def follow(self) -> bool:
        """Do the most urgent thing. False if there is nothing to do.

        :raises OutOfReach: if everything is to be built anew; that is noted nowhere else.
        """
        return self.follow_edits() or self._follow_groups() or self._follow_tallies()

    def look_over(self) -> None:
        """
        :raises Damaged: if somebody else touched what is published.
        """
        if _look(self._delta) != self._look:
            raise Damaged(f"{self._delta} is not what was written")

    @property
    def is_due_for_compaction(self) -> bool:
        if self._is_due is None:
            self._is_due = columns.needs_compaction(self.generation.columns)
        return self._is_due

    # ------------------------------------------------------------ the lanes

    def follow_edits(self) -> bool:
        """Bring the works that were edited up to date, and remember what may wait."""
        news = self._edits.read(BITE)
        if news.last is None:
            if self._edits.position > self.checkpoint.edits:
                self._save(edits=self._edits.position)  # what stood open has ended
            return False
        self._replace(sorted(news.works))
        if news.everything:
            raise OutOfReach
        groups = [Group(subject, ids) for subject, ids in news.groups]
        self._save(
            mark=outbox.mark_at(news.last) or self.checkpoint.mark,
            edits=self._edits.position,
            groups=(*self.checkpoint.groups, *groups),
        )
        return True

    def _follow_groups(self) -> bool:
        """Bring the next works of the first group up to date."""
        if not self.checkpoint.groups:
            return False
        group, *others = self.checkpoint.groups
        if self._waiting is None or self._waiting[0].ids != group.ids:
            works = outbox.works_of(group.subject, group.ids)
            self._waiting = group, [work for work in works if work > group.after]
        works = self._waiting[1]
        now, later = works[: self._slice], works[self._slice :]
        self._replace_in_time(now)
        if later:
            group = replace(group, after=now[-1])
            self._waiting = group, later
            self._save(groups=(group, *others), waiting=len(later))
        else:
            self._waiting = None
            self._save(groups=tuple(others), waiting=0)
        return True

    def _follow_tallies(self) -> bool:
        news = self._tallies.read(BITE)
        if news.last is None:
            return False
        thesaurus = Thesaurus()
        known = list(facts(sorted(news.works), thesaurus))
        self._publish(known, [], thesaurus)
        self._save(tallies=self._tallies.position)
        return True

    # ------------------------------------------------------------ writing

    def _replace(self, work_ids: Sequence[int]) -> None:
        if not work_ids:
            return
        thesaurus = Thesaurus()
        found: list[Facts] = []
        self._writer.replace(texts(work_ids, thesaurus, found))
        gone = sorted(set(work_ids) - {known.work_id for known in found})
        self._writer.remove(gone)
        self._writer.commit()
        self._publish(found, gone, thesaurus)

    def _replace_in_time(self, work_ids: Sequence[int]) -> None:
        """Take as many the next time as the machine can do while nobody notices."""
        began = time.monotonic()
        self._replace(work_ids)
        took = time.monotonic() - began
        fitting = int(len(work_ids) * min(max(SLICE_TAKES / took, 0.5), 2.0))
        self._slice = min(max(fitting, SLICE[0]), SLICE[1])

    def _publish(
        self, known: Sequence[Facts], gone: Sequence[int], thesaurus: Thesaurus
    ) -> None:
        columns.publish(self.generation.columns, known, gone, thesaurus.kinds)
        self._look, self._is_due = _look(self._delta), None

    def _save(self, **changes: object) -> None:
        self.checkpoint = replace(
            self.checkpoint,
            has_delta=self._look is not None,
            **changes,  # type: ignore[arg-type]
        )
        self.checkpoint.save(self.generation.checkpoint)


def _look(path: Path) -> tuple[int, int, int] | None:
    """How a file looks from outside; None if it is not there."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
