"""One proposed work: what was read, why, and putting it right."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.keys import key, keys
from fascicle.importing.actions.review import shaping
from fascicle.importing.actions.review.journal import NotUnderReview
from fascicle.importing.actions.review.story import (
    AlreadyAccepted,
    ChangedMeanwhile,
    confirm_guesses,
    set_details,
)
from fascicle.importing.forms.review import StoryForm
from fascicle.importing.models import Story
from fascicle.importing.queries import for_rows, merge_candidates, series_of
from fascicle.importing.rows import story_row
from fascicle.importing.story_page import chapters_of, linked, relations_of
from fascicle.importing.views.batches import not_now
from fascicle.importing.wording import digest, reasons
from fascicle.tags.models import Kind

CANDIDATES = 20


def story_in(batch_id: int, story_id: int) -> Story:
    stories = Story.objects.select_related(
        "batch", "series", "rating", "work", "adds_to"
    )
    return get_object_or_404(stories, pk=story_id, batch=batch_id)


def edits(request: MemberRequest) -> int:
    """How many changes the work had seen when the form was made."""
    given = key(request.POST.get("edits", ""))
    return -1 if given is None else given


@hosts_only
@require_safe
def story(request: MemberRequest, batch_id: int, story_id: int) -> HttpResponse:
    return _page(request, story_in(batch_id, story_id))


def _page(
    request: MemberRequest,
    story: Story,
    form: StoryForm | None = None,
    status: int = 200,
) -> HttpResponse:
    kinds = list(Kind.objects.in_order())
    words = request.GET.get("with", "").strip()[:200]
    parts = chapters_of(story)
    row = story_row(for_rows(Story.objects.with_pks([story.pk])).get())
    context = {
        "batch": story.batch,
        "story": story,
        "row": linked(row, [one.part for one in parts]),
        "form": form or StoryForm(story=story, kinds=kinds),
        "chapters": parts,
        "files": list(dict.fromkeys(one.part.file for one in parts)),
        "belongs": digest(reasons(story.evidence.get("belongs"))),
        "relations": relations_of(story),
        "words": words,
        "candidates": merge_candidates(story, words)[:CANDIDATES],
        "series_titles": series_of(story.batch).values_list("title", flat=True)[:500],
    }
    return render(request, "importing/story.html", context, status=status)


@hosts_only
@require_POST
def details(request: MemberRequest, batch_id: int, story_id: int) -> HttpResponse:
    story = story_in(batch_id, story_id)
    form = StoryForm(request.POST, story=story, kinds=list(Kind.objects.in_order()))
    if not form.is_valid():
        return _page(request, story, form, status=422)
    try:
        set_details(story, form.details(), edits=edits(request), by=request.user)
    except ChangedMeanwhile:
        form.add_error(None, changed_meanwhile())
        return _page(request, story, form, status=409)
    except AlreadyAccepted:
        messages.error(request, in_library())
    except NotUnderReview:
        form.add_error(None, not_now())
        return _page(request, story, form, status=409)
    else:
        messages.success(request, _("Saved."))
    return redirect("importing:story", batch_id, story_id)


def changed_meanwhile() -> str:
    return _(
        "Somebody else changed this work meanwhile. What you typed is below, what it says "
        "now is above; save again to replace that."
    )


def in_library() -> str:
    return _("This work is in the library already; it is changed there.")


def try_to(request: MemberRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so, or say why it cannot be done; whether it was done."""
    try:
        act()
    except ChangedMeanwhile:
        messages.error(
            request,
            _("Somebody changed this work meanwhile. Look again: nothing was done."),
        )
    except AlreadyAccepted:
        messages.error(request, in_library())
    except NotUnderReview:
        messages.error(request, not_now())
    else:
        messages.success(request, done or _("Saved."))
        return True
    return False


@hosts_only
@require_POST
def confirmation(request: MemberRequest, batch_id: int, story_id: int) -> HttpResponse:
    story = story_in(batch_id, story_id)
    try_to(
        request,
        lambda: confirm_guesses(story, edits=edits(request), by=request.user),
        _("Taken as right."),
    )
    return redirect("importing:story", batch_id, story_id)


@hosts_only
@require_POST
def split(request: MemberRequest, batch_id: int, story_id: int) -> HttpResponse:
    """Move ticked chapters to a new work, or to one that is named."""
    story = story_in(batch_id, story_id)
    picked = keys(request.POST.getlist("part"))
    into = key(request.POST.get("into", ""))
    target = story_in(batch_id, into) if into else None
    moved: list[Story] = []

    def act() -> None:
        moved.append(
            shaping.split(
                story, picked, edits=edits(request), by=request.user, into=target
            )
        )

    try:
        try_to(request, act, _("Moved. You are at the work they moved to."))
    except shaping.NoChapters:
        messages.error(request, _("Choose chapters first: tick their boxes."))
    return redirect("importing:story", batch_id, moved[0].pk if moved else story_id)


@hosts_only
@require_POST
def merger(request: MemberRequest, batch_id: int, story_id: int) -> HttpResponse:
    """Take in all chapters of another work."""
    story = story_in(batch_id, story_id)
    pks = [story.pk, *keys([request.POST.get("other", "")])]

    def act() -> object:
        return shaping.merge(story.batch, pks, into=story.pk, by=request.user)

    try:
        try_to(request, act, _("They are one work now."))
    except shaping.NothingToMerge:
        messages.error(request, _("Choose another work that is not accepted."))
    return redirect("importing:story", batch_id, story_id)
