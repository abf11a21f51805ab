"""What people ask for: an import, its acceptance, its undoing. A worker does it in the background.

``fascicle import`` brings its batch on itself instead.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.importing.containers import printable
from fascicle.importing.models import (
    Batch,
    BatchState,
    StoryState,
)
from fascicle.importing.tasks import advance_batch
from fascicle.importing.uploads import Upload, encoded, spool


class NotNow(Exception):
    """The batch is not in a state in which this can be done."""


class UploadTooLarge(Exception):
    """More was sent than the archive takes at once."""


@transaction.atomic
def take_paths(
    paths: Sequence[Path],
    *,
    name: str = "",
    emphasis: str = "",
    accept_all: bool = False,
    by: User | None = None,
) -> Batch:
    """A batch of what lies at these paths; one that was interrupted is taken up again.

    Nothing is read yet: ``advance`` does that. With ``accept_all`` it goes on to accept
    whatever is proposed.
    """
    sources = [_source(path) for path in paths]
    unfinished = Batch.objects.unfinished().of_sources(sources).newest_first().first()
    if unfinished:
        if accept_all and not unfinished.accept_all:
            unfinished.accept_all = True
            unfinished.save(update_fields=["accept_all"])
        return unfinished
    return Batch.objects.create(
        name=(name or _name_of(sources))[:200],
        sources=sources,
        emphasis=emphasis,
        accept_all=accept_all,
        by=by,
    )


def _source(path: Path) -> dict[str, str]:
    # Not resolved: a link is to be refused by name, not followed.
    absolute = Path(os.path.abspath(path))
    name = printable(absolute.name or str(absolute))
    return {"path": encoded(absolute), "name": name}


def _name_of(sources: Sequence[dict[str, str]]) -> str:
    names = [source["name"] for source in sources]
    if len(names) <= 2:
        return ", ".join(names)
    return _("%(first)s and %(count)d more") % {
        "first": names[0],
        "count": len(names) - 1,
    }


def take_uploads(
    uploads: Sequence[Upload], *, name: str = "", emphasis: str = "", by: User
) -> Batch:
    """A batch of files that a browser sent. They are kept before this returns.

    :raises UploadTooLarge: if they are more than the archive takes at once.
    """
    if sum(upload.size or 0 for upload in uploads) > settings.UPLOAD_LIMIT:
        raise UploadTooLarge
    sources = [
        {"path": encoded(path), "name": printable(name or _("unnamed"))}
        for path, name in spool(uploads)
    ]
    with transaction.atomic():
        batch = Batch.objects.create(
            name=(name or _name_of(sources))[:200],
            sources=sources,
            uploaded=True,
            emphasis=emphasis,
            by=by,
        )
        advance_batch.enqueue(batch.pk)
    return batch


# ---------------------------------------------------------------- going on


@transaction.atomic
def ask_to_accept(
    batch: Batch, story_ids: Sequence[int] | None = None, *, by: User | None = None
) -> int:
    """Have proposed stories accepted in the background, all of them unless named; how many.

    :raises NotNow: if the batch is not under review.
    """
    count = queue_accepting(batch, story_ids, by=by)
    advance_batch.enqueue(batch.pk)
    return count


@transaction.atomic
def queue_accepting(
    batch: Batch, story_ids: Sequence[int] | None = None, *, by: User | None = None
) -> int:
    """As ``ask_to_accept``, for a caller that brings the batch on itself.

    :raises NotNow: if the batch is not under review.
    """
    batch = _locked(batch, BatchState.REVIEW)
    stories = batch.stories.proposed()
    if story_ids is not None:
        stories = stories.with_pks(story_ids)
    count = stories.update(state=StoryState.QUEUED, accepted_by=by)
    _set_state(batch, BatchState.ACCEPTING, total=count)
    return count


@transaction.atomic
def ask_to_undo(batch: Batch) -> None:
    """Have everything the batch made taken away again, where nothing was built on it.

    :raises NotNow: if the batch is busy, or undone.
    """
    batch = _locked(batch, BatchState.REVIEW, BatchState.FAILED)
    _send_on(batch, BatchState.UNDOING)


@transaction.atomic
def ask_to_reread(batch: Batch, *, emphasis: str) -> None:
    """Have every file that is not accepted read again, with another mark of emphasis.

    What was changed at the review desk in stories that are not accepted is lost.

    :raises NotNow: if the batch is not under review.
    """
    batch = _locked(batch, BatchState.REVIEW)
    batch.emphasis = emphasis
    batch.save(update_fields=["emphasis"])
    batch.changes.all().delete()
    count = batch.files.not_accepted().update(read_at=None)
    _send_on(batch, BatchState.READING, total=count)


@transaction.atomic
def ask_again(batch: Batch) -> None:
    """Take up a batch that failed, where it stopped.

    :raises NotNow: if it has not failed.
    """
    batch = _locked(batch, BatchState.FAILED)
    _send_on(batch, batch.stopped_in or BatchState.GATHERING)


def _locked(batch: Batch, *states: BatchState) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in states:
        raise NotNow
    return batch


def _send_on(batch: Batch, state: str, *, total: int = 0) -> None:
    _set_state(batch, state, total=total)
    advance_batch.enqueue(batch.pk)


def _set_state(batch: Batch, state: str, *, total: int) -> None:
    batch.state = state
    batch.done, batch.total, batch.attempts, batch.message = 0, total, 0, ""
    batch.save(update_fields=["state", "done", "total", "attempts", "message"])
