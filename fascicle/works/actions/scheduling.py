"""Chapters that come out by themselves, at a time or in a run."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.works import walltime
from fascicle.works.actions.instalments import post_chapter
from fascicle.works.actions.posting import NeedsRating
from fascicle.works.actions.runs import keep_run
from fascicle.works.models import Chapter, PostingRun, ScheduledPosting, Work

logger = logging.getLogger(__name__)


class NotInFuture(Exception):
    """Something is to come out at a time that has been."""


@transaction.atomic
def schedule_chapter(
    chapter: Chapter,
    *,
    wall: datetime,
    zone_name: str,
    quietly: bool,
    by: User,
    at: datetime,
) -> ScheduledPosting | None:
    """Have a draft posted when a wall clock in this zone shows this; instead of any time before.

    None if it is no draft any more.

    :raises NotInFuture: if it has shown it.
    """
    wall = wall.replace(second=0, microsecond=0)
    due_at = walltime.moment(wall, zone_name)
    if due_at <= at:
        raise NotInFuture
    work = Work.objects.select_for_update().get(pk=chapter.work_id)
    draft = work.chapters.drafts().filter(pk=chapter.pk).first()
    if draft is None:
        return None
    row, _ = ScheduledPosting.objects.update_or_create(
        chapter=draft,
        defaults={
            "wall_time": walltime.write(wall),
            "time_zone": zone_name,
            "due_at": due_at,
            "quietly": quietly,
            "set_by": by,
            "set_at": at,
            "in_run": False,
        },
    )
    keep_run(work, at=at)
    return row


@transaction.atomic
def cancel_schedule(chapter: Chapter, *, at: datetime) -> None:
    """Let a draft stay one. What follows in its run moves up."""
    work = Work.objects.select_for_update().get(pk=chapter.work_id)
    ScheduledPosting.objects.filter(pk=chapter.pk).delete()
    keep_run(work, at=at)


@transaction.atomic
def set_run(
    work: Work,
    run: walltime.Run,
    *,
    chapters: Collection[int],
    quietly: bool,
    by: User,
    at: datetime,
) -> int:
    """Have these drafts posted one by one; instead of any run before. Returns how many.

    Other drafts stay out of it, and those to come too: nothing half written comes out unasked.
    A draft with a time of its own keeps it unless it is among these.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    drafts = list(work.chapters.drafts().filter(pk__in=chapters).in_order())
    _write_run(work, run, quietly=quietly, by=by)
    keys = [draft.pk for draft in drafts]
    ScheduledPosting.objects.of_run(work).delete()
    ScheduledPosting.objects.filter(pk__in=keys).delete()
    walls = run.walls(at, len(drafts))
    ScheduledPosting.objects.bulk_create(
        ScheduledPosting(
            chapter=draft,
            wall_time=walltime.write(wall),
            time_zone=run.zone_name,
            due_at=walltime.moment(wall, run.zone_name),
            quietly=quietly,
            set_by=by,
            set_at=at,
            in_run=True,
        )
        for draft, wall in zip(drafts, walls, strict=False)
    )
    return len(drafts)


def _write_run(work: Work, run: walltime.Run, *, quietly: bool, by: User) -> None:
    PostingRun.objects.update_or_create(
        work=work,
        defaults={
            "weekdays": run.weekdays,
            "every_weeks": run.every_weeks,
            "time": run.time,
            "time_zone": run.zone_name,
            "starts_on": run.starts_on,
            "quietly": quietly,
            "set_by": by,
        },
    )


@transaction.atomic
def end_run(work: Work) -> None:
    """End a run: drafts that it would have posted stay drafts."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    ScheduledPosting.objects.of_run(work).delete()
    PostingRun.objects.filter(pk=work.pk).delete()


def post_due(*, at: datetime) -> int:
    """Post what should be public by now, the earliest first. Returns how many were.

    Each is posted once, however often and in how many workers this is called, for its row goes
    with it. What was missed while no worker ran is made up for.
    """
    posted = 0
    for row in ScheduledPosting.objects.due(at).select_related("chapter"):
        try:
            posted += _post_if_due(row, at=at)
        except NeedsRating:
            logger.warning("Chapter %s waits for its work to be rated", row.pk)
        except Exception:
            logger.exception("Could not post chapter %s", row.pk)
    return posted


@transaction.atomic
def _post_if_due(row: ScheduledPosting, *, at: datetime) -> bool:
    Work.objects.select_for_update().get(pk=row.chapter.work_id)
    still = ScheduledPosting.objects.due(at).filter(pk=row.pk).first()
    return still is not None and post_chapter(row.chapter, at=at, quietly=still.quietly)


def agree_with_clocks(*, at: datetime) -> int:
    """Reckon anew when a wall time is, for governments change the clocks. Returns how many moved.

    What should have been posted by now stays: it is on its way.
    """
    moved = []
    for row in ScheduledPosting.objects.filter(due_at__gt=at):
        due_at = walltime.moment(walltime.read(row.wall_time), row.time_zone)
        if due_at != row.due_at:
            row.due_at = due_at
            moved.append(row)
    ScheduledPosting.objects.bulk_update(moved, ["due_at"], batch_size=200)
    ScheduledPosting.objects.of_the_bin().delete()
    return len(moved)
