"""A reader's own passages and notes: on the page they read, on a page of their own, as files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import PART_HEADER, way_back
from fascicle.reading.actions import highlights as actions
from fascicle.reading.forms import HighlightForm, NoteForm
from fascicle.reading.highlight_files import as_data, as_markdown
from fascicle.reading.models import Highlight
from fascicle.reading.passages import span_of
from fascicle.reading.queries import highlights as queries
from fascicle.works.models import Chapter, Work

PAGE = 50


@members_only
@require_POST
def marking(request: MemberRequest, work_id: int, position: int) -> HttpResponse:
    """Mark a passage of a chapter. A script gets it as JSON, a form is led back to the chapter."""
    work = get_object_or_404(Work.objects.readable_by(request.viewer), pk=work_id)
    chapters = Chapter.objects.readable_by(request.viewer).of(work).with_text()
    chapter = get_object_or_404(chapters.at(position))
    form = HighlightForm(request.POST)
    if not form.is_valid():
        return _refused(request, chapter, _("Nothing of the text was chosen."))
    try:
        made = actions.mark(
            request.user,
            chapter,
            form.passage(),
            note=form.cleaned_data["note"],
            at=timezone.now(),
        )
    except actions.TooMany:
        said = _("You have marked as much of this chapter as can be kept.")
        return _refused(request, chapter, said)
    except actions.CannotMark:
        said = _("The text has changed meanwhile. Load the page again and choose anew.")
        return _refused(request, chapter, said)
    if PART_HEADER in request.headers:
        return JsonResponse(_as_json(made), status=201)
    return redirect(chapter)


def _refused(request: MemberRequest, chapter: Chapter, said: str) -> HttpResponse:
    if PART_HEADER in request.headers:
        return JsonResponse({"said": said}, status=422)
    messages.error(request, said)
    return redirect(chapter)


def _as_json(highlight: Highlight) -> dict[str, Any]:
    span = span_of(highlight.passage)
    return {
        "key": highlight.pk,
        "quote": highlight.quote,
        "note": highlight.note,
        "span": [span.paragraph, span.start, span.last_paragraph, span.end],
    }


@members_only
@require_safe
def highlights(request: MemberRequest) -> HttpResponse:
    """All that the reader marked, by work."""
    words = request.GET.get("q", "").strip()[:200]
    rows = queries.listed(request.viewer, words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "marked": queries.placed(request.viewer, page.object_list),
        "words": words,
        "kept_back": 0 if words else queries.kept_back(request.viewer),
    }
    return render(request, "reading/highlights.html", context)


@members_only
@require_safe
def highlights_file(request: MemberRequest, form: str) -> HttpResponse:
    """Everything the page lists, as a file: ``md`` or ``json``."""
    marked = queries.placed(request.viewer, queries.listed(request.viewer, ""))
    response: HttpResponse
    if form == "md":
        response = HttpResponse(as_markdown(marked), "text/markdown; charset=utf-8")
    elif form == "json":
        indent = {"indent": 1, "ensure_ascii": False}
        response = JsonResponse(as_data(marked), safe=False, json_dumps_params=indent)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="highlights.{form}"'
    return response


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def highlight(request: MemberRequest, highlight_id: int) -> HttpResponse:
    """One passage, and the note to it."""
    kept = _mine(request, highlight_id)
    form = NoteForm(request.POST or None, initial={"note": kept.note})
    if request.method == "POST" and form.is_valid():
        actions.write_note(kept, form.cleaned_data["note"], at=timezone.now())
        if PART_HEADER in request.headers:
            return JsonResponse(_as_json(kept))
        messages.success(request, _("Saved."))
        return redirect("reading:highlights")
    status = 422 if request.method == "POST" else 200
    (marked,) = queries.placed(request.viewer, [kept])
    context = {"one": marked, "form": form}
    return render(request, "reading/highlight.html", context, status=status)


@members_only
@require_POST
def highlight_removal(request: MemberRequest, highlight_id: int) -> HttpResponse:
    actions.remove_highlight(_mine(request, highlight_id))
    if PART_HEADER in request.headers:
        return HttpResponse(status=204)
    messages.success(request, _("The highlight is gone."))
    return redirect(way_back(request))


def _mine(request: MemberRequest, highlight_id: int) -> Highlight:
    kept = Highlight.objects.readable_by(request.viewer).with_pk(highlight_id)
    if kept is None:
        raise Http404
    return kept
