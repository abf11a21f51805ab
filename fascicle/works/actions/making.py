"""Making works and chapters out of what came from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fascicle.accounts.models import PenName, User
from fascicle.core.html import CLEANER_VERSION, clean, clean_story, has_text
from fascicle.core.names import one_line, title_key
from fascicle.core.wordcount import count_words_in_html
from fascicle.tags.models import Tag
from fascicle.works.actions.pictures import own_pictures_alone, show_pictures
from fascicle.works.actions.posting import count_chapters
from fascicle.works.models import (
    Byline,
    Chapter,
    ChapterText,
    Provenance,
    Rating,
    Version,
    Work,
    next_place,
)


class EmptyChapter(Exception):
    """A chapter has no text."""


class EmptyWork(Exception):
    """A work has no chapter."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a text came from."""

    batch_name: str
    source_name: str
    source_sha256: str
    lines: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Another copy of a chapter's text, untrusted HTML."""

    kind: str
    html: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class NewChapter:
    """A chapter to be made; its HTML is untrusted."""

    html: str
    title: str = ""
    number: str = ""
    notes_before: str = ""
    notes_after: str = ""
    origin: Origin | None = None
    versions: Sequence[NewVersion] = ()


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work to be made; its HTML is untrusted."""

    title: str
    chapters: Sequence[NewChapter]
    pen_names: Sequence[PenName] = ()
    summary: str = ""
    language: str = ""
    status: str = ""
    rating: Rating | None = None
    planned_chapters: int | None = None
    written_at: date | None = None
    tags: Sequence[Tag] = ()


@transaction.atomic
def create_work(new: NewWork, *, at: datetime, by: User | None = None) -> Work:
    """Make a work with its chapters, as a draft. They may show pictures that ``by`` has sent.

    :raises EmptyWork: if it has no chapter.
    :raises EmptyChapter: if one of them has no text.
    """
    if not new.chapters:
        raise EmptyWork
    work = Work.objects.create(
        title=one_line(new.title)[:255],
        title_key=title_key(new.title)[:255],
        summary=clean(new.summary),
        language=new.language,
        status=new.status,
        rating=new.rating,
        planned_chapters=new.planned_chapters,
        written_at=new.written_at,
        updated_at=at,
    )
    Byline.objects.bulk_create(
        Byline(work=work, pen_name=pen_name, position=position)
        for position, pen_name in enumerate(dict.fromkeys(new.pen_names))
    )
    work.tags.set(new.tags)
    for chapter in new.chapters:
        add_chapter(work, chapter, at=at, by=by)
    count_chapters(work)
    return work


@transaction.atomic
def add_chapter(
    work: Work, new: NewChapter, *, at: datetime, by: User | None = None
) -> Chapter:
    """Add a chapter at the end of a work, as a draft. It may show pictures that ``by`` has sent.

    :raises EmptyChapter: if it has no text.
    :raises UndescribedPicture: if one of them has no words.
    """
    html = own_pictures_alone(clean_story(new.html), work if by else None, by=by)
    words = count_words_in_html(html)
    if not has_text(html):
        raise EmptyChapter
    Work.objects.select_for_update().get(
        pk=work.pk
    )  # two chapters can't take one place
    chapter = Chapter.objects.create(
        work=work,
        position=next_place(work),
        number=new.number[:20],
        title=one_line(new.title)[:255],
        notes_before=clean(new.notes_before),
        notes_after=clean(new.notes_after),
        word_count=words,
        changed_at=at,
    )
    ChapterText.objects.create(
        chapter=chapter, html=html, cleaner_version=CLEANER_VERSION
    )
    show_pictures(work, html)
    if new.origin:
        _record_origin(chapter, new.origin, at=at)
    Version.objects.bulk_create(_version(chapter, version) for version in new.versions)
    return chapter


def _record_origin(chapter: Chapter, origin: Origin, *, at: datetime) -> None:
    Provenance.objects.create(
        chapter=chapter,
        batch_name=origin.batch_name[:200],
        source_name=origin.source_name[:500],
        source_sha256=origin.source_sha256,
        lines=origin.lines,
        imported_at=at,
    )


def add_version(chapter: Chapter, new: NewVersion) -> Version:
    """Keep another copy of a chapter's text beside it; one that is there already, once."""
    version = _version(chapter, new)
    there = chapter.versions.filter(
        source_sha256=version.source_sha256, html=version.html
    )
    if found := there.first():
        return found
    version.save()
    return version


def _version(chapter: Chapter, new: NewVersion) -> Version:
    html = clean(new.html)
    return Version(
        chapter=chapter,
        kind=new.kind,
        html=html,
        word_count=count_words_in_html(html),
        source_name=new.origin.source_name[:500],
        source_sha256=new.origin.source_sha256,
    )
