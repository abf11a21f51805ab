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
from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.accounts.submissions import forget_old_submissions
from fascicle.core.public import changes
from fascicle.exporting.tasks import (
    look_after_made_books,
    look_after_sendings,
    look_after_takeouts,
)
from fascicle.importing.actions.manuscripts import forget_old_manuscripts
from fascicle.importing.tasks import resume_unfinished
from fascicle.reading.actions.follows import tally_follows
from fascicle.reading.actions.progress import forget_expired
from fascicle.reading.tasks import look_after_digests, spread_news
from fascicle.search.index import outbox
from fascicle.search.tasks import spread_to_filters
from fascicle.tags.actions import count_use
from fascicle.tags.queries import changed_kinds
from fascicle.works.actions import (
    agree_with_clocks,
    carry_out_departures,
    forget_absent,
    forget_nobodys_pictures,
    make_orphanings_final,
    post_due,
    tally_reads,
)

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
    accounts.forget_ended_sessions()


def forget_unconfirmed_accounts() -> None:
    accounts.forget_unconfirmed(before=timezone.now() - timedelta(days=3))


def forget_answered_requests() -> None:
    accounts.forget_answers(before=timezone.now() - timedelta(days=90))


def delete_accounts_that_leave() -> None:
    carry_out_departures(at=timezone.now())


def let_orphans_go() -> None:
    make_orphanings_final(at=timezone.now())


def forget_absent_writers() -> None:
    forget_absent(at=timezone.now())


def forget_expired_history() -> None:
    forget_expired(at=timezone.now())


def forget_old_changes() -> None:
    outbox.trim(at=timezone.now())
    changes.trim(at=timezone.now())


def forget_old_task_results() -> None:
    call_command("prune_db_task_results", "--min-age-days", "14", verbosity=0)


def look_for_likely_synonyms() -> None:
    """Compare tags in a process of their own: it is much to compute, and takes memory."""
    if changed_kinds():
        command = [sys.executable, "-m", "fascicle.cli", "thesaurus", "compare"]
        command += ["--parent", str(os.getpid())]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603


def post_what_is_due() -> None:
    post_due(at=timezone.now())


def tally_what_was_read() -> None:
    tally_reads(on=timezone.now().date())


def reckon_wall_times_anew() -> None:
    agree_with_clocks(at=timezone.now())


DUTIES = [
    Duty("reckon anew when chapters are due", HOUR, reckon_wall_times_anew),
    Duty("post the chapters that are due", 5, post_what_is_due),
    Duty("tell what is new", 15, spread_news),
    Duty("tell what came into filters", 15, spread_to_filters),
    Duty("post letters of what is new", MINUTE, look_after_digests),
    Duty("resume interrupted imports", 30, resume_unfinished),
    Duty("count how much tags are used", 10 * MINUTE, count_use),
    Duty("count who follows stories", 10 * MINUTE, tally_follows),
    Duty("count reads among hits", HOUR, tally_what_was_read),
    Duty("look for likely synonyms", HOUR, look_for_likely_synonyms),
    Duty("forget old sessions", 24 * HOUR, forget_old_sessions),
    Duty("delete accounts that leave", 10 * MINUTE, delete_accounts_that_leave),
    Duty("let go of orphaned works for good", HOUR, let_orphans_go),
    Duty("forget who was at a chapter", HOUR, forget_absent_writers),
    Duty("forget nobody's pictures", 24 * HOUR, forget_nobodys_pictures),
    Duty("forget history that has expired", HOUR, forget_expired_history),
    Duty("forget old changes", HOUR, forget_old_changes),
    Duty("forget unconfirmed accounts", HOUR, forget_unconfirmed_accounts),
    Duty("forget answered requests", 24 * HOUR, forget_answered_requests),
    Duty("forget old manuscripts", HOUR, forget_old_manuscripts),
    Duty("look after takeouts", MINUTE, look_after_takeouts),
    Duty("look after books sent by mail", HOUR, look_after_sendings),
    Duty("look after books that were made", HOUR, look_after_made_books),
    Duty("forget old submissions", 24 * HOUR, forget_old_submissions),
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
