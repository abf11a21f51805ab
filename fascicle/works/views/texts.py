"""Writing a chapter: nothing that is typed is lost."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.html import TooComplex
from fascicle.works import actions
from fascicle.works.actions import (
    Conflict,
    EmptyChapter,
    Saved,
    UndescribedPicture,
)
from fascicle.works.actions.saving import Content
from fascicle.works.comparing import differing_parts
from fascicle.works.forms import ChapterForm
from fascicle.works.forms.notes import with_ticked_notes
from fascicle.works.models import Autosave, Chapter, Revision, Work
from fascicle.works.queries import others_at
from fascicle.works.views.lookup import members_only, own_chapter, own_work

#: Why a text cannot be taken; ``reason`` says it to its writer.
REFUSED = (EmptyChapter, TooComplex, UndescribedPicture)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_chapter(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    if request.method != "POST":
        return _new_page(request, work, ChapterForm.empty())
    form = ChapterForm(with_ticked_notes(request.POST, request.user))
    if not form.is_valid():
        return _new_page(request, work, form, status=422)
    try:
        chapter = actions.new_chapter(
            work, form.input, by=request.user, at=timezone.now()
        )
    except REFUSED as error:
        form.add_error("text", reason(error))
        return _new_page(request, work, form, status=422)
    _typed_is_saved(request, form)
    messages.success(request, _("Saved as a draft. Only its writers see it."))
    return _to_chapter(chapter, form)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = own_chapter(request, work_id, chapter_id)
    newest = chapter.revisions.texts().newest_first().first()
    if request.method != "POST":
        return _page(request, chapter, ChapterForm.of(chapter, newest))
    form = ChapterForm(with_ticked_notes(request.POST, request.user))
    if not form.is_valid():
        return _page(request, chapter, form, status=422)
    try:
        outcome = actions.save_chapter(
            chapter,
            form.input,
            base_version=form.cleaned_data["base_version"] or 0,
            by=request.user,
            at=timezone.now(),
            tell=form.cleaned_data["tell"],
        )
    except REFUSED as error:
        form.add_error("text", reason(error))
        return _page(request, chapter, form, status=422)
    _typed_is_saved(request, form)
    if isinstance(outcome, Conflict):
        outcome.chapter.is_of_own_work = chapter.is_of_own_work
        return _conflict(request, outcome, form)
    messages.success(request, _said_of(outcome))
    return _to_chapter(chapter, form)


def _to_chapter(chapter: Chapter, form: ChapterForm) -> HttpResponse:
    """To the chapter's page; the browser that kept a copy may forget it."""
    address = reverse("works:chapter", args=[chapter.work_id, chapter.pk])
    slot = form.typed_slot
    return redirect(f"{address}?saved={slot}" if slot else address)


def reason(error: Exception) -> str:
    """Why a text could not be taken, in a person's words."""
    if isinstance(error, TooComplex):
        return _(
            "This is marked up beyond what a story needs. Paste it as plain text, or clear its"
            " formatting in the program it comes from, and try again."
        )
    if isinstance(error, UndescribedPicture):
        return _(
            "A picture says nothing to whoever cannot see it. Describe each in a few words, where"
            " its mark-up has “alt”."
        )
    return _("Write something first: a chapter needs a text.")


def _said_of(saved: Saved) -> str:
    if saved.is_merged:
        return _(
            "Saved, together with what another writer changed meanwhile in other paragraphs."
        )
    if saved.revision is None:
        return _("Nothing had changed.")
    return _("Saved.")


def _typed_is_saved(request: MemberRequest, form: ChapterForm) -> None:
    if form.typed_slot:
        actions.throw_away_typed(request.user, form.typed_slot)


def _new_page(
    request: MemberRequest, work: Work, form: ChapterForm, *, status: int = 200
) -> HttpResponse:
    context = {"work": work, "form": form}
    return render(request, "works/new_chapter.html", context, status=status)


def _page(
    request: MemberRequest, chapter: Chapter, form: ChapterForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "form": form,
        "others": others_at(chapter, request.user, at=timezone.now()),
        "unsaved": list(Autosave.objects.of(request.user).of_chapter(chapter)),
    }
    return render(request, "works/chapter.html", context, status=status)


def _conflict(
    request: MemberRequest, conflict: Conflict, form: ChapterForm
) -> HttpResponse:
    """Both texts, what differs, and a form to make one of them."""
    chapter = conflict.chapter
    current = chapter.revisions.texts().newest_first().first()
    merging = ChapterForm.of(chapter, None)
    for name in (
        "title",
        "number",
        "text",
        "mode",
        "summary",
        "notes_before",
        "notes_after",
    ):
        merging.initial[name] = form.cleaned_data[name]
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "form": merging,
        "current": current,
        "parts": differing_parts(
            Content.of(chapter), Content.of_revision(conflict.aside)
        ),
    }
    return render(request, "works/conflict.html", context, status=409)


def revision_of(chapter: Chapter, key: int) -> Revision:
    """One of a chapter's revisions.

    :raises Http404: if it has none of this key.
    """
    return get_object_or_404(chapter.revisions, pk=key)
