"""A writer's file that goes into a chapter: brought, looked at beside what is there, and saved."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fascicle.accounts.access import members_only
from fascicle.accounts.models import User
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.importing.actions import manuscripts
from fascicle.importing.actions.manuscript_pictures import (
    send_described,
    with_brought,
    with_described,
    with_sent,
)
from fascicle.importing.actions.manuscripts import (
    Forgotten,
    NotReadable,
    Where,
)
from fascicle.importing.forms.manuscript_pictures import described
from fascicle.importing.forms.manuscripts import IntoChapterForm, ManuscriptForm
from fascicle.importing.manuscripts.manuscript import Manuscript
from fascicle.importing.views.manuscripts import (
    pictures_shown,
    say_forgotten,
    say_what_is_lost,
    taken,
    why_not,
)
from fascicle.works import actions as works
from fascicle.works.actions import Conflict, TooManyPictures
from fascicle.works.actions.saving import Content
from fascicle.works.comparing import differing_parts
from fascicle.works.models import Chapter
from fascicle.works.views.lookup import own_chapter
from fascicle.works.views.texts import REFUSED


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def chapter_file(request: MemberRequest, work_id: int, chapter_id: int) -> HttpResponse:
    chapter = own_chapter(request, work_id, chapter_id)
    if request.method != "POST":
        return _ask(request, chapter, ManuscriptForm())
    form = ManuscriptForm(request.POST, request.FILES)
    token = taken(request, form)
    if token is None:
        return _ask(request, chapter, form, status=422)
    return redirect("manuscripts:chapter_file_preview", work_id, chapter_id, token)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def chapter_file_preview(
    request: MemberRequest, work_id: int, chapter_id: int, token: str
) -> HttpResponse:
    """The chapter with the file in it beside the chapter as it is, before anything is saved."""
    chapter = own_chapter(request, work_id, chapter_id)
    try:
        name, found = manuscripts.brought(token, by=request.user)
    except (Forgotten, NotReadable):
        say_forgotten(request)
        return redirect("manuscripts:chapter_file", work_id, chapter_id)
    if request.method != "POST":
        return _look(request, name, _as_asked({}, chapter, found))
    if (where := request.POST.get("look")) is not None:
        asked = {**request.POST.dict(), "where": where}
        return _look(request, name, _as_asked(asked, chapter, found))
    form = IntoChapterForm(request.POST, chapter=chapter, manuscript=found)
    if not form.is_valid():
        return _look(request, name, form, status=422)
    return _save(request, name, form)


def _save(request: MemberRequest, name: str, form: IntoChapterForm) -> HttpResponse:
    chapter = form.chapter
    if form.cleaned_data["base_version"] != chapter.version:
        return _look_again(request, name, form)
    now, said = timezone.now(), form.pictures.said
    try:
        sent = send_described(form.manuscript, said, by=request.user, at=now)
        outcome = works.save_chapter(
            chapter,
            form.input_with(with_sent(form.manuscript.html, sent, said)),
            base_version=chapter.version,
            by=request.user,
            at=now,
            tell=form.cleaned_data["tell"],
        )
    except (*REFUSED, TooManyPictures) as error:
        return _look(request, name, form, status=422, refused=error)
    if isinstance(outcome, Conflict):
        chapter.refresh_from_db()
        return _look_again(request, name, form)
    message = _("Nothing had changed.")
    if outcome.revision is not None:
        message = _("Saved. What the chapter was before is in its history.")
    say_what_is_lost(request, sent, said)
    messages.success(request, message)
    return redirect("works:chapter", chapter.work_id, chapter.pk)


def _look_again(
    request: MemberRequest, name: str, form: IntoChapterForm
) -> HttpResponse:
    """Somebody saved in between: nothing is done before the writer has seen what."""
    messages.warning(
        request,
        _(
            "Somebody saved this chapter in between. Nothing of the file is saved yet: here it is"
            " beside the text as it is now."
        ),
    )
    again = _as_asked(request.POST.dict(), form.chapter, form.manuscript)
    return _look(request, name, again, status=409)


def _as_asked(
    asked: Mapping[str, object], chapter: Chapter, found: Manuscript
) -> IntoChapterForm:
    """The form of what is looked at now; without a choice, the file takes the text's place."""
    where = asked.get("where")
    where = where if where in list(Where) else Where.INSTEAD
    given = {**described(asked), "where": where, "base_version": chapter.version}
    return IntoChapterForm(given, chapter=chapter, manuscript=found)


def _look(
    request: MemberRequest,
    name: str,
    form: IntoChapterForm,
    *,
    status: int = 200,
    refused: Exception | None = None,
) -> HttpResponse:
    chapter = form.chapter
    content = None
    if form.is_valid():
        try:
            content = _as_it_would_be(form, by=request.user)
        except REFUSED as error:
            refused = refused or error
    if refused is not None:
        form.add_error(None, why_not(refused))
    context = {
        "work": chapter.work,
        "chapter": chapter,
        "name": name,
        "form": form,
        "content": content,
        "parts": differing_parts(Content.of(chapter), content) if content else [],
        **pictures_shown(request, form.pictures),
    }
    return render(
        request, "importing/chapter_file_preview.html", context, status=status
    )


def _as_it_would_be(form: IntoChapterForm, *, by: User) -> Content:
    """The chapter with the file in it, which shows the file's pictures before they are sent."""
    html, said = form.manuscript.html, form.pictures.said
    if not works.takes_pictures():
        new = form.input_with(with_sent(html, {}, said))
        return works.as_saved(new, form.chapter.work, by=by)
    new = form.input_with(with_described(html, said))
    content = works.as_saved(new, form.chapter.work, by=by, unsent=said)
    return replace(content, html=with_brought(content.html, said, by=by))


def _ask(
    request: MemberRequest,
    chapter: Chapter,
    form: ManuscriptForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"work": chapter.work, "chapter": chapter, "form": form}
    return render(request, "importing/chapter_file.html", context, status=status)
