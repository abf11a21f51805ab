"""Where a reader is in a work: kept, chosen, and gone back to."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import members_only
from fascicle.accounts.browsers import browser_of
from fascicle.accounts.viewer import MemberRequest, Request
from fascicle.core.http import way_back
from fascicle.reading.actions import progress as actions
from fascicle.reading.forms import ChoiceForm, PlaceForm, StateForm
from fascicle.reading.queries import progress as queries
from fascicle.reading.views.shielded import minds_the_shield
from fascicle.works.models import Work
from fascicle.works.models.chapters import ChapterQuerySet

#: Tells the page which stamp its reader's progress has now.
STAMP_HEADER = "Place-Stamp"


@require_safe
@minds_the_shield
def resume(request: Request, work_id: int) -> HttpResponse:
    """To where the viewer is in a work; it begins where it begins for who is nowhere yet."""
    work = get_object_or_404(Work.objects.visible_to(request.viewer), pk=work_id)
    where = queries.where_to_go_on(request.viewer, work)
    if where is None:
        return redirect(work)  # a gate, or nothing to read
    chapter, mark = where
    address = chapter.get_absolute_url()
    return redirect(mark.address(address) if mark else address)


@require_POST
def place(request: Request, work_id: int) -> HttpResponse:
    """Keep the place that a page sends now and then while it is read."""
    if request.viewer.user is None:
        return HttpResponse(status=401)
    form = PlaceForm.read_json(request.body)
    if not form.is_valid():
        return HttpResponse(status=400)
    chapter = _readable(request, work_id).with_pk(form.cleaned_data["chapter"])
    if chapter is None:
        raise Http404
    try:
        kept = actions.keep_place(
            request.viewer.user,
            chapter,
            **form.place(),
            at=form.at(timezone.now()),
            device=_device(request),
        )
    except actions.HistoryIsOff:
        return HttpResponse(status=409)
    return HttpResponse(status=204, headers={STAMP_HEADER: str(kept.progress.stamp)})


@members_only
@require_POST
def chapter_place(request: MemberRequest, work_id: int, position: int) -> HttpResponse:
    """The reader is here, whatever was kept before."""
    return _stand(request, work_id, position, is_chapter_read=False)


@members_only
@require_POST
def chapter_read(request: MemberRequest, work_id: int, position: int) -> HttpResponse:
    """The reader has read up to here."""
    return _stand(request, work_id, position, is_chapter_read=True)


def _stand(
    request: MemberRequest, work_id: int, position: int, *, is_chapter_read: bool
) -> HttpResponse:
    chapter = get_object_or_404(_readable(request, work_id).at(position))
    try:
        actions.stand_here(
            request.user,
            chapter,
            is_chapter_read=is_chapter_read,
            device=_device(request),
            at=timezone.now(),
        )
    except actions.HistoryIsOff:
        return _is_off(request)
    if is_chapter_read:
        messages.success(request, _("You have read up to here."))
    else:
        messages.success(request, _("Your place is here now."))
    return redirect(way_back(request))


@members_only
@require_POST
def place_choice(request: MemberRequest, work_id: int) -> HttpResponse:
    """Of two places, go on at the other one or stay."""
    work = get_object_or_404(Work.objects.visible_to(request.viewer), pk=work_id)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    goes = form.cleaned_data["where"] == ChoiceForm.THERE
    try:
        actions.choose_place(request.user, work, elsewhere=goes, at=timezone.now())
    except actions.NoPlaceElsewhere:
        return redirect(way_back(request))
    return redirect("reading:resume", work.pk) if goes else redirect(way_back(request))


@members_only
@require_POST
def state(request: MemberRequest, work_id: int) -> HttpResponse:
    """What the reader does with a work."""
    work = get_object_or_404(Work.objects.visible_to(request.viewer), pk=work_id)
    form = StateForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    try:
        actions.choose_state(
            request.user, work, form.cleaned_data["state"], at=timezone.now()
        )
    except actions.HistoryIsOff:
        return _is_off(request)
    return redirect(way_back(request))


@members_only
@require_POST
def restart(request: MemberRequest, work_id: int) -> HttpResponse:
    """Back to the beginning."""
    first = get_object_or_404(_readable(request, work_id).in_order()[:1])
    return _stand(request, work_id, first.position, is_chapter_read=False)


@members_only
@require_POST
def forgetting(request: MemberRequest, work_id: int) -> HttpResponse:
    """Forget the work, whatever has become of it; it need not be visible any more."""
    actions.forget(request.user, work_id)
    messages.success(request, _("Forgotten."))
    return redirect(way_back(request))


def _readable(request: Request, work_id: int) -> "ChapterQuerySet":
    return queries.readable_chapters(request.viewer, work_id)


def _is_off(request: MemberRequest) -> HttpResponse:
    messages.warning(
        request,
        _("Your reading history is off, so nothing was kept. You can turn it on here."),
    )
    return redirect("reading:history")


def _device(request: Request) -> str:
    """What to call the reader's browser, and what tells it from others of the same name."""
    name = browser_of(request.headers.get("User-Agent", ""))
    session = request.session.session_key or ""
    return f"{name} #{hashlib.sha256(session.encode()).hexdigest()[:6]}"
