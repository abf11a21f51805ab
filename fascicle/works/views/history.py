"""Every text that a chapter has had."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.actions import CurrentRevision
from fascicle.works.actions.saving import Content
from fascicle.works.comparing import differing_parts
from fascicle.works.forms.chapter import RestoringForm
from fascicle.works.queries import names_of_writers
from fascicle.works.views.lookup import members_only, own_chapter
from fascicle.works.views.texts import revision_of

ON_A_PAGE = 50


@members_only
@require_safe
def history(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = own_chapter(request, work_id, chapter_id)
    revisions = chapter.revisions.without_text().newest_first()
    page = Paginator(revisions, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "page": page,
        "writers": names_of_writers(chapter),
    }
    return render(request, "works/history.html", context)


@members_only
@require_safe
def revision(
    request: MemberRequest, work_id: int, chapter_id: int, revision_id: int
) -> HttpResponse:
    """One of them, beside the chapter as it is now."""
    chapter = own_chapter(request, work_id, chapter_id)
    revision = revision_of(chapter, revision_id)
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "revision": revision,
        "form": RestoringForm(),
        "is_current": not revision.is_aside and revision.number == chapter.version,
    }
    return render(request, "works/revision.html", context)


@members_only
@require_safe
def comparison(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    """Two of them side by side: ``?left=3&right=7``, by their keys."""
    chapter = own_chapter(request, work_id, chapter_id)
    try:
        keys = [int(request.GET[side]) for side in ("left", "right")]
    except (KeyError, ValueError):
        return redirect("works:history", work_id, chapter_id)
    left, right = sorted(
        (revision_of(chapter, key) for key in keys), key=lambda one: one.pk
    )
    parts = differing_parts(Content.of_revision(left), Content.of_revision(right))
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "left": left,
        "right": right,
        "parts": parts,
        "is_same": not any(row.differs for part in parts for row in part.rows),
    }
    return render(request, "works/comparison.html", context)


@members_only
@require_POST
def restoring(
    request: MemberRequest, work_id: int, chapter_id: int, revision_id: int
) -> HttpResponse:
    revision = revision_of(own_chapter(request, work_id, chapter_id), revision_id)
    form = RestoringForm(request.POST)
    if revision.erased_at:
        messages.error(request, _("What it held was erased; it cannot come back."))
    elif form.is_valid():
        actions.restore_revision(
            revision,
            by=request.user,
            at=timezone.now(),
            tell=form.cleaned_data["tell"],
        )
        messages.success(
            request, _("Restored. What was there before is in the history, too.")
        )
    return redirect("works:history", work_id, chapter_id)


@members_only
@require_POST
def erasing(
    request: MemberRequest, work_id: int, chapter_id: int, revision_id: int
) -> HttpResponse:
    revision = revision_of(own_chapter(request, work_id, chapter_id), revision_id)
    try:
        actions.erase_revision(revision, at=timezone.now())
    except CurrentRevision:
        words = _("This is the chapter as it is now. Change it, then erase this.")
        messages.error(request, words)
    else:
        messages.success(request, _("Erased for ever."))
    return redirect("works:history", work_id, chapter_id)
