"""Merging proposed works into one, and splitting one into several."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.importing.actions.review.chapters import MAKE_UP, renumber
from fascicle.importing.actions.review.decisions import open_among, works_counted
from fascicle.importing.actions.review.journal import Journal, decision
from fascicle.importing.actions.review.story import fresh
from fascicle.importing.actions.review.troubles import look_again, open_anew
from fascicle.importing.models import Batch, Part, Story


class NothingToMerge(Exception):
    """It takes two works that are not accepted."""


class TooManyToMerge(Exception):
    """Nobody means to make one work of so many: "all that match" was ticked by mistake."""


class NoChapters(Exception):
    """No chapter was chosen."""


MOST_MERGED = 200

#: What the merged work takes from the others where it has nothing itself.
_FILLED = ("title", "author", "language", "summary", "status", "series_id", "rating_id")


def merge(
    batch: Batch, pks: Sequence[int], *, by: User, into: int | None = None
) -> Story:
    """Make one work of several: ``into``, or the first of them that has a title.

    Chapters go by their numbers where all have one, else in the order of ``pks``.

    :raises NothingToMerge: if there are not two that can be changed.
    :raises TooManyToMerge: if they are more than anyone would mean.
    """
    if len(pks) > MOST_MERGED:
        raise TooManyToMerge
    label = _("Merged: %(works)s") % {"works": works_counted(len(set(pks)))}
    with decision(batch, by=by, label=label) as journal:
        found = {
            story.pk: story
            for story in Story.objects.of_batch(journal.batch).with_pks(
                open_among(journal.batch, pks)
            )
        }
        stories = [found[pk] for pk in dict.fromkeys(pks) if pk in found]
        if len(stories) < 2:
            raise NothingToMerge
        target = found.get(into or 0) or next(
            (story for story in stories if story.title), stories[0]
        )
        others = [story for story in stories if story.pk != target.pk]
        _pour(journal, target, others, [story.pk for story in stories])
        return target


def _pour(
    journal: Journal, target: Story, others: Sequence[Story], order: Sequence[int]
) -> None:
    journal.keep("story", [target.pk], *MAKE_UP, *_FILLED, "belongs_sure")
    fields = ("pk", "story_id", "number", "position", "version_of_id")
    parts = list(Part.objects.of_stories(order).only(*fields))
    parts.sort(key=lambda part: (order.index(part.story_id), part.position, part.pk))
    chapters = [part for part in parts if part.version_of_id is None]
    if all(part.number is not None for part in chapters):
        chapters.sort(key=lambda part: part.number or 0)
    journal.keep("part", [part.pk for part in parts], "story", "position")
    Part.objects.with_pks([part.pk for part in parts]).update(story=target)
    renumber(journal, [part.pk for part in chapters])
    for other in others:
        for field in _FILLED:
            setattr(target, field, getattr(target, field) or getattr(other, field))
        journal.taken_away("story", other)
        other.delete()
    target.belongs_sure = None
    target.save(update_fields=[*_FILLED, "belongs_sure"])
    look_again([target.pk])
    open_anew(target)


def split(
    story: Story,
    part_pks: Sequence[int],
    *,
    edits: int,
    by: User,
    into: Story | None = None,
) -> Story:
    """Move chapters, with their other copies, to another work: ``into``, or a new one.

    :raises NoChapters: if none of the parts are chapters of the story.
    :raises ChangedMeanwhile: if somebody else changed the story since.
    """
    label = _("Moved chapters of “%(name)s”") % {"name": story.title or _("Untitled")}
    with decision(story.batch, by=by, label=label) as journal:
        story = fresh(story, edits=edits)
        chapters = story.parts.filter(version_of=None).with_pks(part_pks).in_order()
        moving = list(chapters.values_list("pk", flat=True))
        if not moving:
            raise NoChapters
        target = into or _like(journal, story)
        journal.keep("story", [story.pk, target.pk], *MAKE_UP, "belongs_sure")
        copies = story.parts.filter(version_of__in=moving).values_list("pk", flat=True)
        journal.keep("part", [*moving, *copies], "story", "position")
        there = target.parts.filter(version_of=None).in_order()
        order = [*there.values_list("pk", flat=True), *moving]
        Part.objects.with_pks([*moving, *copies]).update(story=target)
        renumber(journal, order)
        _close_ranks(journal, story)
        look_again([story.pk, target.pk])
        open_anew(target)
        return target


def _like(journal: Journal, story: Story) -> Story:
    """A new, untitled work by the same writer in the same language."""
    made = Story.objects.create(
        batch=journal.batch,
        author=story.author,
        author_sure=story.author_sure,
        language=story.language,
        language_sure=story.language_sure,
        rating=story.rating,
        evidence={
            field: story.evidence[field]
            for field in ("author", "contact", "language")
            if field in story.evidence
        },
    )
    journal.made("story", made.pk)
    return made


def _close_ranks(journal: Journal, story: Story) -> None:
    """Renumber what is left of a work; one with nothing left goes."""
    left = story.parts.filter(version_of=None).in_order()
    order = list(left.values_list("pk", flat=True))
    if order:
        renumber(journal, order)
        open_anew(story)
    else:
        journal.taken_away("story", story)
        story.delete()
