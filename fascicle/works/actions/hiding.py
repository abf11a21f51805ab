"""Writing without a name: each writer of a work hides their own, and nobody else's."""

from django.db import transaction
from django.db.models import Q

from fascicle.accounts.actions import nobody
from fascicle.accounts.models import PenName, Purpose, User
from fascicle.works.actions.company import announce, take_nobody_off
from fascicle.works.models import (
    Byline,
    HiddenByline,
    Series,
    SeriesEntry,
    Work,
)


class TellsTheWriter(Exception):
    """Beside works with their name in it, a series would tell who wrote an anonymous one."""


@transaction.atomic
def hide_name(work: Work, *, by: User) -> list[Series]:
    """Let the archive's name for nobody stand where one writer's did. Announces ``work_changed``.

    The work leaves series that would tell who that is; these are returned.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    shown = work.bylines.filter(pen_name__user=by)
    rows = list(shown.order_by("position"))
    if not rows:
        return []
    for one in rows:
        HiddenByline.objects.get_or_create(
            work=work, pen_name_id=one.pen_name_id, defaults={"position": one.position}
        )
    Byline.objects.get_or_create(
        work=work,
        pen_name=nobody(Purpose.ANONYMOUS),
        defaults={"position": rows[0].position},
    )
    shown.delete()
    work.anonymous = True
    work.save(update_fields=["anonymous"])
    left = _leave_series_that_tell(work)
    announce(work)
    return left


@transaction.atomic
def show_name(work: Work, *, by: User) -> list[Series]:
    """Let one writer's own names stand on a work again. Announces ``work_changed``.

    The work leaves series in which they have anonymous ones, for it would tell of these.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    hidden = work.hidden_bylines.filter(pen_name__user=by)
    rows = list(hidden.order_by("position"))
    if not rows:
        return []
    for one in rows:
        Byline.objects.get_or_create(
            work=work, pen_name_id=one.pen_name_id, defaults={"position": one.position}
        )
    hidden.delete()
    if not work.hidden_bylines.exists():
        take_nobody_off(work, Purpose.ANONYMOUS)
        work.anonymous = False
        work.save(update_fields=["anonymous"])
    left = _leave_series_that_tell(work)
    announce(work)
    return left


def refuse_to_tell(series: Series, work: Work) -> None:
    """Keep a work out of a series that would tell who wrote it, or another of it.

    :raises TellsTheWriter: then.
    """
    if series in series_that_tell(work, [series]):
        raise TellsTheWriter


def series_that_tell(work: Work, among: list[Series] | None = None) -> list[Series]:
    """Series of a work that hold named works of its hidden writers, or the reverse.

    Who owns a series is not public, so it tells nothing.
    """
    every = among if among is not None else list(Series.objects.filter(works=work))
    hiding = _accounts(Q(hidden_bylines__work=work))
    named = _accounts(Q(bylines__work=work)) - hiding
    found = []
    for series in every:
        others = SeriesEntry.objects.filter(series=series).exclude(work=work)
        in_hiding = _accounts(Q(hidden_bylines__work__in=others.values("work")))
        in_the_open = _accounts(Q(bylines__work__in=others.values("work")))
        if hiding & in_the_open or named & in_hiding:
            found.append(series)
    return found


def _accounts(where: Q) -> set[int]:
    names = PenName.objects.filter(where, user__isnull=False)
    return {pk for pk in names.values_list("user", flat=True) if pk is not None}


def _leave_series_that_tell(work: Work) -> list[Series]:
    left = series_that_tell(work)
    SeriesEntry.objects.filter(work=work, series__in=left).delete()
    return left
