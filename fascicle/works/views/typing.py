"""What scripts send while somebody writes: words to keep, and that they are there."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest, Request
from fascicle.core.differences import differences
from fascicle.core.formats import read
from fascicle.core.html import TooComplex
from fascicle.works import actions
from fascicle.works.actions import StaleAutosave
from fascicle.works.actions.saving import FORMATS
from fascicle.works.forms import ChapterForm
from fascicle.works.models import Autosave, Chapter, Work
from fascicle.works.queries import others_at
from fascicle.works.views.lookup import members_only, own_chapter


@require_POST
def autosave(request: Request, slot: UUID) -> HttpResponse:
    """Keep what stands in a form: JSON as ``_Said`` has it.

    200 when kept; 401 when nobody is logged in, or somebody else by now; 404 when the chapter is
    not the writer's (any more); 409 when newer words are kept already; 503 when the database
    cannot write. The words are safe in the browser in every other case, which is for the script
    to say.
    """
    user = request.viewer.user
    if user is None:
        return _log_in()
    try:
        said = _Said.read(request.body)
    except (ValueError, ArithmeticError, TypeError, KeyError, RecursionError):
        return _say(HTTPStatus.BAD_REQUEST, _("No form would send this."))
    if said.user not in {0, user.pk}:
        return _log_in()
    try:
        work, chapter = _about(request, said)
        kept = actions.keep_typed(
            user,
            slot,
            said.fields,
            sequence=said.sequence,
            after=said.after,
            base_version=said.base_version,
            work=work,
            chapter=chapter,
            at=timezone.now(),
        )
    except (StaleAutosave, LookupError, DatabaseError) as error:
        return _say(*_why(error))
    address = reverse("works:unsaved", args=[slot])
    return JsonResponse(
        {"sequence": kept.sequence, "kept_at": kept.kept_at, "address": address}
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a form sends to be kept."""

    user: int
    sequence: int
    after: frozenset[int]
    base_version: int
    fields: dict[str, Any]
    work: int
    chapter: int

    @classmethod
    def read(cls, body: bytes) -> "_Said":
        """Raises whatever Python does on the way if it is something else."""
        said = json.loads(body)
        if not isinstance(said, dict):
            raise TypeError
        names = ("user", "sequence", "base_version", "work", "chapter")
        numbers = [int(said.get(name) or 0) for name in names]
        if not all(0 <= one < 2**31 for one in numbers):
            raise ValueError
        user, sequence, base, work, chapter = numbers
        after = frozenset(map(int, said.get("after") or ()))
        return cls(user, sequence, after, base, dict(said["fields"]), work, chapter)


def _why(error: Exception) -> tuple[HTTPStatus, str]:
    if isinstance(error, StaleAutosave):
        return HTTPStatus.CONFLICT, _("Something newer is kept already.")
    if isinstance(error, LookupError):
        return HTTPStatus.NOT_FOUND, _("This story is not yours to write any more.")
    words = _("The archive cannot keep anything at the moment.")
    return HTTPStatus.SERVICE_UNAVAILABLE, words


@members_only
@require_safe
def autosaves(request: MemberRequest) -> HttpResponse:
    """Everything that somebody has typed and not saved."""
    unsaved = Autosave.objects.of(request.user).select_related("work", "chapter__work")
    return render(request, "works/autosaves.html", {"unsaved": list(unsaved)})


@members_only
@require_safe
def unsaved(request: MemberRequest, slot: UUID) -> HttpResponse:
    """What was typed into one form, beside what is saved, in a form to save it by."""
    everything = Autosave.objects.of(request.user).select_related(
        "work", "chapter__text"
    )
    kept = get_object_or_404(everything, slot=slot)
    if kept.work is None and kept.chapter is None:
        return redirect(f"{reverse('works:new_work')}?typed={slot}")
    mine = Chapter.objects.editable_by(request.viewer)
    chapter = kept.chapter if kept.chapter and mine.with_pk(kept.chapter.pk) else None
    typed = _as_html(kept)
    context = {
        "autosave": kept,
        "form": ChapterForm.typed(kept),
        "rows": differences(chapter.text.html, typed) if chapter else [],
        "address": _where_saved(request, kept, chapter),
    }
    return render(request, "works/unsaved.html", context)


def _as_html(kept: Autosave) -> str:
    """The text as it would be saved; as it was typed, if it would not be taken."""
    typed, mode = str(kept.fields.get("text", "")), kept.fields.get("mode")
    if mode not in FORMATS:
        return typed
    try:
        return read(typed, FORMATS[mode])
    except TooComplex:
        return typed


def _where_saved(
    request: MemberRequest, kept: Autosave, chapter: Chapter | None
) -> str | None:
    """The address of the form that what is kept was typed into."""
    if chapter:
        return reverse("works:chapter", args=[chapter.work_id, chapter.pk])
    if (
        kept.work is None
        or Work.objects.editable_by(request.viewer).with_pk(kept.work.pk) is None
    ):
        return None
    return reverse("works:new_chapter", args=[kept.work.pk])


@members_only
@require_POST
def thrown_away(request: MemberRequest, slot: UUID) -> HttpResponse:
    actions.throw_away_typed(request.user, slot)
    messages.success(request, _("Thrown away."))
    return redirect("works:autosaves")


@require_POST
def presence(request: Request, work_id: int, chapter_id: int) -> HttpResponse:
    """Note that somebody has a chapter open; who else has."""
    user = request.viewer.user
    if user is None:
        return _log_in()
    chapter = own_chapter(request, work_id, chapter_id)
    now = timezone.now()
    actions.note_presence(chapter, user, at=now)
    return JsonResponse({"others": others_at(chapter, user, at=now)})


def _about(request: Request, said: _Said) -> tuple[Work | None, Chapter | None]:
    """The work and the chapter that words are for; neither for a work that is not there yet.

    :raises LookupError: if they are not the writer's.
    """
    if said.chapter:
        chapters = Chapter.objects.editable_by(request.viewer).select_related("work")
        chapter = chapters.with_pk(said.chapter)
        if chapter is None:
            raise LookupError
        return chapter.work, chapter
    if not said.work:
        return None, None
    work = Work.objects.editable_by(request.viewer).with_pk(said.work)
    if work is None:
        raise LookupError
    return work, None


def _log_in() -> JsonResponse:
    address = reverse("accounts:login")
    return _say(HTTPStatus.UNAUTHORIZED, _("You are logged out."), log_in=address)


def _say(status: HTTPStatus, words: str, **more: str) -> JsonResponse:
    return JsonResponse({"error": words, **more}, status=status)
