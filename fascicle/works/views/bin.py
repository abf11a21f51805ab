"""What a writer has thrown away or let go of, and how it comes back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.models import Chapter, Orphaning, Work
from fascicle.works.views.lookup import members_only

PAGE = 50


@members_only
@require_safe
def contents(request: MemberRequest) -> HttpResponse:
    viewer = request.viewer
    chapters = Chapter.objects.in_bin_of(viewer).for_bin()
    context = {
        "works": list(Work.objects.in_bin_of(viewer)[:500]),
        "page": Paginator(chapters, PAGE).get_page(request.GET.get("page")),
        "orphans": list(Orphaning.objects.to_undo(viewer, at=timezone.now())),
    }
    return render(request, "works/bin.html", context)


@members_only
@require_POST
def work_return(request: MemberRequest, work_id: int) -> HttpResponse:
    work = get_object_or_404(Work.objects.in_bin_of(request.viewer), pk=work_id)
    actions.take_work_back(work)
    messages.success(request, _("It is back where it was."))
    return redirect("works:work", work.pk)


@members_only
@require_POST
def work_destruction(request: MemberRequest, work_id: int) -> HttpResponse:
    work = get_object_or_404(Work.objects.in_bin_of(request.viewer), pk=work_id)
    actions.delete_work(work)
    messages.success(request, _("It is gone for ever."))
    return redirect("works:bin")


@members_only
@require_POST
def chapter_return(request: MemberRequest, chapter_id: int) -> HttpResponse:
    chapters = Chapter.objects.in_bin_of(request.viewer)
    chapter = get_object_or_404(chapters, pk=chapter_id)
    actions.take_chapter_back(chapter)
    messages.success(request, _("It is back where it was."))
    return redirect("works:chapters", chapter.work_id)


@members_only
@require_POST
def chapter_destruction(request: MemberRequest, chapter_id: int) -> HttpResponse:
    chapters = Chapter.objects.in_bin_of(request.viewer)
    actions.destroy_chapter(get_object_or_404(chapters, pk=chapter_id))
    messages.success(request, _("It is gone for ever."))
    return redirect("works:bin")


@members_only
@require_POST
def orphan_return(request: MemberRequest, orphaning_id: int) -> HttpResponse:
    mine = Orphaning.objects.to_undo(request.viewer, at=timezone.now())
    orphaning = get_object_or_404(mine, pk=orphaning_id)
    try:
        actions.undo_orphaning(orphaning, at=timezone.now())
    except actions.UndoneTooLate:
        messages.error(request, _("The three days are over."))
        return redirect("works:bin")
    messages.success(request, _("Your name stands on it again."))
    return redirect("works:work", orphaning.work_id)
