"""Accepting proposed stories: each makes its work in one transaction, once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fascicle.accounts.actions import unclaimed_pen_name
from fascicle.accounts.models import PenName, User
from fascicle.core.html import TooComplex, paragraphs
from fascicle.core.names import name_key
from fascicle.importing.lease import Lease
from fascicle.importing.models import (
    Batch,
    BatchState,
    Part,
    SeriesProposal,
    Story,
    StoryState,
)
from fascicle.importing.troubles import WEIGHTS, Trouble
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewVersion, NewWork, Origin
from fascicle.works.models import RelationKind, Series, Work

_RELATIONS = {
    "sequel-to": RelationKind.SEQUEL,
    "inspired-by": RelationKind.INSPIRED,
    "translation-of": RelationKind.TRANSLATION,
}


class NothingToAccept(Exception):
    """No part of the story is to become a chapter."""


#: What keeps a story from being accepted, and nothing else of the batch.
_REFUSALS = (
    *(NothingToAccept, works.EmptyChapter, works.EmptyWork, works.NeedsRating),
    TooComplex,
)


@dataclass(slots=True)
class Accepted:
    """What came of accepting several stories: keys of stories."""

    made: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


def accept_stories(
    batch: Batch, story_ids: Iterable[int], *, by: User | None = None, at: datetime
) -> Accepted:
    """Accept these stories of a batch now, one after another. For many, ask for it instead."""
    result = Accepted()
    stories = batch.stories.with_pks(list(story_ids)).proposed().in_library_order()
    for pk in list(stories.values_list("pk", flat=True)):
        if _accept_or_refuse(pk, by=by, at=at):
            result.made.append(pk)
        else:
            result.refused.append(pk)
    return result


def accept_queued(batch: Batch, lease: Lease) -> None:
    """Accept every story that a person has asked for."""
    waiting = list(
        batch.stories.queued().in_library_order().values_list("pk", flat=True)
    )
    before = max(0, batch.total - len(waiting))
    for done, pk in enumerate(waiting, before + 1):
        _accept_or_refuse(pk, at=now(), before=partial(lease.save, done=done))
    lease.move_to(BatchState.REVIEW)


def _accept_or_refuse(
    story_id: int,
    *,
    at: datetime,
    by: User | None = None,
    before: Callable[[], None] | None = None,
) -> bool:
    """Accept a story; one that cannot be goes back to be reviewed, and costs no other."""
    try:
        with transaction.atomic():
            if before:
                before()
            accept_story(story_id, by=by, at=at)
    except _REFUSALS:
        _refuse(story_id)
        return False
    return True


@transaction.atomic
def _refuse(story_id: int) -> None:
    story = Story.objects.select_for_update(of=("self",)).get(pk=story_id)
    if Trouble.NOT_ACCEPTED not in story.troubles:
        story.troubles = [Trouble.NOT_ACCEPTED, *story.troubles]
        story.trouble += WEIGHTS[Trouble.NOT_ACCEPTED]
    story.state = StoryState.PROPOSED
    story.save(update_fields=["state", "trouble", "troubles"])


# ---------------------------------------------------------------- one story


@transaction.atomic
def accept_story(story_id: int, *, by: User | None = None, at: datetime) -> Work | None:
    """Make the work of a proposed story and post it. None if that is done, or not wanted.

    :raises NothingToAccept: if all its parts are excluded.
    :raises EmptyChapter: if one of its parts has no text.
    :raises NeedsRating: if the archive wants works rated first, and this one is not.
    :raises TooComplex: if one of them is marked up beyond what a story needs.
    """
    story = Story.objects.for_accepting().get(pk=story_id)
    if story.state not in (StoryState.PROPOSED, StoryState.QUEUED):
        return None
    parts = [part for part in story.parts.for_accepting() if not part.excluded]
    kept = [part for part in parts if part.becomes_chapter]
    copies = [part for part in parts if part.copy_of_id]
    if not kept and not copies:
        raise NothingToAccept
    chapters = _chapters(kept, parts)
    if story.adds_to:
        work = _add(story.adds_to, kept, chapters, at=at)
    else:
        work = _make(story, kept, chapters, at=at)
    _attach(copies)
    if kept:
        works.post_work(work, at=at)
    _place(story, work)
    _relate(story, work)
    story.state, story.work, story.accepted_at = StoryState.ACCEPTED, work, at
    story.accepted_by = by or story.accepted_by
    story.save(update_fields=["state", "work", "accepted_at", "accepted_by"])
    return work


def _make(
    story: Story, kept: Sequence[Part], chapters: Sequence[NewChapter], *, at: datetime
) -> Work:
    new = NewWork(
        title=story.title,
        chapters=chapters,
        pen_names=_pen_names(story),
        summary=paragraphs(story.summary) if story.summary else "",
        language=story.language,
        status=story.status,
        rating=story.rating,
        planned_chapters=story.planned_chapters,
        tags=list(story.tags.all()),
    )
    work = works.create_work(new, at=at)
    for part, chapter in zip(kept, work.chapters.living().in_order(), strict=True):
        part.chapter = chapter
    Part.objects.bulk_update(kept, ["chapter"], 200)
    return work


def _add(
    work: Work, kept: Sequence[Part], chapters: Sequence[NewChapter], *, at: datetime
) -> Work:
    for part, new in zip(kept, chapters, strict=True):
        part.chapter = works.add_chapter(work, new, at=at)
        part.save(update_fields=["chapter"])
    return work


def _attach(copies: Sequence[Part]) -> None:
    for part in copies:
        if part.copy_of:
            works.add_version(part.copy_of, _version(part))


def _chapters(kept: Sequence[Part], parts: Sequence[Part]) -> list[NewChapter]:
    versions: dict[int, list[NewVersion]] = {}
    for part in parts:
        if part.version_of_id:
            versions.setdefault(part.version_of_id, []).append(_version(part))
    return [_chapter(part, versions.get(part.pk, ())) for part in kept]


def _chapter(part: Part, versions: Sequence[NewVersion]) -> NewChapter:
    return NewChapter(
        html=part.text.html,
        title=part.title,
        number=_number(part.number, part.last_number),
        notes_before=part.notes_before,
        notes_after=part.notes_after,
        origin=_origin(part),
        versions=versions,
    )


def _version(part: Part) -> NewVersion:
    return NewVersion(part.copy_kind or "revised", part.text.html, _origin(part))


def _origin(part: Part) -> Origin:
    lines = f"{part.first_line}-{part.last_line}"
    batch = part.file.batch.name
    return Origin(batch, part.file.name, part.file.sha256, lines)


def _number(first: float | None, last: float | None) -> str:
    if first is None:
        return ""
    return f"{first:g}" if last is None or last <= first else f"{first:g}–{last:g}"


def _pen_names(story: Story) -> list[PenName]:
    """The writer's name, with the address that the files give, unless a person named the writer."""
    if not name_key(story.author):
        return []
    stated = story.evidence.get("contact", ()) if story.author_sure is not None else ()
    contact = next((str(sign["quote"]) for sign in stated), "")
    return [unclaimed_pen_name(story.author, contact=contact)]


