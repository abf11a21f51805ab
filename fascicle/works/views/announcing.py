"""A word to readers that is no chapter; notes that are used again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.forms.announcing import AnnouncementForm, NoteForm
from fascicle.works.models import Announcement, KeptNote
from fascicle.works.views.lookup import members_only, own_work

#: As many stand on the page; readers see fewer.
SHOWN = 50
MOST_NOTES = 100


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def announcements(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.announce(
            work,
            form.cleaned_data["words"],
            status=form.new_status,
            quietly=form.cleaned_data["quietly"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It stands on the story’s page now."))
        return redirect("works:announcements", work_id)
    said = list(Announcement.objects.of(work)[:SHOWN])
    context = {"work": work, "form": form, "announcements": said}
    status = 422 if form.is_bound else 200
    return render(request, "works/announcements.html", context, status=status)


@members_only
@require_POST
def announcement_removal(
    request: MemberRequest, work_id: int, announcement_id: int
) -> HttpResponse:
    said = Announcement.objects.of(own_work(request, work_id))
    actions.unsay(get_object_or_404(said, pk=announcement_id))
    messages.success(request, _("It is taken away."))
    return redirect("works:announcements", work_id)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def kept_notes(request: MemberRequest) -> HttpResponse:
    notes = KeptNote.objects.of(request.user)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if notes.count() < MOST_NOTES:
            given = form.cleaned_data
            actions.keep_note(request.user, name=given["name"], html=given["words"])
            messages.success(request, _("The note is kept."))
            return redirect("works:kept_notes")
        form.add_error(None, _("You keep as many notes as one can. Delete some first."))
    context = {"form": form, "notes": list(notes[:MOST_NOTES])}
    status = 422 if form.is_bound else 200
    return render(request, "works/kept_notes.html", context, status=status)


@members_only
@require_POST
def kept_note_removal(request: MemberRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(KeptNote.objects.of(request.user), pk=note_id)
    actions.forget_note(note)
    messages.success(request, _("The note is deleted. Where it was used it stays."))
    return redirect("works:kept_notes")
