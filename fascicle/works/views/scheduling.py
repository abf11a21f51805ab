"""Chapters that come out by themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.viewer import MemberRequest
from fascicle.accounts.zones import zone_of
from fascicle.works import actions
from fascicle.works.actions import NotInFuture
from fascicle.works.forms.instalments import RunForm, ScheduleForm
from fascicle.works.models import Chapter, PostingRun, Work
from fascicle.works.views.chapters import page
from fascicle.works.views.lookup import chapter_of_own_work, members_only, own_work


@members_only
@require_POST
def schedule(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    form = ScheduleForm(request.POST, writer=request.user)
    if not form.is_valid():
        return page(request, chapter, schedule_form=form, status=422)
    try:
        planned = actions.schedule_chapter(
            chapter,
            wall=form.wall,
            zone_name=form.cleaned_data["time_zone"],
            quietly=form.cleaned_data["quietly"],
            by=request.user,
            at=timezone.now(),
        )
    except NotInFuture:
        form.add_error("day", _("That time has been. Choose one that is to come."))
        return page(request, chapter, schedule_form=form, status=422)
    if planned:
        messages.success(request, _("It will come out by itself."))
    else:
        messages.error(request, _("It is public already."))
    return redirect("works:chapters", work_id)


@members_only
@require_POST
def schedule_removal(
    request: MemberRequest, work_id: int, chapter_id: int
) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    actions.cancel_schedule(chapter, at=timezone.now())
    messages.success(request, _("It stays a draft until you post it."))
    return redirect("works:chapters", work_id)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    drafts = [
        one for one in Chapter.objects.for_instalments(work) if one.posted_at is None
    ]
    current = PostingRun.objects.of(work)
    data = request.POST if request.method == "POST" else None
    form = RunForm(data, writer=request.user, drafts=drafts, run=current)
    if not form.is_valid():
        return _run_page(request, work, form, drafts, current)
    count = actions.set_run(
        work,
        form.run,
        chapters=form.chosen,
        quietly=form.cleaned_data["quietly"],
        by=request.user,
        at=timezone.now(),
    )
    said = ngettext(
        "%(n)d chapter will come out by itself.",
        "%(n)d chapters will come out by themselves.",
        count,
    )
    messages.success(request, said % {"n": count})
    return redirect("works:chapters", work_id)


def _run_page(
    request: MemberRequest,
    work: Work,
    form: RunForm,
    drafts: list[Chapter],
    current: PostingRun | None,
) -> HttpResponse:
    context = {"work": work, "form": form, "drafts": drafts, "run": current}
    context["zone"] = zone_of(request.user)
    status = 422 if form.is_bound else 200
    return render(request, "works/run.html", context, status=status)


@members_only
@require_POST
def run_removal(request: MemberRequest, work_id: int) -> HttpResponse:
    actions.end_run(own_work(request, work_id))
    messages.success(request, _("The run is over. Its drafts stay drafts."))
    return redirect("works:chapters", work_id)
