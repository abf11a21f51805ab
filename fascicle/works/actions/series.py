"""Series and the places of works in them."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from fascicle.accounts.models import PenName
from fascicle.core.names import one_line, title_key
from fascicle.works.models import Series, SeriesEntry, Work


def new_series(title: str) -> Series:
    """A series of this title, whether or not another has it."""
    shown = one_line(title) or title
    return Series.objects.create(title=shown[:255], title_key=title_key(title)[:255])


def series_named(title: str, *, by: Sequence[PenName] = ()) -> Series:
    """The series of this title, made if there is none.

    With pen names, only one that holds works of one of them counts: titles like "One-shots"
    are everybody's.
    """
    named = Series.objects.titled(title_key(title)[:255])
    if by:
        named = named.with_works_by(by)
    return named.order_by("pk").first() or new_series(title)


@transaction.atomic
def place_in_series(
    series: Series, work: Work, *, number: str = "", before: Sequence[int] = ()
) -> SeriesEntry:
    """Put a work at the end of a series, or before the first of the works whose keys are given.

    A work already in it stays where it is.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    entries = list(series.entries.order_by("position"))
    for entry in entries:
        if entry.work_id == work.pk:
            return entry
    place = next((e.position for e in entries if e.work_id in before), None)
    if place is None:
        place = entries[-1].position + 1 if entries else 1
    series.entries.filter(position__gte=place).update(position=F("position") + 1)
    return SeriesEntry.objects.create(
        series=series, work=work, position=place, number=number[:20]
    )


def forget_empty_series(series: Series) -> None:
    """Delete a series that holds no work."""
    Series.objects.filter(pk=series.pk, entries=None).delete()
