"""Who brings a batch on: one worker at a time, and nothing is saved by one that lost it.

A worker writes its name on the batch and shows signs of life. One that died (killed, power
cut) is replaced: at once if it ran on this machine, else when its last sign is old.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from fascicle.importing.models import Batch
from fascicle.importing.models.batches import BUSY

#: A worker without a sign of life for so long is taken for dead.
LASTS = timedelta(minutes=2)
BEAT_SECONDS = 30.0


class Held(Exception):
    """Another worker is at it."""


class LeaseLost(Exception):
    """Another worker has taken over; what was in this transaction is not saved."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to bring a batch on. ``watch`` is told of each step."""

    batch_id: int
    holder: str
    watch: Callable[[Batch], object] | None = None

    def save(self, **fields: object) -> None:
        """Write fields of the batch, as part of the transaction that saves the step's work.

        :raises LeaseLost: if another worker has taken over.
        """
        batch = Batch.objects.filter(pk=self.batch_id).held_by(self.holder)
        if not batch.update(beat_at=now(), **fields):
            raise LeaseLost
        if self.watch:
            self.watch(Batch.objects.get(pk=self.batch_id))

    def move_to(self, state: str, *, done: int = 0, total: int = 0) -> None:
        """The batch's next state, with nothing against it yet."""
        ended = None if state in BUSY else now()
        self.save(state=state, done=done, total=total, attempts=0, finished_at=ended)


@contextmanager
def held(
    batch_id: int, watch: Callable[[Batch], object] | None = None
) -> Iterator[Lease]:
    """Hold a batch while the block runs.

    :raises Held: if another worker does.
    """
    lease = Lease(batch_id, _claim(batch_id), watch)
    stop = threading.Event()
    heart = threading.Thread(target=_beat, args=(lease, stop), daemon=True)
    heart.start()
    try:
        yield lease
    finally:
        stop.set()
        Batch.objects.filter(pk=batch_id).held_by(lease.holder).update(holder="")


@transaction.atomic
def _claim(batch_id: int) -> str:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if not is_free(batch):
        raise Held
    batch.holder = f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex}"
    batch.beat_at = now()
    batch.save(update_fields=["holder", "beat_at"])
    return batch.holder


def is_free(batch: Batch) -> bool:
    """Whether no living worker holds the batch."""
    if not batch.holder or batch.beat_at is None:
        return True
    if batch.beat_at < now() - LASTS:
        return True
    host, process, _ = batch.holder.rsplit("/", 2)
    return host == socket.gethostname() and not _is_alive(int(process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _beat(lease: Lease, stop: threading.Event) -> None:
    """Signs of life from a thread of its own, as a step may be long."""
    try:
        while not stop.wait(BEAT_SECONDS):
            mine = Batch.objects.filter(pk=lease.batch_id).held_by(lease.holder)
            try:
                mine.update(beat_at=now())
            except DatabaseError:
                continue  # busy or away: the next beat, or the step itself, will tell
    finally:
        connection.close()
