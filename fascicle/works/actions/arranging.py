"""Series at their owners' desk: what they are called, in which order, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from fascicle.accounts.models import PenName
from fascicle.core.html import clean
from fascicle.core.names import one_line, title_key
from fascicle.works.actions.asking import tell_of_series
from fascicle.works.actions.hiding import refuse_to_tell
from fascicle.works.actions.series import new_series, place_in_series
from fascicle.works.models import Series, SeriesEntry, SeriesOwner, Work
from fascicle.works.signals import work_changed


class NotTheWorks(Exception):
    """Somebody added or took away a work while another put a series in order."""


class NotToBeAsked(Exception):
    """A pen name cannot be asked to own a series: it has no owner, or they take no offers."""


class LastOwner(Exception):
    """The last owner of a series cannot leave it while it holds works of others."""


@transaction.atomic
def start_series(title: str, *, owner: PenName, at: datetime) -> Series:
    """A new series that somebody owns."""
    series = new_series(title)
    SeriesOwner.objects.create(
        series=series, pen_name=owner, asked_at=at, accepted_at=at
    )
    return series


@dataclass(frozen=True, slots=True)
class PlaceInSeries:
    """One series there is, or a new one of this title; and what number the work has there."""

    series: Series | None = None
    title: str = ""
    number: str = ""


@transaction.atomic
def put_in_series(
    work: Work, place: PlaceInSeries, *, owner: PenName, at: datetime
) -> SeriesEntry:
    """Put a work at the end of a series, which ``owner`` starts if there is none yet.

    :raises TellsTheWriter: if the series would tell who wrote it, or another of it.
    """
    series = place.series or start_series(place.title, owner=owner, at=at)
    refuse_to_tell(series, work)
    return place_in_series(series, work, number=place.number)


@transaction.atomic
def describe_series(
    series: Series, *, title: str, summary: str, complete: bool
) -> Series:
    """Say what a series is called, what it is about, and whether it is complete.

    :raises TooComplex: if the HTML of the summary is beyond what it needs.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    series.title = one_line(title)[:255]
    series.title_key = title_key(title)[:255]
    series.summary = clean(summary)
    series.complete = complete
    series.save()
    _announce(series)
    return series


@transaction.atomic
def arrange_series(
    series: Series, order: Sequence[int], *, numbers: Sequence[str] = ()
) -> None:
    """Put the works of a series in this order of entries, with what they are numbered.

    :raises NotTheWorks: if these are not all entries that it has.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    entries = {entry.pk: entry for entry in series.entries.all()}
    if sorted(order) != sorted(entries):
        raise NotTheWorks
    said = dict(zip(order, numbers, strict=False))
    for place, pk in enumerate(order, 1):
        entries[pk].position = place
        entries[pk].number = one_line(said.get(pk, entries[pk].number))[:20]
    SeriesEntry.objects.bulk_update(
        entries.values(), ["position", "number"], batch_size=200
    )
    _announce(series)


@transaction.atomic
def take_out_of_series(series: Series, work: Work) -> None:
    """Take a work out of a series; those after it move up."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    series.entries.filter(work=work).delete()
    rest = list(series.entries.order_by("position"))
    for place, entry in enumerate(rest, 1):
        entry.position = place
    SeriesEntry.objects.bulk_update(rest, ["position"], batch_size=200)
    tell = partial(work_changed.send_robust, Work, work_id=work.pk)
    transaction.on_commit(tell)


@transaction.atomic
def delete_series(series: Series) -> None:
    """Part the works of a series. The works themselves stay."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    _announce(series)
    series.delete()


@transaction.atomic
def ask_to_own(
    series: Series, pen_name: PenName, *, at: datetime, by: PenName | None = None
) -> SeriesOwner:
    """Ask somebody to own a series too, by letter. One that nobody owns becomes the asker's first.

    :raises NotToBeAsked: if nobody stands behind the name, or they take no offers.
    """
    if not PenName.objects.taking_offers().filter(pk=pen_name.pk).exists():
        raise NotToBeAsked
    Series.objects.select_for_update().get(pk=series.pk)
    owners = SeriesOwner.objects.filter(series=series)
    if by and not owners.settled().exists():
        owners.update_or_create(
            series=series, pen_name=by, defaults={"asked_at": at, "accepted_at": at}
        )
    asked, is_new = owners.get_or_create(
        series=series, pen_name=pen_name, defaults={"asked_at": at}
    )
    if is_new:
        tell_of_series(asked)
    return asked


def accept_series(asked: SeriesOwner, *, at: datetime) -> None:
    SeriesOwner.objects.filter(pk=asked.pk, accepted_at=None).update(accepted_at=at)


def decline_series(asked: SeriesOwner) -> None:
    """Say no, or take the question back."""
    SeriesOwner.objects.filter(pk=asked.pk, accepted_at=None).delete()


@transaction.atomic
def leave_series(series: Series, pen_names: Sequence[PenName]) -> None:
    """Own a series no longer.

    :raises LastOwner: if nobody else does.
    """
    Series.objects.select_for_update().get(pk=series.pk)
    owners = SeriesOwner.objects.filter(series=series)
    if not owners.settled().exclude(pen_name__in=pen_names).exists():
        raise LastOwner
    owners.filter(pen_name__in=pen_names).delete()


def _announce(series: Series) -> None:
    for work_id in series.entries.values_list("work", flat=True):
        tell = partial(work_changed.send_robust, Work, work_id=work_id)
        transaction.on_commit(tell)