# ---------------------------------------------------------------- its place in the library


def _place(story: Story, work: Work) -> None:
    if story.series_id is None:
        return
    proposal = SeriesProposal.objects.select_for_update(of=("self",)).get(
        pk=story.series_id
    )
    if proposal.made is None:
        proposal.made = _series(proposal, story)
        proposal.save(update_fields=["made"])
    number = _number(story.series_position, None)
    works.place_in_series(
        proposal.made, work, number=number, before=_later(proposal, story)
    )


def _series(proposal: SeriesProposal, story: Story) -> Series:
    """The series of this title that holds the same writer's works already, or a new one."""
    if proposal.title:
        return works.series_named(proposal.title, by=_pen_names(story))
    titled = proposal.stories.titled().in_library_order().first()
    title = titled.title if titled else _("Untitled")
    return works.new_series(_("%(title)s and its companions") % {"title": title})


def _later(proposal: SeriesProposal, story: Story) -> Sequence[int]:
    """Works of the series that come after the story's, as far as their order is known."""
    if story.series_position is None:
        return []
    later = proposal.stories.filter(series_position__gt=story.series_position)
    return list(later.exclude(work=None).values_list("work", flat=True))


def _relate(story: Story, work: Work) -> None:
    for relation in story.relations:
        kind = _RELATIONS.get(relation.get("kind", ""))
        if kind and relation.get("title"):
            author = relation.get("author", "")
            works.relate(work, kind, title=relation["title"], author=author)
