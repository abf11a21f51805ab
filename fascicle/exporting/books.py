"""From the library to a book: what a viewer may read, gathered for the book makers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core import archive
from fascicle.core.xhtml.attributes import language_tag
from fascicle.exporting.book import Book, BookChapter, BookNote, BookPart, BookSeries
from fascicle.exporting.pictures import pictures_of
from fascicle.exporting.words import labels, language_of_words
from fascicle.works.company import credits_in
from fascicle.works.models import Chapter, Series, SeriesEntry, Status, Work

#: Who wrote which chapter along with its work's writers, by the chapter's key.
Credits = Mapping[int, Sequence[PenName]]
UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined
TINTS = 12  # of covers, as in cover.css
OPENING_LETTERS = 60  # of an untitled work, to tell it from the others


def book_of_work(
    work: Work, viewer: Viewer, *, first: int | None = None, last: int | None = None
) -> Book | None:
    """A work, or its chapters from place ``first`` to ``last``, as a book.

    None if there is nothing in it that the viewer may read. ``work`` comes from ``for_books``.
    """
    chapters = Chapter.objects.for_book(viewer, [work], first=first, last=last)
    is_range = first is not None or last is not None
    return book_of_chapters(work, list(chapters), is_range=is_range)


def front_of(
    work: Work, *, tells_opening: bool
) -> tuple[str, list[str], str, list[BookSeries], int]:
    """Title, writers, language, series and tint of a work's book: what stands on its cover."""
    language = _language(work)
    with translation.override(language_of_words(language)):
        title = _title(work) if tells_opening else work.title or _("Untitled")
    series = [_place_in(entry) for entry in work.series_entries.all()]
    return title, _authors(work), language, series, work.pk % TINTS


def whole_book(work: Work) -> Book | None:
    """A public work for whoever runs the archive, before whom no gate stands."""
    chapters = Chapter.objects.posted().filter(work=work)
    return book_of_chapters(work, list(chapters.with_text().in_order()))


def book_of_chapters(
    work: Work, chapters: Sequence[Chapter], *, is_range: bool = False
) -> Book | None:
    """These chapters of a work as a book; whether they may be read has been asked already."""
    if not chapters:
        return None
    language = _language(work)
    spoken = language_of_words(language)
    address = settings.SITE_URL + work.get_absolute_url()
    credits = credits_in([work])
    span = f"#chapters-{chapters[0].position}-{chapters[-1].position}"
    tags = list(work.tags.all())
    with translation.override(spoken):
        return Book(
            identifier=address + span if is_range else address,
            title=_title_of_range(work, chapters) if is_range else _title(work),
            authors=_authors(work),
            language=language,
            chapters=[_chapter(chapter, credits) for chapter in chapters],
            modified_at=_changed_at(chapters),
            published_at=work.posted_at,
            archive=_archive_name(),
            source_url=address,
            summary_html=work.summary,
            rating=_rating(work),
            content_notes=[tag.name for tag in tags if tag.kind.is_content_note],
            tags=[tag.name for tag in tags if not tag.kind.is_content_note],
            status=work.get_status_display(),
            series=[_place_in(entry) for entry in work.series_entries.all()],
            notes_before=_notes(work.notes_before),
            notes_after=_notes(work.notes_after),
            pictures=pictures_of(chapters),
            word_count=sum(chapter.word_count for chapter in chapters),
            labels=labels(spoken),
            labels_language=spoken,
            in_one_part=_is_in_one_part(work),
            tint=work.pk % TINTS,
        )


def book_of_series(series: Series, viewer: Viewer) -> Book | None:
    """A whole series as one book, but for what the viewer shielded themselves from.

    None if the viewer may read nothing of it.
    """
    listed = Work.objects.readable_by(viewer).discoverable_by(viewer)
    readable = listed.unshielded_for(viewer)
    works = list(readable.in_series(series).for_books())
    book = book_of_works(series, works, Chapter.objects.for_book(viewer, works))
    known = Work.objects.listed_for(viewer).in_series(series).count()
    if book and known != len(works):
        # The series' summary tells of all its works, so of those behind the gate too.
        return replace(book, summary_html="")
    return book


def whole_series(series: Series) -> Book | None:
    """All public works of a series for whoever runs the archive."""
    works = list(Work.objects.listed().in_series(series).for_books())
    chapters = Chapter.objects.posted().filter(work__in=works)
    return book_of_works(series, works, chapters.with_text().in_order())


