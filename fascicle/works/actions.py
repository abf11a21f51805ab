"""Everything that changes works, their chapters, series and relations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import F, Max, Q

from fascicle.accounts.models import PenName
from fascicle.core.html import CLEANER_VERSION, clean, has_text
from fascicle.core.names import one_line, title_key
from fascicle.core.wordcount import count_words_in_html
from fascicle.tags.models import Tag
from fascicle.works.models import (
    Byline,
    Chapter,
    ChapterText,
    Provenance,
    Rating,
    Relation,
    RelationKind,
    Series,
    SeriesEntry,
    Version,
    Work,
)
from fascicle.works.signals import work_changed, work_posted


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
    opening: str = ""
    summary: str = ""
    language: str = ""
    status: str = ""
    rating: Rating | None = None
    planned_chapters: int | None = None
    written_at: date | None = None
    tags: Sequence[Tag] = ()


@transaction.atomic
def create_work(new: NewWork, *, at: datetime) -> Work:
    """Make a work with its chapters, as a draft.

    :raises EmptyWork: if it has no chapter.
    :raises EmptyChapter: if one of them has no text.
    """
    if not new.chapters:
        raise EmptyWork
    work = Work.objects.create(
        title=one_line(new.title)[:255],
        title_key=title_key(new.title)[:255],
        opening=new.opening[:160],
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
        add_chapter(work, chapter, at=at)
    return work


@transaction.atomic
def add_chapter(work: Work, new: NewChapter, *, at: datetime) -> Chapter:
    """Add a chapter at the end of a work, as a draft.

    :raises EmptyChapter: if it has no text.
    """
    html = clean(new.html)
    words = count_words_in_html(html)
    if not has_text(html):
        raise EmptyChapter
    Work.objects.select_for_update().get(
        pk=work.pk
    )  # two chapters can't take one place
    last = work.chapters.aggregate(last=Max("position"))["last"] or 0
    chapter = Chapter.objects.create(
        work=work,
        position=last + 1,
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


@transaction.atomic
def post_work(work: Work, *, at: datetime) -> None:
    """Make a work and all its chapters public; posting twice changes nothing.

    Announces ``work_posted``. Relations that waited for its title now point at it.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    drafts = work.chapters.filter(posted_at=None)
    if work.posted_at and not drafts.exists():
        return
    drafts.update(posted_at=at)
    _count_chapters(work)
    work.posted_at = work.posted_at or at
    work.updated_at = at
    work.save(update_fields=["posted_at", "updated_at"])
    _resolve_relations_to(work)
    transaction.on_commit(partial(work_posted.send_robust, Work, work_id=work.pk))


def _count_chapters(work: Work) -> None:
    words = list(
        work.chapters.filter(posted_at__isnull=False).values_list(
            "word_count", flat=True
        )
    )
    work.chapter_count = len(words)
    work.word_count = sum(words)
    work.save(update_fields=["chapter_count", "word_count"])


@transaction.atomic
def rate_works(works: Sequence[Work], rating: Rating | None) -> None:
    """Give works a rating, or take it away. Announces ``work_changed`` for each."""
    Work.objects.filter(pk__in=[work.pk for work in works]).update(rating=rating)
    for work in works:
        transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work.pk))


@transaction.atomic
def delete_work(work: Work) -> None:
    """Delete a work with all its chapters. Announces ``work_changed``."""
    work_id = work.pk
    Work.objects.filter(pk=work_id).delete()
    transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work_id))


@transaction.atomic
def remove_chapters(work: Work, chapter_ids: Iterable[int]) -> None:
    """Take chapters away; those after them move up. Announces ``work_changed``."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    work.chapters.filter(pk__in=list(chapter_ids)).delete()
    for position, chapter in enumerate(work.chapters.in_order(), 1):
        if chapter.position != position:
            chapter.position = position
            chapter.save(update_fields=["position"])
    _count_chapters(work)
    transaction.on_commit(partial(work_changed.send_robust, Work, work_id=work.pk))


# ---------------------------------------------------------------- series


def new_series(title: str) -> Series:
    """A series of this title, whether or not another has it."""
    shown = one_line(title) or title
    return Series.objects.create(title=shown[:255], title_key=title_key(title)[:255])


def series_named(title: str, *, by: Sequence[PenName] = ()) -> Series:
    """The series of this title, made if there is none.

    With pen names, only one that holds works of one of them counts: titles like "One-shots"
    are everybody's.
    """
    named = Series.objects.titled(title_key(title)[:255])
    if by:
        named = named.with_works_by(by)
    return named.order_by("pk").first() or new_series(title)


@transaction.atomic
def place_in_series(
    series: Series, work: Work, *, number: str = "", before: Sequence[int] = ()
) -> SeriesEntry:
    """Put a work at the end of a series, or before the first of the works whose keys are given.

    A work already in it stays where it is.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    entries = list(series.entries.order_by("position"))
    for entry in entries:
        if entry.work_id == work.pk:
            return entry
    place = next((e.position for e in entries if e.work_id in before), None)
    if place is None:
        place = entries[-1].position + 1 if entries else 1
    series.entries.filter(position__gte=place).update(position=F("position") + 1)
    return SeriesEntry.objects.create(
        series=series, work=work, position=place, number=number[:20]
    )


def forget_empty_series(series: Series) -> None:
    """Delete a series that holds no work."""
    Series.objects.filter(pk=series.pk, entries=None).delete()


# ---------------------------------------------------------------- relations


def relate(
    work: Work, kind: RelationKind, *, title: str = "", author: str = "", url: str = ""
) -> Relation | None:
    """Say that a work follows, is inspired by or translates another, named by title or URL.

    A title that one public work here bears is linked at once. None if it names the work itself.
    """
    key = title_key(title)[:255]
    target = _only_work_titled(key, author=author) if key else None
    if target == work:
        return None
    relation, _ = Relation.objects.get_or_create(
        work=work,
        kind=kind,
        to_title_key=key,
        url=url,
        defaults={
            "to_work": target,
            "to_title": title[:255],
            "to_author": author[:150],
        },
    )
    return relation


def _resolve_relations_to(work: Work) -> None:
    """Point relations at ``work`` that waited for its title (and author, where they name one)."""
    if not work.title_key:
        return
    names = {name.casefold() for name in work.pen_names.values_list("name", flat=True)}
    for relation in Relation.objects.waiting_for(work.title_key).exclude(work=work):
        if not relation.to_author or relation.to_author.casefold() in names:
            relation.to_work = work
            relation.save(update_fields=["to_work"])


def _only_work_titled(key: str, *, author: str) -> Work | None:
    """The one public work of this title; None if there are several, for we would be guessing."""
    named = Q(pen_names__name__iexact=author) if author else Q()
    works = list(Work.objects.posted().filter(named, title_key=key).distinct()[:2])
    return works[0] if len(works) == 1 else None
