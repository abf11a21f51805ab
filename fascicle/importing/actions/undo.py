"""Taking away again what a batch made, as long as nothing was built on it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fascicle.accounts.actions import forget_unclaimed
from fascicle.core.html import clean, paragraphs
from fascicle.importing.lease import Lease
from fascicle.importing.models import Batch, BatchState, Part, Story, StoryState
from fascicle.works import actions as works
from fascicle.works.models import Work

_NAMED = 10


def undo(batch: Batch, lease: Lease) -> None:
    """Delete the works that the batch made. One that was changed since stays, and is named."""
    stories = batch.stories.accepted().in_library_order().values_list("pk", flat=True)
    pending = list(stories)
    kept: list[str] = []
    for done, pk in enumerate(pending, 1):
        with transaction.atomic():
            lease.save(done=done, total=len(pending))
            if title := _undo_story(pk):
                kept.append(title)
    with transaction.atomic():
        _sweep(batch)
        lease.save(message=_message(kept))
        lease.move_to(BatchState.REVIEW if kept else BatchState.UNDONE)


@transaction.atomic
def take_back_stories(batch: Batch, story_ids: Sequence[int]) -> int:
    """Propose accepted stories again, their works gone, unless something was built on them.

    How many were taken back.
    """
    stories = batch.stories.with_pks(story_ids).accepted().in_library_order()
    pks = list(stories.values_list("pk", flat=True))
    kept = [pk for pk in pks if _undo_story(pk)]
    _sweep(batch)
    return len(pks) - len(kept)


def _sweep(batch: Batch) -> None:
    """Forget pen names and series that only undone works needed."""
    forget_unclaimed(batch.stories.undecided().values_list("author", flat=True))
    for proposal in batch.series.exclude(made=None).select_related("made"):
        if proposal.made:
            works.forget_empty_series(proposal.made)


def _message(kept: list[str]) -> str:
    if not kept:
        return ""
    names = ", ".join(f"“{title}”" for title in kept[:_NAMED])
    if len(kept) > _NAMED:
        names += _(" and %(count)d more") % {"count": len(kept) - _NAMED}
    return _("These works stay, as they were changed since: %(names)s.") % {
        "names": names
    }


def _undo_story(story_id: int) -> str:
    """Take the story's work away, if it has one; its title if something was built on it."""
    story = Story.objects.for_accepting().get(pk=story_id)
    work = story.work
    if work is not None:
        if is_built_on(story, work):
            return str(work)
        if story.adds_to_id:
            _take_chapters(story, work)
        else:
            works.delete_work(work)
    story.state, story.work = StoryState.PROPOSED, None
    story.accepted_at, story.accepted_by = None, None
    story.save(update_fields=["state", "work", "accepted_at", "accepted_by"])
    return ""


def is_built_on(story: Story, work: Work) -> bool:
    """Whether the work was changed since it was accepted, or has grown."""
    mine = {part.chapter_id: part for part in story.parts.made()}
    chapters = list(work.chapters.living().in_order())
    if any(chapter.version > 1 for chapter in chapters if chapter.pk in mine):
        return True
    if story.adds_to_id:
        last = [chapter.pk in mine for chapter in chapters[-len(mine) :]]
        return bool(mine) and not all(last)
    if {chapter.pk for chapter in chapters} != set(mine):
        return True
    summary = clean(paragraphs(story.summary)) if story.summary else ""
    return (work.title, work.summary) != (story.title, summary)


def _take_chapters(story: Story, work: Work) -> None:
    made = story.parts.made().values_list("chapter", flat=True)
    works.remove_chapters(work, [pk for pk in made if pk])
    Part.objects.filter(story=story).update(chapter=None)
