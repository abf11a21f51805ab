"""One chapter of a proposed work beside the original, and decisions on it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.differences import differences
from fascicle.core.html import TooComplex, clean
from fascicle.core.http import render_page
from fascicle.importing.actions.review import chapters as decide
from fascicle.importing.file_page import repairs_of
from fascicle.importing.forms.review import ChapterForm, PositionForm
from fascicle.importing.models import Part
from fascicle.importing.originals import (
    NotShown,
    OriginalPage,
    original_page,
    outline_of,
    page_with,
)
from fascicle.importing.rows import story_row
from fascicle.importing.story_page import copy_row
from fascicle.importing.views.stories import edits, try_to
from fascicle.importing.wording import range_of, reasons


def part_in(batch_id: int, story_id: int, part_id: int) -> Part:
    parts = Part.objects.select_related(
        "text", "file", "story__batch", "story__series", "version_of__file"
    )
    return get_object_or_404(parts, pk=part_id, story=story_id, story__batch=batch_id)


@hosts_only
@require_safe
def chapter(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    return _page(request, part_in(batch_id, story_id, part_id))


def _page(
    request: MemberRequest,
    part: Part,
    form: ChapterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {"number": f"{part.number:g}" if part.number is not None else ""}
    context = {
        "batch": part.story.batch,
        "story": part.story,
        "row": story_row(part.story),
        "part": part,
        "copy": copy_row(part) if part.version_of_id else None,
        "form": form or ChapterForm(initial={**initial, "title": part.title}),
        "html": shown(part.text.html),
        "notes_before": shown(part.notes_before),
        "notes_after": shown(part.notes_after),
        "reasons": [*reasons(part.evidence.get("number")), *reasons(part.evidence.get("title"))],
        "original": _original(request, part),
        "repairs": repairs_of(part.file),
        **_neighbours(part),
    }  # fmt: skip
    return render_page(
        request, "importing/chapter.html", context, part="original", status=status
    )


def shown(html: str) -> str:
    """A text's HTML made safe; empty if it is beyond all measure."""
    try:
        return clean(html)
    except TooComplex:
        return ""


def _original(request: MemberRequest, part: Part) -> OriginalPage | None:
    """The lines it came from; the page that was asked for, or the one where it begins."""
    signs = [
        reason
        for field in (*part.evidence.values(), *part.story.evidence.values())
        for reason in reasons(field)
    ]
    asked = request.GET.get("lines", "")
    try:
        return original_page(
            part.file,
            outline_of(part.file),
            page=int(asked[:9]) if asked.isdecimal() else page_with(part.first_line),
            evidence=range_of(signs, part.file.name),
            within=(part.first_line, part.last_line),
        )
    except NotShown:
        return None


def _neighbours(part: Part) -> dict[str, Part | None]:
    order = part.story.parts.exclude(version_of__isnull=False)
    return {
        "previous": order.before(part.position).last(),
        "next": order.after(part.position).first(),
    }


@hosts_only
@require_safe
def difference(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    """A copy beside the one that is kept."""
    part = part_in(batch_id, story_id, part_id)
    kept = get_object_or_404(Part.objects.with_text(), pk=part.version_of_id)
    rows = differences(kept.text.html, part.text.html)
    context = {
        "batch": part.story.batch,
        "story": part.story,
        "part": part,
        "kept": kept,
        "copy": copy_row(part),
        "rows": rows,
        "is_same": not any(row.differs for row in rows),
    }
    return render(request, "importing/difference.html", context)


# ---------------------------------------------------------------- decisions


def _decide(
    request: MemberRequest, part: Part, act: Callable[[], object]
) -> HttpResponse:
    story = part.story
    try:
        try_to(request, act)
    except decide.NotACopy:
        messages.error(request, _("It is no copy of another chapter any more."))
    return redirect("importing:story", story.batch_id, story.pk)


@hosts_only
@require_POST
def name(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    part = part_in(batch_id, story_id, part_id)
    form = ChapterForm(request.POST)
    if not form.is_valid():
        return _page(request, part, form, status=422)
    given = form.cleaned_data

    def act() -> None:
        decide.rename(
            part,
            title=given["title"],
            number=given["number"],
            edits=edits(request),
            by=request.user,
        )

    if not try_to(request, act):
        return _page(request, part, form, status=409)
    return redirect("importing:part", batch_id, story_id, part_id)


@hosts_only
@require_POST
def position(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    part = part_in(batch_id, story_id, part_id)
    form = PositionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect("importing:story", batch_id, story_id)
    place = form.cleaned_data["position"]
    return _decide(
        request,
        part,
        lambda: decide.move_to(
            part, position=place, edits=edits(request), by=request.user
        ),
    )


def _first_error(form: forms.Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


@hosts_only
@require_POST
def exclusion(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    return _set_excluded(request, part_in(batch_id, story_id, part_id), excluded=True)


@hosts_only
@require_POST
def inclusion(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    return _set_excluded(request, part_in(batch_id, story_id, part_id), excluded=False)


def _set_excluded(
    request: MemberRequest, part: Part, *, excluded: bool
) -> HttpResponse:
    return _decide(
        request,
        part,
        lambda: decide.set_excluded(
            part, excluded=excluded, edits=edits(request), by=request.user
        ),
    )


@hosts_only
@require_POST
def choice(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    """This copy is the one to keep."""
    part = part_in(batch_id, story_id, part_id)
    return _decide(
        request,
        part,
        lambda: decide.choose_copy(part, edits=edits(request), by=request.user),
    )


@hosts_only
@require_POST
def parting(
    request: MemberRequest, batch_id: int, story_id: int, part_id: int
) -> HttpResponse:
    """This is no copy."""
    part = part_in(batch_id, story_id, part_id)
    return _decide(
        request,
        part,
        lambda: decide.part_from_copies(part, edits=edits(request), by=request.user),
    )
