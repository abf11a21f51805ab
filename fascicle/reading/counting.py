"""How often chapters are read, without knowing by whom.

A reader of a chapter counts once a day. That this one did is remembered, until midnight, as a short
hash under a salt that was drawn for the day and lies in the memory of one process alone; what is
written down are numbers. Each process remembers by itself, so a number is about right, not exact.
"""

import atexit
import hashlib
import logging
import re
import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache, partial

from django.db import DatabaseError, close_old_connections

from fascicle.accounts.viewer import Request
from fascicle.core.public.pages import Visit
from fascicle.core.visitors import address_of
from fascicle.works.actions import count_reads
from fascicle.works.models import Work

logger = logging.getLogger(__name__)

EVERY = 60.0  # seconds between writings
KEEPS = "HTTP_X_KEEP"  # what js/offline.js sends with the pages that it fetches to keep
MOST_REMEMBERED = 500_000  # hashes: 40 MB or so; beyond that a second read counts again
_ROBOT = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|fetch|preview|^$", re.I)


class Memory:
    """What one process has seen today and not written down yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget(date.min)
        self.counts: Counter[tuple[date, int]] = Counter()

    def _forget(self, day: date) -> None:
        self.day, self.salt = day, secrets.token_bytes(16)
        self.seen: set[bytes] = set()

    def note(self, reader: str, chapters: Iterable[int], *, day: date) -> None:
        with self._lock:
            if day != self.day or len(self.seen) > MOST_REMEMBERED:
                self._forget(day)
            for pk in chapters:
                text = f"{pk} {reader}".encode(errors="replace")
                mark = hashlib.blake2b(text, key=self.salt, digest_size=8).digest()
                if mark not in self.seen:
                    self.seen.add(mark)
                    self.counts[day, pk] += 1

    def write(self) -> None:
        """Add what was counted to the weeks. What cannot be written is tried again later."""
        with self._lock:
            counts, self.counts = self.counts, Counter()
        try:
            for day in sorted({day for day, _pk in counts}):
                of_day = {pk: n for (that, pk), n in counts.items() if that == day}
                count_reads(of_day, on=day)
        except DatabaseError:
            logger.warning("Reads could not be counted now; they will be later.")
            with self._lock:
                self.counts += counts


memory = Memory()


def note(request: Request, work: Work, chapters: Iterable[int]) -> None:
    """Count a page that a reader got; not a robot's, nor one of the work's own writers'."""
    if request.method != "GET" or work.posted_at is None or _writes(request, work):
        return
    _note(request.META, chapters)


def again(chapters: Iterable[int]) -> Visit:
    """For each later reader of a kept page: counted as if the page had been made for them."""
    return partial(_note, chapters=tuple(chapters))


def _note(meta: Mapping[str, object], chapters: Iterable[int]) -> None:
    agent = str(meta.get("HTTP_USER_AGENT", ""))
    # A browser that guesses, or keeps a work offline, has no reader before it yet.
    is_ahead = "prefetch" in str(meta.get("HTTP_SEC_PURPOSE", "")) or KEEPS in meta
    if not is_ahead and not _is_robot(agent):
        reader = f"{address_of(meta)} {agent}"
        memory.note(reader, chapters, day=datetime.now(UTC).date())


@lru_cache(maxsize=500)
def _is_robot(agent: str) -> bool:
    return bool(_ROBOT.search(agent))


def _writes(request: Request, work: Work) -> bool:
    user = request.viewer.user
    if user is None:
        return False
    if work.anonymous:
        return Work.objects.editable_by(request.viewer).with_pk(work.pk) is not None
    return any(one.pen_name.user_id == user.pk for one in work.bylines.all())


def begin() -> None:
    """Write counts down now and then, for as long as the process lives."""
    threading.Thread(target=_keep_writing, daemon=True).start()
    atexit.register(memory.write)


def _keep_writing() -> None:
    pause = threading.Event()
    while not pause.wait(EVERY):
        memory.write()
        close_old_connections()
