"""The archive's clock, put forward, and what its worker does then."""

import time
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from fascicle.pages.schedule import DUTIES


class Clock:
    """What Django and the libraries beside it take for the time. It goes on by itself."""

    def __init__(self, monkeypatch):
        self.ahead = timedelta()
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + self.ahead.total_seconds())
        monkeypatch.setattr(timezone, "datetime", self)

    def now(self, tz=None):
        return datetime.now(tz) + self.ahead

    def __instancecheck__(self, one):
        return isinstance(one, datetime)

    def put_forward(self, *, to=None, by=timedelta()):
        """To a moment, or by so much."""
        self.ahead = (to - datetime.now(UTC)) if to else self.ahead + by


def do(name):
    """Do what the worker does by the clock under this name."""
    (duty,) = [one for one in DUTIES if one.name == name]
    duty.do()
    return duty


def do_tasks():
    """Do what waits for the worker, until nothing does."""
    call_command(
        "db_worker",
        queue_name="*",
        interval=0,
        batch=True,
        reload=False,
        startup_delay=False,
        verbosity=0,
    )
