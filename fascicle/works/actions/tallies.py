"""How works are received: counted in coarse steps, and seen by those who write them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum

from fascicle.accounts.viewer import Viewer
from fascicle.core.chunks import AT_ONCE, chunks
from fascicle.works.models import ChapterReads, Tally, TallySeen, Work
from fascicle.works.models.tallies import RECEIVED


def tally_reads(*, on: date) -> None:
    """Count what was read in the week of a day and in the one before among the works' hits."""
    since = on - timedelta(days=on.weekday() + 7)
    lately = ChapterReads.objects.filter(week__gte=since).order_by("chapter__work")
    works = list(lately.values_list("chapter__work", flat=True).distinct())
    for some in chunks(works):
        reads = ChapterReads.objects.filter(chapter__work__in=some).order_by()
        sums = reads.values_list("chapter__work").annotate(sum=Sum("count"))
        _write_reads(dict(sums))


@transaction.atomic
def _write_reads(sums: Mapping[int, int]) -> None:
    rows = []
    for tally in _tallies_of(sums):
        more = sums[tally.work_id] - tally.reads
        if more:
            # Reads of a chapter that is gone since were hits nevertheless.
            tally.hits += max(more, 0)
            tally.reads = sums[tally.work_id]
            rows.append(tally)
    _write(rows, "hits", "reads")


def write_follows(counts: Mapping[int, int]) -> None:
    """Keep by how many readers each of these works is followed now."""
    for some in chunks(sorted(counts)):
        with transaction.atomic():
            rows = list(_tallies_of(some))
            for tally in rows:
                tally.follows = counts[tally.work_id]
            _write(rows, "follows")


def see_tallies(viewer: Viewer) -> None:
    """From now on nothing of how the viewer's works were received is new to them."""
    if viewer.user is None:
        return
    tallies = Tally.objects.filter(work__in=Work.objects.editable_by(viewer))
    rows = [
        TallySeen(
            user=viewer.user,
            work_id=tally.work_id,
            **{name: getattr(tally, name) for name in RECEIVED},
        )
        for tally in tallies
    ]
    TallySeen.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "work"],
        update_fields=RECEIVED,
        batch_size=AT_ONCE,
    )


def _tallies_of(works: Collection[int]) -> Iterator[Tally]:
    """One for each work that there is still, locked if it is there; the others are new."""
    there = Tally.objects.select_for_update().in_bulk(list(works))
    living = Work.objects.filter(pk__in=list(works)).values_list("pk", flat=True)
    for work in sorted(living):
        yield there.get(work) or Tally(work_id=work)


def _write(rows: Sequence[Tally], *names: str) -> None:
    Tally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["work"], update_fields=names
    )
