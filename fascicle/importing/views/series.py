"""A proposed series: its title and the order of its works."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.importing.actions.review.journal import NotUnderReview
from fascicle.importing.actions.review.story import name_series, order_series
from fascicle.importing.forms.review import SeriesNameForm
from fascicle.importing.models import SeriesProposal
from fascicle.importing.queries import for_rows
from fascicle.importing.rows import story_row
from fascicle.importing.views.batches import not_now
from fascicle.importing.wording import digest, is_guess, reasons


def _series(batch_id: int, series_id: int) -> SeriesProposal:
    found = SeriesProposal.objects.select_related("batch", "made")
    return get_object_or_404(found, pk=series_id, batch=batch_id)


@hosts_only
@require_safe
def series(request: MemberRequest, batch_id: int, series_id: int) -> HttpResponse:
    return _page(request, _series(batch_id, series_id))


def _page(
    request: MemberRequest,
    row: SeriesProposal,
    form: SeriesNameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    stories = for_rows(row.stories.in_library_order())
    context = {
        "batch": row.batch,
        "series": row,
        "is_guess": is_guess(row.title_sure),
        "reasons": digest(reasons(row.evidence)),
        "rows": [story_row(story) for story in stories],
        "form": form or SeriesNameForm(initial={"title": row.title}),
    }
    return render(request, "importing/series.html", context, status=status)


@hosts_only
@require_POST
def title(request: MemberRequest, batch_id: int, series_id: int) -> HttpResponse:
    row = _series(batch_id, series_id)
    form = SeriesNameForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        name_series(row, title=form.cleaned_data["title"], by=request.user)
    except NotUnderReview:
        messages.error(request, not_now())
    else:
        messages.success(request, _("Saved."))
    return redirect("importing:series", batch_id, series_id)


@hosts_only
@require_POST
def order(request: MemberRequest, batch_id: int, series_id: int) -> HttpResponse:
    row = _series(batch_id, series_id)
    try:
        order_series(row, _positions(request), by=request.user)
    except NotUnderReview:
        messages.error(request, not_now())
    except ValueError:
        messages.error(request, _("Places are numbers; leave one empty if unknown."))
    else:
        messages.success(request, _("Saved."))
    return redirect("importing:series", batch_id, series_id)


def _positions(request: MemberRequest) -> dict[int, float | None]:
    """The places that were filled in, by story.

    :raises ValueError: if one is not a number.
    """
    found: dict[int, float | None] = {}
    for name, value in request.POST.items():
        prefix, _sign, pk = name.partition("-")
        if prefix == "place" and pk.isdecimal() and isinstance(value, str):
            found[int(pk)] = _place(value.strip())
    return found


def _place(text: str) -> float | None:
    if not text:
        return None
    number = float(text.replace(",", "."))
    if not 0 <= number < 1_000_000:
        raise ValueError
    return number
