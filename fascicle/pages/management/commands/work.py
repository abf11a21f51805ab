"""``fascicle work``: background tasks and the schedule."""

import argparse
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.translation import gettext as _

from fascicle.core.processes import leave_with
from fascicle.pages import schedule
from fascicle.search.index import indexer

TICK = 15.0  # seconds between looks at the schedule


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Do background work: imports, the search index, what is due by the clock."
        )
        parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)

    def handle(self, *args: object, **options: Any) -> None:
        if parent := options["parent"]:
            threading.Thread(target=leave_with, args=(parent,), daemon=True).start()
        threading.Thread(target=follow_schedule, daemon=True).start()
        threading.Thread(target=indexer.keep, daemon=True).start()
        call_command(
            "db_worker",
            queue_name="*",
            interval=0.5,
            reload=False,
            startup_delay=False,
            verbosity=0,
        )


def follow_schedule() -> None:
    """Do what is due, for as long as the process lives."""
    while True:
        schedule.do_what_is_due()
        close_old_connections()
        time.sleep(TICK)
