"""A writer's file: brought, looked at, and saved as chapters."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fascicle.accounts.access import members_only
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.importing.actions import manuscripts
from fascicle.importing.actions.manuscript_pictures import (
    picture_brought,
    send_described,
    with_sent,
)
from fascicle.importing.actions.manuscripts import Forgotten, NotReadable
from fascicle.importing.forms.manuscript_pictures import PictureWords
from fascicle.importing.forms.manuscripts import BeginningsForm, ManuscriptForm
from fascicle.importing.manuscripts.manuscript import Unreadable
from fascicle.works import actions as works
from fascicle.works.actions import TooManyPictures
from fascicle.works.models import Picture, Work
from fascicle.works.views.texts import REFUSED, reason


def _sentence(trouble: Unreadable) -> str:
    """Why a file is no manuscript, and what to do."""
    return {
        Unreadable.EMPTY: _("There are no words in this file. Choose another."),
        Unreadable.UNKNOWN: _(
            "This is not a kind of file that can be read. Save it as .docx, .odt, .rtf, .md,"
            " .txt, .html or .epub and bring that."
        ),
        Unreadable.DAMAGED: _(
            "This file is damaged, or its name ends like that of another kind. Open it in the"
            " program it comes from, save it anew, and bring that."
        ),
        Unreadable.TOO_LARGE: _(
            "This file is larger than 20 MB. Part it, and bring the parts."
        ),
        Unreadable.TOO_COMPLEX: _(
            "This file is marked up beyond what a story needs, or far too long. Part it, or save"
            " it as plain text, and bring that."
        ),
    }[trouble]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def manuscript(request: MemberRequest, work_id: int | None = None) -> HttpResponse:
    work = _work(request, work_id)
    if request.method != "POST":
        return _ask(request, work, ManuscriptForm())
    form = ManuscriptForm(request.POST, request.FILES)
    token = taken(request, form)
    if token is None:
        return _ask(request, work, form, status=422)
    return redirect(_preview_address(work, token))


def taken(request: MemberRequest, form: ManuscriptForm) -> str | None:
    """The token of the file in a form; None if there is none, and the form says why."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return manuscripts.bring(file.read(), file.name, by=request.user)
    except NotReadable as error:
        form.add_error("file", _sentence(error.trouble))
        return None


def say_forgotten(request: MemberRequest) -> None:
    messages.error(request, _("That file is not kept any more. Bring it again."))


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def manuscript_preview(
    request: MemberRequest, token: str, work_id: int | None = None
) -> HttpResponse:
    """What was understood, and where chapters begin, before anything is saved."""
    work = _work(request, work_id)
    try:
        name, found = manuscripts.brought(token, by=request.user)
    except (Forgotten, NotReadable):
        say_forgotten(request)
        return redirect(_address(work))
    writer = request.user if work is None else None
    form = BeginningsForm(request.POST or None, manuscript=found, writer=writer)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, work, form)
        except (*REFUSED, TooManyPictures) as error:
            form.add_error(None, why_not(error))
    context = {
        "work": work,
        "name": name,
        "form": form,
        "rows": form.rows(),
        **pictures_shown(request, form.pictures),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "importing/manuscript_preview.html", context, status=status)


@members_only
@require_safe
def picture(request: MemberRequest, token: str) -> HttpResponse:
    """A picture of a file that was brought, made anew, for whoever brought it."""
    try:
        found = picture_brought(token, by=request.user)
    except Forgotten as lost:
        raise Http404 from lost
    kept = {"Cache-Control": f"private, max-age={manuscripts.KEPT_FOR}"}
    return HttpResponse(found.data, found.media_type, headers=kept)


def pictures_shown(request: MemberRequest, pictures: PictureWords) -> dict[str, object]:
    """What a page needs to ask what a file's pictures show."""
    return {
        "pictures": pictures,
        "picture_rows": pictures.rows(request.user),
        "takes_pictures": works.takes_pictures(),
    }


def why_not(error: Exception) -> str:
    """Why a file cannot be saved, and what to do."""
    if isinstance(error, TooManyPictures):
        return _(
            "You have sent very many pictures today. Go on tomorrow, or empty the words of"
            " pictures that can be left out."
        )
    return reason(error)


def say_what_is_lost(
    request: MemberRequest, sent: Mapping[str, Picture], said: Mapping[str, str]
) -> None:
    """Of pictures that were described and could not be read after all."""
    lost = sum(1 for digest, words in said.items() if words and digest not in sent)
    if lost and works.takes_pictures():
        message = ngettext(
            "One picture could not be read. What you said of it stands in its place.",
            "%(n)s pictures could not be read. What you said of them stands in their place.",
            lost,
        )
        messages.warning(request, message % {"n": lost})


def _save(
    request: MemberRequest, work: Work | None, form: BeginningsForm
) -> HttpResponse:
    now = timezone.now()
    writer, said = request.user, form.pictures.said
    sent = send_described(form.manuscript, said, by=writer, at=now)
    chapters = [
        replace(one, html=with_sent(one.html, sent, said)) for one in form.chapters
    ]
    if work is None:
        given = form.cleaned_data
        work = manuscripts.save_as_work(
            given["title"], chapters, pen_name=given["pen_name"], by=writer, at=now
        )
    else:
        manuscripts.save_in_work(work, chapters, by=writer, at=now)
    say_what_is_lost(request, sent, said)
    messages.success(request, _("Saved as drafts. Only the work’s writers see them."))
    return redirect("works:chapters", work.pk)


def _work(request: MemberRequest, work_id: int | None) -> Work | None:
    if work_id is None:
        return None
    return get_object_or_404(Work.objects.editable_by(request.viewer), pk=work_id)


def _address(work: Work | None) -> str:
    if work is None:
        return reverse("manuscripts:new_work")
    return reverse("manuscripts:in_work", args=[work.pk])


def _preview_address(work: Work | None, token: str) -> str:
    if work is None:
        return reverse("manuscripts:new_work_preview", args=[token])
    return reverse("manuscripts:in_work_preview", args=[work.pk, token])


def _ask(
    request: MemberRequest,
    work: Work | None,
    form: ManuscriptForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"work": work, "form": form}
    return render(request, "importing/manuscript.html", context, status=status)
