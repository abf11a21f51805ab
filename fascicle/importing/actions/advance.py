"""Bringing a batch on, from state to state, until a person has to look at it."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.utils.translation import gettext as _

from fascicle.importing import lease as leases
from fascicle.importing.actions.accept import accept_queued
from fascicle.importing.actions.gather import gather
from fascicle.importing.actions.group import propose
from fascicle.importing.actions.read import read
from fascicle.importing.actions.undo import undo
from fascicle.importing.lease import Lease, LeaseLost
from fascicle.importing.models import Batch, BatchState

logger = logging.getLogger(__name__)

_STEPS: dict[str, Callable[[Batch, Lease], None]] = {
    BatchState.GATHERING: gather,
    BatchState.READING: read,
    BatchState.GROUPING: propose,
    BatchState.ACCEPTING: accept_queued,
    BatchState.UNDOING: undo,
}
#: A step that fails so often in a row will not succeed by itself.
_MOST_ATTEMPTS = 3


def advance(batch_id: int, *, watch: Callable[[Batch], object] | None = None) -> Batch:
    """Do what is to be done for a batch; it can be killed anywhere and called again.

    ``watch`` is called with the batch at every step, to show its progress.

    :raises lease.Held: if another worker is at it.
    """
    with leases.held(batch_id, watch) as lease:
        batch = Batch.objects.get(pk=batch_id)
        while step := _STEPS.get(batch.state):
            _do(step, batch, lease)
            batch = Batch.objects.get(pk=batch_id)
    return batch


def _do(step: Callable[[Batch, Lease], None], batch: Batch, lease: Lease) -> None:
    try:
        step(batch, lease)
    except (LeaseLost, DatabaseError, OSError):
        raise  # not the batch's fault: a full disk or a database away; tried again later
    except Exception:
        logger.exception("Batch %d failed in “%s”", batch.pk, batch.state)
        _count_failure(batch, lease)
        raise


def _count_failure(batch: Batch, lease: Lease) -> None:
    attempts = Batch.objects.get(pk=batch.pk).attempts + 1
    if attempts < _MOST_ATTEMPTS:
        lease.save(attempts=attempts)
        return
    message = _(
        "This import fails at one point every time. The log says where. Nothing was lost."
    )
    lease.save(
        state=BatchState.FAILED,
        stopped_in=batch.state,
        attempts=attempts,
        message=message,
    )
