"""How one's works are read."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import statistics as numbers
from fascicle.works.models import Work
from fascicle.works.plots import plot
from fascicle.works.views.lookup import members_only, own_work


@members_only
@require_safe
def statistics(request: MemberRequest) -> HttpResponse:
    weeks = numbers.weeks_until(timezone.now().date())
    rows = numbers.works_of(request.viewer, weeks)
    reads = numbers.reads_by_week([row.work for row in rows], weeks)
    context = {
        "rows": rows[:200],
        "columns": numbers.columns_in_use(rows),
        **_weeks(weeks, reads),
    }
    return render(request, "works/statistics.html", context)


@members_only
@require_safe
def work_statistics(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    weeks = numbers.weeks_until(timezone.now().date())
    rows = numbers.chapters_of(work, weeks)
    chosen = numbers.chosen_of(rows, request.GET.get("chapter", ""))
    if chosen:
        reads = numbers.reads_of_chapter(chosen.chapter, weeks)
    else:
        reads = numbers.reads_by_week([work], weeks)
    context = {
        "work": work,
        "chosen": chosen,
        "tally": numbers.tally_of(work),
        "rows": rows,
        "far": plot([(str(row.chapter.position), row.ever) for row in rows]),
        **_weeks(weeks, reads),
    }
    return render(request, "works/work_statistics.html", context)


def _weeks(weeks: Sequence[date], reads: Sequence[int]) -> dict[str, object]:
    pairs = list(zip(weeks, reads, strict=True))
    named = [(date_format(week, "j M"), count) for week, count in pairs]
    return {
        "plot": plot(named),
        "weeks": list(reversed(pairs)),
        "lately": sum(reads),
        "of_weeks": len(weeks),
    }


@members_only
@require_safe
def statistics_table(request: MemberRequest) -> HttpResponse:
    return _reads(list(Work.objects.editable_by(request.viewer).only("title")))


@members_only
@require_safe
def work_statistics_table(request: MemberRequest, work_id: int) -> HttpResponse:
    return _reads([own_work(request, work_id)])


@members_only
@require_safe
def received_table(request: MemberRequest) -> HttpResponse:
    weeks = numbers.weeks_until(timezone.now().date())
    heads = (_("Story"), _("Reads in 26 weeks"), _("Reads ever"))
    received = (_("Kudos"), _("Comments"), _("Bookmarks"), _("Followers"))
    rows = numbers.received_by(numbers.works_of(request.viewer, weeks))
    return _csv("stories.csv", (*heads, *received), rows)


def _reads(works: Sequence[Work]) -> HttpResponse:
    heads = (_("Story"), _("Chapter"), _("Title"), _("Week from"), _("Reads"))
    return _csv("reads.csv", heads, numbers.table_of(works))


def _csv(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    place = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": place, "Cache-Control": "private, no-store"}
    response = HttpResponse("\ufeff", "text/csv; charset=utf-8", headers=headers)
    writer = csv.writer(response)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return response


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
