"""How often chapters are read."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from fascicle.works.models import Chapter, ChapterReads


@transaction.atomic
def count_reads(counts: Mapping[int, int], *, on: date) -> None:
    """Add reads of chapters, by their keys, to the week of a day."""
    week = on - timedelta(days=on.weekday())
    there = set(Chapter.objects.filter(pk__in=counts).values_list("pk", flat=True))
    rows = [ChapterReads(chapter_id=pk, week=week) for pk in sorted(there)]
    ChapterReads.objects.bulk_create(rows, ignore_conflicts=True)
    for pk in sorted(there):
        of_week = ChapterReads.objects.filter(chapter=pk, week=week)
        of_week.update(count=F("count") + counts[pk])
