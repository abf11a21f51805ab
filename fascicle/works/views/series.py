"""Series: which works belong together, in which order, and who looks after them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.models import PenName
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.actions import LastOwner, Move, NotTheWorks, NotToBeAsked
from fascicle.works.forms.instalments import order_of
from fascicle.works.forms.prose import as_typed
from fascicle.works.forms.series import AskForm, PlacingForm, SeriesForm
from fascicle.works.models import Series, SeriesEntry, SeriesOwner, Work
from fascicle.works.views.lookup import members_only, own_work


def own_series(request: MemberRequest, series_id: int) -> Series:
    """A series that the viewer may arrange.

    :raises Http404: if there is none.
    """
    series = Series.objects.editable_by(request.viewer)
    return get_object_or_404(series, pk=series_id)


@members_only
@require_safe
def series_list(request: MemberRequest) -> HttpResponse:
    context = {
        "series": list(
            Series.objects.editable_by(request.viewer).with_count().by_title()
        ),
        "asked": list(SeriesOwner.objects.open_to(request.viewer)),
    }
    return render(request, "works/series_list.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def work_series(request: MemberRequest, work_id: int) -> HttpResponse:
    """The series of one work."""
    work = own_work(request, work_id)
    mine = Series.objects.editable_by(request.viewer).by_title()
    data = request.POST if request.method == "POST" else None
    form = PlacingForm(data, choices=mine.without(work))
    if form.is_valid() and _placed(request, work, form):
        messages.success(request, _("The story stands at the end of the series."))
        return redirect("works:work_series", work_id)
    context = {
        "work": work,
        "form": form,
        "entries": list(SeriesEntry.objects.of(work)),
        "editable": set(mine.values_list("pk", flat=True)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "works/work_series.html", context, status=status)


def _placed(request: MemberRequest, work: Work, form: PlacingForm) -> bool:
    owner = PenName.objects.default_of(request.user)
    try:
        actions.put_in_series(work, form.place, owner=owner, at=timezone.now())
    except actions.TellsTheWriter:
        form.add_error("series", tells_the_writer())
        return False
    return True


def tells_the_writer() -> str:
    return _(
        "Some stories there bear your name and others hide it: it would tell who you are."
    )


@members_only
@require_POST
def work_series_removal(
    request: MemberRequest, work_id: int, series_id: int
) -> HttpResponse:
    """A writer takes their work out of a series, whosever it is."""
    work = own_work(request, work_id)
    series = get_object_or_404(work.series, pk=series_id)
    actions.take_out_of_series(series, work)
    messages.success(request, _("The story is not in that series any more."))
    return redirect("works:work_series", work_id)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def series_desk(request: MemberRequest, series_id: int) -> HttpResponse:
    series = own_series(request, series_id)
    if request.method != "POST":
        return _page(request, series)
    form = SeriesForm(request.POST)
    if not form.is_valid():
        return _page(request, series, form, status=422)
    actions.describe_series(series, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("works:series_desk", series_id)


def _page(
    request: MemberRequest,
    series: Series,
    form: SeriesForm | None = None,
    *,
    ask: AskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {
        "title": series.title,
        "summary": as_typed(series.summary),
        "complete": series.complete,
    }
    owners = list(SeriesOwner.objects.of(series))
    context = {
        "series": series,
        "form": form or SeriesForm(initial=initial),
        "ask": ask or AskForm(),
        "entries": list(SeriesEntry.objects.at_desk(series, request.viewer)),
        "owners": owners,
        "is_owner": any(
            one.pen_name.user_id == request.user.pk and one.accepted_at
            for one in owners
        ),
        "is_theirs": Series.objects.owned_by(request.viewer).with_pk(series.pk),
        "own": set(Work.objects.editable_by(request.viewer).keys_in_series(series)),
    }
    return render(request, "works/series_desk.html", context, status=status)


@members_only
@require_POST
def series_order(request: MemberRequest, series_id: int) -> HttpResponse:
    series = own_series(request, series_id)
    entries = list(SeriesEntry.objects.at_desk(series, request.viewer))
    order = order_of(request.POST, entries)
    if order is None:
        messages.error(
            request, _("Nothing was moved: every place must be a whole number.")
        )
        return redirect("works:series_desk", series_id)
    numbers = [request.POST.get(f"number_{pk}", "") for pk in order]
    return _arranged(request, series, order, numbers)


@members_only
@require_POST
def entry_move(request: MemberRequest, series_id: int, entry_id: int) -> HttpResponse:
    series = own_series(request, series_id)
    order = [one.pk for one in SeriesEntry.objects.at_desk(series, request.viewer)]
    if entry_id in order:
        here = order.index(entry_id)
        step = 1 if request.POST.get("to") == Move.DOWN else -1
        order.insert(max(0, here + step), order.pop(here))
    return _arranged(request, series, order, [])


def _arranged(
    request: MemberRequest, series: Series, order: list[int], numbers: list[str]
) -> HttpResponse:
    try:
        actions.arrange_series(series, order, numbers=numbers)
    except NotTheWorks:
        messages.error(
            request, _("The series has changed meanwhile. Look again, and try again.")
        )
    else:
        messages.success(request, _("The works stand in their new order."))
    return redirect("works:series_desk", series.pk)


@members_only
@require_POST
def entry_removal(
    request: MemberRequest, series_id: int, entry_id: int
) -> HttpResponse:
    series = own_series(request, series_id)
    entries = SeriesEntry.objects.at_desk(series, request.viewer)
    entry = get_object_or_404(entries, pk=entry_id)
    if not Series.objects.owned_by(request.viewer).with_pk(series_id):
        own_work(request, entry.work_id)
    actions.take_out_of_series(series, entry.work)
    messages.success(request, _("The story is not in this series any more."))
    still = Series.objects.editable_by(request.viewer).with_pk(series_id)
    if still is None:  # it was nobody's, and held no other work of theirs
        return redirect("works:series_list")
    return redirect("works:series_desk", series_id)


@members_only
@require_POST
def series_removal(request: MemberRequest, series_id: int) -> HttpResponse:
    series = Series.objects.owned_by(request.viewer)
    actions.delete_series(get_object_or_404(series, pk=series_id))
    messages.success(request, _("The series is gone. Its works are all there."))
    return redirect("works:series_list")


# ---------------------------------------------------------------- owners


@members_only
@require_POST
def series_owners(request: MemberRequest, series_id: int) -> HttpResponse:
    """Ask somebody to look after a series too."""
    series = own_series(request, series_id)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, series, ask=form, status=422)
    asked = PenName.objects.answering_to(form.cleaned_data["pen_name"])
    mine = PenName.objects.default_of(request.user)
    try:
        if asked is None:
            raise NotToBeAsked
        actions.ask_to_own(series, asked, by=mine, at=timezone.now())
    except NotToBeAsked:
        form.add_error("pen_name", _("Nobody by that name can be asked."))
        return _page(request, series, ask=form, status=422)
    messages.success(request, _("They are asked. Until they accept, nothing changes."))
    return redirect("works:series_desk", series_id)


@members_only
@require_POST
def series_question_removal(
    request: MemberRequest, series_id: int, owner_id: int
) -> HttpResponse:
    owners = SeriesOwner.objects.of(own_series(request, series_id))
    actions.decline_series(get_object_or_404(owners, pk=owner_id))
    return redirect("works:series_desk", series_id)


@members_only
@require_POST
def series_answer(request: MemberRequest, owner_id: int) -> HttpResponse:
    asked = get_object_or_404(SeriesOwner.objects.open_to(request.viewer), pk=owner_id)
    if "accept" in request.POST:
        actions.accept_series(asked, at=timezone.now())
        messages.success(request, _("You look after the series now, too."))
    else:
        actions.decline_series(asked)
        messages.success(request, _("You have declined."))
    return redirect("works:series_list")


@members_only
@require_POST
def series_leaving(request: MemberRequest, series_id: int) -> HttpResponse:
    series = own_series(request, series_id)
    try:
        actions.leave_series(series, list(request.user.pen_names.for_owner()))
    except LastOwner:
        messages.error(
            request, _("Nobody else looks after it. Ask somebody first, or delete it.")
        )
        return redirect("works:series_desk", series_id)
    messages.success(request, _("You look after the series no longer."))
    return redirect("works:series_list")