def book_of_works(
    series: Series, works: Sequence[Work], posted: Iterable[Chapter]
) -> Book | None:
    """These works of a series, in this order, with those of the chapters that are theirs."""
    chapters: dict[int, list[Chapter]] = defaultdict(list)
    for chapter in posted:
        chapters[chapter.work_id].append(chapter)
    works = [work for work in works if chapters[work.pk]]
    if not works:
        return None
    languages = {_language(work) for work in works}
    language = languages.pop() if len(languages) == 1 else UNKNOWN_LANGUAGE
    spoken = language_of_words(language)
    address = settings.SITE_URL + series.get_absolute_url()
    credits = credits_in(works)
    every = [chapter for work in works for chapter in chapters[work.pk]]
    with translation.override(spoken):
        return Book(
            identifier=address,
            title=series.title,
            authors=list(dict.fromkeys(name for w in works for name in _authors(w))),
            language=language,
            chapters=[],
            modified_at=_changed_at(every),
            published_at=min((w.posted_at for w in works if w.posted_at), default=None),
            archive=_archive_name(),
            source_url=address,
            summary_html=series.summary,
            rating=", ".join(dict.fromkeys(_rating(work) for work in works)),
            content_notes=_content_notes(works),
            parts=[_part(work, chapters[work.pk], credits) for work in works],
            pictures=pictures_of(every),
            word_count=sum(chapter.word_count for chapter in every),
            labels=labels(spoken),
            labels_language=spoken,
            tint=series.pk % TINTS,
        )


def _part(work: Work, chapters: Sequence[Chapter], credits: Credits) -> BookPart:
    return BookPart(
        title=_title(work),
        byline=", ".join(_authors(work)),
        chapters=[_chapter(chapter, credits) for chapter in chapters],
        summary_html=work.summary,
        key=f"work-{work.pk}",
        in_one_part=_is_in_one_part(work),
        language=_language(work),
        notes_before=_notes(work.notes_before),
        notes_after=_notes(work.notes_after),
    )


def _chapter(chapter: Chapter, credits: Credits) -> BookChapter:
    return BookChapter(
        key=f"chapter-{chapter.pk}",
        number=chapter.position,
        title=chapter.title,
        html=chapter.text.html,
        notes_before=_notes(chapter.notes_before),
        notes_after=_notes(chapter.notes_after),
        language=language_tag(chapter.language) if chapter.language else "",
        stated_number=chapter.number,
        along_with=[one.name for one in credits.get(chapter.pk, ())],
    )


def _changed_at(chapters: Sequence[Chapter]) -> datetime:
    """When what a reader gets last changed: a draft is new to them when it is posted."""
    return max(
        max(chapter.changed_at, chapter.posted_at or chapter.changed_at)
        for chapter in chapters
    )


def _is_in_one_part(work: Work) -> bool:
    """Whether the work is one part and, as far as we know, will stay so."""
    more_to_come = work.status == Status.ONGOING or (work.planned_chapters or 1) > 1
    return work.chapter_count == 1 and not more_to_come


def _title(work: Work) -> str:
    """The title; an untitled work is known by its first words."""
    if work.title:
        return work.title
    if not work.opening:
        return _("Untitled")
    words = work.opening.strip(" \"“”'‘’….")
    if len(words) > OPENING_LETTERS:
        words = words[:OPENING_LETTERS].rsplit(" ", 1)[0].rstrip(",;:.")
    return _("Untitled: “%(opening)s…”") % {"opening": words}


def _title_of_range(work: Work, chapters: Sequence[Chapter]) -> str:
    title = _title(work)
    first, last = chapters[0].position, chapters[-1].position
    if first == last:
        return _("%(title)s, chapter %(first)d") % {"title": title, "first": first}
    span = {"title": title, "first": first, "last": last}
    return _("%(title)s, chapters %(first)d–%(last)d") % span


def _place_in(entry: SeriesEntry) -> BookSeries:
    """The place its number states, or else its place in our order."""
    try:
        stated = float(entry.number)
    except ValueError:
        stated = float("nan")
    is_place = 0 <= stated < 10_000  # not so for "nan" and "inf", which float() takes
    return BookSeries(entry.series.title, stated if is_place else float(entry.position))


def _language(work: Work) -> str:
    return language_tag(work.language) or UNKNOWN_LANGUAGE


def _rating(work: Work) -> str:
    return work.rating.name if work.rating else _("Not rated")


def _content_notes(works: Sequence[Work]) -> list[str]:
    tags = (tag for work in works for tag in work.tags.all())
    return list(dict.fromkeys(tag.name for tag in tags if tag.kind.is_content_note))


def _authors(work: Work) -> list[str]:
    return [byline.pen_name.name for byline in work.bylines.all()]


def _notes(html: str) -> list[BookNote]:
    return [BookNote(html)] if html else []


def _archive_name() -> str:
    current = archive.current()
    return current.name if current else ""
