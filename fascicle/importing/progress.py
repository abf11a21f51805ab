"""How far an import is, for a person at a terminal."""

import time
from typing import TextIO

from django.utils.translation import gettext as _

from fascicle.importing.models import Batch, BatchState

_WIDTH = 30
_EVERY = 0.1  # seconds between changes of the bar
_PLAIN_EVERY = 10.0  # and between lines, where there is no bar


class Progress:
    """A bar that moves in place on a terminal; now and then a line elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar = out.isatty()
        self._state = ""
        self._shown = float("-inf")

    def show(self, batch: Batch) -> None:
        """Show where the batch is, unless that was just done."""
        if not batch.is_busy:
            return
        now = time.monotonic()
        is_new = batch.state != self._state
        if not is_new and now - self._shown < (_EVERY if self._bar else _PLAIN_EVERY):
            return
        if is_new and self._state:
            self.end_line()
        self._state, self._shown = batch.state, now
        doing = BatchState(batch.state).label.capitalize()
        text = _("%(doing)s: %(count)s") % {"doing": doing, "count": count(batch)}
        if self._bar:
            text = f"\r\x1b[K{bar(batch)} {text}"
        self._out.write(text if self._bar else f"{text}\n")
        self._out.flush()

    def end_line(self) -> None:
        """Leave the line with the bar."""
        if self._bar and self._state:
            self._out.write("\r\x1b[K")
        self._state = ""


def count(batch: Batch) -> str:
    return f"{batch.done} / {batch.total}" if batch.total else str(batch.done or "…")


def bar(batch: Batch) -> str:
    part = min(1.0, batch.done / batch.total) if batch.total else 0.0
    full = round(part * _WIDTH)
    return "█" * full + "░" * (_WIDTH - full)
