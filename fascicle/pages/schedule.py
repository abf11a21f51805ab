"""What an archive does by the clock.

Each duty is idempotent and cheap when there is nothing to do, so it does not matter if two
workers do it at once, or if one was missed.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from fascicle.importing.tasks import resume_unfinished
from fascicle.search import outbox
from fascicle.tags.actions import count_use
from fascicle.tags.queries import changed_kinds

logger = logging.getLogger(__name__)

MINUTE = 60.0
HOUR = 60 * MINUTE


@dataclass(slots=True)
class Duty:
    """Something to do every so many seconds."""

    name: str
    every: float
    do: Callable[[], object]
    last: float = field(default=float("-inf"))


def forget_old_sessions() -> None:
    call_command("clearsessions")


def forget_old_changes() -> None:
    outbox.trim(at=timezone.now())


def forget_old_task_results() -> None:
    call_command("prune_db_task_results", "--min-age-days", "14", verbosity=0)


def look_for_likely_synonyms() -> None:
    """Compare tags in a process of their own: it is much to compute, and takes memory."""
    if changed_kinds():
        command = [sys.executable, "-m", "fascicle.cli", "thesaurus", "compare"]
        command += ["--parent", str(os.getpid())]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603


DUTIES = [
    Duty("resume interrupted imports", 30, resume_unfinished),
    Duty("count how much tags are used", 10 * MINUTE, count_use),
    Duty("look for likely synonyms", HOUR, look_for_likely_synonyms),
    Duty("forget old sessions", 24 * HOUR, forget_old_sessions),
    Duty("forget old changes", HOUR, forget_old_changes),
    Duty("forget old task results", 24 * HOUR, forget_old_task_results),
]


def do_what_is_due() -> None:
    """Do every duty whose time has come. A database that is away now is tried again later."""
    now = time.monotonic()
    for duty in DUTIES:
        if now - duty.last < duty.every:
            continue
        try:
            duty.do()
        except DatabaseError:
            logger.exception("Could not %s", duty.name)
        else:
            duty.last = now
