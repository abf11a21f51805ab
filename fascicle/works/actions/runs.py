"""The run of a work: which of its drafts comes out when."""

from datetime import datetime

from fascicle.works import walltime
from fascicle.works.models import PostingRun, ScheduledPosting, Work


def keep_run(work: Work, *, at: datetime) -> None:
    """Give the drafts in a work's run the next of its times, in the order of the chapters.

    What should be public already keeps its time: it is posted as soon as may be. Doing it twice
    changes nothing.
    """
    run = PostingRun.objects.of(work)
    coming = ScheduledPosting.objects.of_run(work).filter(due_at__gt=at)
    rows = list(coming.order_by("chapter__position"))
    if run is None or not rows:
        return
    walls = times_of(run).walls(at, len(rows))
    for row, wall in zip(rows, walls, strict=False):
        row.wall_time = walltime.write(wall)
        row.time_zone = run.time_zone
        row.due_at = walltime.moment(wall, run.time_zone)
        row.quietly = run.quietly
    fields = ["wall_time", "time_zone", "due_at", "quietly"]
    ScheduledPosting.objects.bulk_update(rows, fields, batch_size=200)


def times_of(run: PostingRun) -> walltime.Run:
    """A run's times, to be reckoned with."""
    return walltime.Run(
        weekdays=run.weekdays,
        every_weeks=run.every_weeks,
        time=run.time,
        zone_name=run.time_zone,
        starts_on=run.starts_on,
    )
