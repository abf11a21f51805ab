"""What a writer says of a work: its title, summary, tags, rating and the like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from fascicle.accounts.models import PenName, User
from fascicle.core.html import clean
from fascicle.core.names import one_line, title_key
from fascicle.tags.actions import tags_for_writer
from fascicle.tags.models import Kind, Tag
from fascicle.works.actions.posting import refuse_unrated
from fascicle.works.actions.saving import ChapterInput, new_chapter
from fascicle.works.models import Byline, CommentsPolicy, Rating, Work
from fascicle.works.signals import work_changed


class WorkChanged(Exception):
    """Somebody else saved the same form meanwhile; ``work`` is what they made of it."""

    def __init__(self, work: Work) -> None:
        super().__init__(work.pk)
        self.work = work


@dataclass(frozen=True, slots=True)
class WorkDetails:
    """A work as its form holds it; its HTML is untrusted."""

    title: str = ""
    summary: str = ""
    notes_before: str = ""
    notes_after: str = ""
    dedication: str = ""
    language: str = ""
    status: str = ""
    planned_chapters: int | None = None
    rating: Rating | None = None
    members_only: bool = False
    unlisted: bool = False
    comments: str = CommentsPolicy.MEMBERS
    tags: Sequence[tuple[Kind, Sequence[str]]] = ()


@transaction.atomic
def start_work(
    details: WorkDetails,
    text: ChapterInput,
    *,
    pen_names: Sequence[PenName],
    by: User,
    at: datetime,
) -> Work:
    """Begin a work with its first chapter, as a draft.

    :raises EmptyChapter: if that has no text.
    :raises TooComplex: if some HTML is beyond what a story needs.
    :raises TooMany: if there are too many tags of a kind.
    :raises NotCoinable: if a tag is new, and its kind takes none from writers.
    """
    work = Work(updated_at=at)
    _write(work, details)
    work.save()
    Byline.objects.bulk_create(
        Byline(work=work, pen_name=pen_name, position=position)
        for position, pen_name in enumerate(dict.fromkeys(pen_names))
    )
    work.tags.set(_tags(details))
    new_chapter(work, text, by=by, at=at)
    work.refresh_from_db(fields=["opening"])
    return work


@transaction.atomic
def describe_work(work: Work, details: WorkDetails, *, base_version: int) -> Work:
    """Say other things of a work. Announces ``work_changed``.

    :raises WorkChanged: if somebody did since its writer opened the form.
    :raises NeedsRating: if it is public, and the archive wants such works rated.
    :raises TooComplex: if some HTML is beyond what a story needs.
    :raises TooMany: if there are too many tags of a kind.
    :raises NotCoinable: if a tag is new, and its kind takes none from writers.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    if work.version != base_version:
        raise WorkChanged(work)
    _write(work, details)
    if work.posted_at:
        refuse_unrated(work)
    work.version += 1
    work.save()
    work.tags.set(_tags(details))
    tell = partial(work_changed.send_robust, Work, work_id=work.pk)
    transaction.on_commit(tell)
    return work


def _write(work: Work, details: WorkDetails) -> None:
    work.title = one_line(details.title)[:255]
    work.title_key = title_key(details.title)[:255]
    work.summary = clean(details.summary)
    work.notes_before = clean(details.notes_before)
    work.notes_after = clean(details.notes_after)
    work.dedication = one_line(details.dedication)[:255]
    work.language = details.language
    work.status = details.status
    work.planned_chapters = details.planned_chapters
    work.rating = details.rating
    work.members_only = details.members_only
    work.unlisted = details.unlisted
    work.comments = details.comments


def _tags(details: WorkDetails) -> list[Tag]:
    return [tag for kind, names in details.tags for tag in tags_for_writer(kind, names)]
