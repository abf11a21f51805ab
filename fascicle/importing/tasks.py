"""Background work on batches. Doing any of it twice changes nothing."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from fascicle.core import storage
from fascicle.importing import uploads
from fascicle.importing.actions.advance import advance
from fascicle.importing.lease import Held, LeaseLost, is_free
from fascicle.importing.models import Batch


@task(queue_name="imports")
def advance_batch(batch_id: int) -> None:
    """Bring a batch on to where a person has to look at it."""
    try:
        advance(batch_id)
    except (Held, LeaseLost, Batch.DoesNotExist):
        return  # another worker is at it, or nobody wants it any more


def resume_unfinished() -> None:
    """Have every batch that lost its worker brought on by another."""
    for batch in Batch.objects.unfinished():
        if is_free(batch) and not _is_waiting(batch):
            advance_batch.enqueue(batch.pk)
    forget_what_was_cut_off()


def forget_what_was_cut_off() -> None:
    """Delete uploads that never became a batch, and originals that were half written."""
    sent = Batch.objects.unfinished().sent_by_browsers()
    uploads.forget_lost(
        uploads.decoded(source["path"]) for batch in sent for source in batch.sources
    )
    storage.forget_lost_drafts()


def _is_waiting(batch: Batch) -> bool:
    """Whether a task for it waits already, behind others."""
    waiting = DBTaskResult.objects.ready().filter(task_path=advance_batch.module_path)
    return any(task.args_kwargs["args"] == [batch.pk] for task in waiting.iterator())
