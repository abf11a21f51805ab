"""The chapters of a work: which are public, in which order, and which come when."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.accounts.zones import zone_of
from fascicle.works import actions
from fascicle.works.actions import Move, NeedsRating, NotTheOrder
from fascicle.works.forms.instalments import (
    BeforeForm,
    ChapterLanguageForm,
    DateForm,
    ScheduleForm,
    order_of,
    plan_of,
)
from fascicle.works.models import Chapter, PostingRun
from fascicle.works.views.describing import needs_rating
from fascicle.works.views.lookup import chapter_of_own_work, members_only, own_work


@members_only
@require_safe
def chapters(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    rows = list(Chapter.objects.for_instalments(work))
    context = {
        "work": work,
        "chapters": rows,
        "run": PostingRun.objects.of(work),
        "drafts": sum(1 for one in rows if one.posted_at is None),
        "planned": [one for one in rows if plan_of(one)],
    }
    return render(request, "works/chapters.html", context)


@members_only
@require_POST
def order(request: MemberRequest, work_id: int) -> HttpResponse:
    """All places at once, as numbers."""
    work = own_work(request, work_id)
    rows = list(Chapter.objects.for_instalments(work))
    keys = order_of(request.POST, rows)
    try:
        if keys is None:
            messages.error(
                request, _("Nothing was moved: every place must be a whole number.")
            )
        else:
            actions.arrange_chapters(work, keys, at=timezone.now())
            messages.success(request, _("The chapters stand in their new order."))
    except NotTheOrder:
        messages.error(
            request,
            _("The chapters have changed meanwhile. Look again, and try again."),
        )
    return redirect("works:chapters", work_id)


@members_only
@require_POST
def move(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    others = Chapter.objects.for_instalments(chapter.work)
    form = BeforeForm(request.POST, others=list(others))
    now = timezone.now()
    if (to := request.POST.get("to", "")) in list(Move):
        actions.move_chapter(chapter, to=Move(to), at=now)
    elif form.is_valid():
        before = int(form.cleaned_data["before"])
        actions.move_chapter(chapter, before=before, at=now)
    else:
        messages.error(request, _("Nothing was moved: choose where it goes."))
    return redirect("works:chapters", work_id)


@members_only
@require_safe
def instalment(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    """When and where one chapter comes."""
    return page(request, chapter_of_own_work(request, work_id, chapter_id))


def page(
    request: MemberRequest,
    chapter: Chapter,
    *,
    schedule_form: ScheduleForm | None = None,
    date_form: DateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    others = [
        one
        for one in Chapter.objects.for_instalments(chapter.work)
        if one.pk != chapter.pk
    ]
    posted = chapter.posted_at
    day = posted.date().isoformat() if posted else ""
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "plan": plan_of(chapter),
        "zone": zone_of(request.user),
        "before_form": BeforeForm(others=others) if others else None,
        "schedule_form": schedule_form or _schedule_form(request, chapter),
        "language_form": ChapterLanguageForm.of(chapter),
        "date_form": date_form or DateForm(initial={"dated": day}),
    }
    return render(request, "works/instalment.html", context, status=status)


def _schedule_form(request: MemberRequest, chapter: Chapter) -> ScheduleForm:
    plan = plan_of(chapter)
    if plan is None:
        return ScheduleForm(writer=request.user)
    initial = {
        "day": plan.wall.date().isoformat(),
        "time": plan.wall.strftime("%H:%M"),
        "time_zone": plan.time_zone,
        "quietly": plan.quietly,
    }
    return ScheduleForm(writer=request.user, initial=initial)


@members_only
@require_POST
def posting(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    quietly = "quietly" in request.POST
    try:
        actions.post_chapter(chapter, at=timezone.now(), quietly=quietly)
    except NeedsRating:
        messages.error(request, needs_rating())
        return redirect("works:work", work_id)
    messages.success(request, _("Posted. Readers can find it now."))
    return redirect("works:chapters", work_id)


@members_only
@require_POST
def unposting(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    def act(chapter: Chapter) -> str:
        actions.unpost_chapter(chapter)
        return _("It is a draft again. Only its writers see it.")

    return _do(request, work_id, chapter_id, act)


@members_only
@require_POST
def removal(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    def act(chapter: Chapter) -> str:
        actions.discard_chapter(chapter, at=timezone.now())
        return _("The chapter is in your bin. You can take it back from there.")

    return _do(request, work_id, chapter_id, act)


@members_only
@require_POST
def dating(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    form = DateForm(request.POST)
    if not form.is_valid():
        return page(request, chapter, date_form=form, status=422)
    actions.date_chapter(chapter, dated=form.cleaned_data["dated"])
    messages.success(request, _("Its date is changed."))
    return redirect("works:chapters", work_id)


@members_only
@require_POST
def speaking(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    form = ChapterLanguageForm.of(chapter, request.POST)
    if not form.is_valid():  # nobody meets it by the form: it offers what there is
        messages.error(request, _("Choose a language from the list."))
        return redirect("works:instalment", work_id, chapter_id)
    actions.set_language(chapter, form.cleaned_data["language"])
    messages.success(request, _("Its language is set."))
    return redirect("works:chapters", work_id)


def _do(
    request: MemberRequest,
    work_id: int,
    chapter_id: int,
    act: Callable[[Chapter], str],
) -> HttpResponse:
    messages.success(request, act(chapter_of_own_work(request, work_id, chapter_id)))
    return redirect("works:chapters", work_id)
