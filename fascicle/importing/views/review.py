"""A batch: how far it is, or what it proposes."""

from collections.abc import Collection, Mapping

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import render_page
from fascicle.importing.forms.review import (
    AuthorForm,
    LanguageForm,
    RatingForm,
    RereadForm,
    SeriesForm,
    StatusForm,
    TagsForm,
    TitleForm,
)
from fascicle.importing.models import Batch, BatchState, Change
from fascicle.importing.queries import (
    ORDER_NAMES,
    TAB_NAMES,
    Narrowing,
    file_counts,
    for_rows,
    languages_of,
    series_of,
)
from fascicle.importing.rows import story_rows
from fascicle.importing.troubles import SENTENCES

A_PAGE = 50
PROBLEMS_SHOWN = 20

BULK: dict[str, type[forms.Form]] = {
    "authors": AuthorForm,
    "titles": TitleForm,
    "ratings": RatingForm,
    "languages": LanguageForm,
    "statuses": StatusForm,
    "tags": TagsForm,
    "series_places": SeriesForm,
}


@hosts_only
@require_safe
def batch(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch.objects.select_related("by"), pk=batch_id)
    if batch.state != BatchState.REVIEW:
        return _progress(request, batch)
    narrowing = Narrowing.asked(request.GET.dict())
    return review_page(request, batch, narrowing, number=request.GET.get("page"))


def _progress(request: MemberRequest, batch: Batch) -> HttpResponse:
    counts = file_counts(batch)
    context = {
        "batch": batch,
        "counts": counts,
        "problems": batch.files.with_problem().in_order()[:PROBLEMS_SHOWN],
        "more_problems": max(0, counts["problem"] - PROBLEMS_SHOWN),
        "percent": round(100 * batch.done / batch.total) if batch.total else None,
    }
    return render_page(request, "importing/progress.html", context, part="progress")


def review_page(  # the page, and the page again when a form on it was not understood
    request: MemberRequest,
    batch: Batch,
    narrowing: Narrowing,
    *,
    number: str | int | None = None,
    bound: Mapping[str, forms.Form] | None = None,
    picked: Collection[int] = (),
    status: int = 200,
) -> HttpResponse:
    """The batch as it is proposed, narrowed down."""
    counts = narrowing.counts(batch)
    page = Paginator(for_rows(narrowing.in_order(batch)), A_PAGE).get_page(number)
    files = file_counts(batch)
    context = {
        "batch": batch,
        "narrowing": narrowing,
        "query": narrowing.address(),
        "page": page,
        "rows": story_rows(list(page), picked),
        "tabs": [
            (name, label, counts[name], narrowing.address(show=name))
            for name, label in TAB_NAMES.items()
            if counts[name] or name in ("review", "accepted", narrowing.show)
        ],
        "counts": counts,
        "files": files,
        "orders": ORDER_NAMES.items(),
        "troubles": [(code.value, text) for code, text in SENTENCES.items()],
        "languages": languages_of(batch),
        "series_titles": series_of(batch).values_list("title", flat=True)[:500],
        "bulk": {name: form() for name, form in BULK.items()} | dict(bound or {}),
        "open_bulk": next(iter(bound), "") if bound else "",
        "reread": RereadForm(initial={"emphasis": batch.emphasis}),
        "last": Change.objects.last_of(batch),
    }
    return render_page(
        request, "importing/review.html", context, part="results", status=status
    )
