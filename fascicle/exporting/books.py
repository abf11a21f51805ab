"""From the library to a book: what a viewer may read, gathered for the book makers."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from fascicle.accounts.viewer import Viewer
from fascicle.core import archive
from fascicle.exporting.book import Book, BookChapter, BookNote, BookPart, BookSeries
from fascicle.works.models import Chapter, Series, Work

UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined


def book_of_work(
    work: Work, viewer: Viewer, *, first: int | None = None, last: int | None = None
) -> Book | None:
    """A work, or its chapters from place ``first`` to ``last``, as a book.

    None if there is nothing in it that the viewer may read. ``work`` comes from ``for_books``.
    """
    chapters = list(Chapter.objects.for_book(viewer, [work], first=first, last=last))
    if not chapters:
        return None
    tags = list(work.tags.all())
    return Book(
        identifier=settings.SITE_URL + work.get_absolute_url(),
        title=_title(work, chapters, is_range=first is not None or last is not None),
        authors=_authors(work),
        language=work.language or UNKNOWN_LANGUAGE,
        chapters=[_chapter(chapter) for chapter in chapters],
        modified_at=max(chapter.changed_at for chapter in chapters),
        published_at=work.posted_at,
        archive=_archive_name(),
        source_url=settings.SITE_URL + work.get_absolute_url(),
        summary_html=work.summary,
        rating=work.rating.name if work.rating else _("Not rated"),
        content_notes=[tag.name for tag in tags if tag.kind.is_content_note],
        tags=[tag.name for tag in tags if not tag.kind.is_content_note],
        status=work.get_status_display(),
        series=[
            BookSeries(entry.series.title, float(entry.position))
            for entry in work.series_entries.all()
        ],
        notes_before=_notes(work.notes_before),
        notes_after=_notes(work.notes_after),
        word_count=sum(chapter.word_count for chapter in chapters),
        labels=labels(),
    )


def book_of_series(series: Series, viewer: Viewer) -> Book | None:
    """A whole series as one book, or None if the viewer may read nothing of it."""
    works = list(Work.objects.readable_by(viewer).in_series(series).for_books())
    chapters = list(Chapter.objects.for_book(viewer, works))
    if not chapters:
        return None
    languages = {work.language for work in works}
    return Book(
        identifier=settings.SITE_URL + series.get_absolute_url(),
        title=series.title,
        authors=list(dict.fromkeys(name for work in works for name in _authors(work))),
        language=languages.pop() or UNKNOWN_LANGUAGE
        if len(languages) == 1
        else UNKNOWN_LANGUAGE,
        chapters=[],
        modified_at=max(chapter.changed_at for chapter in chapters),
        published_at=min(
            (work.posted_at for work in works if work.posted_at), default=None
        ),
        archive=_archive_name(),
        source_url=settings.SITE_URL + series.get_absolute_url(),
        summary_html=series.summary,
        parts=[_part(work, chapters) for work in works],
        word_count=sum(chapter.word_count for chapter in chapters),
        labels=labels(),
    )


def _part(work: Work, chapters: Sequence[Chapter]) -> BookPart:
    own = [_chapter(chapter) for chapter in chapters if chapter.work_id == work.pk]
    return BookPart(
        title=work.title or _("Untitled"),
        byline=", ".join(_authors(work)),
        chapters=own,
        summary_html=work.summary,
    )


def _chapter(chapter: Chapter) -> BookChapter:
    return BookChapter(
        key=f"chapter-{chapter.pk}",
        number=chapter.position,
        title=chapter.title,
        html=chapter.text.html,
        notes_before=_notes(chapter.notes_before),
        notes_after=_notes(chapter.notes_after),
    )


def _title(work: Work, chapters: Sequence[Chapter], *, is_range: bool) -> str:
    title = work.title or _("Untitled")
    if not is_range:
        return title
    first, last = chapters[0].position, chapters[-1].position
    if first == last:
        return _("%(title)s, chapter %(first)d") % {"title": title, "first": first}
    span = {"title": title, "first": first, "last": last}
    return _("%(title)s, chapters %(first)d–%(last)d") % span


def _authors(work: Work) -> list[str]:
    bylines: Iterable[str] = (byline.pen_name.name for byline in work.bylines.all())
    return list(bylines)


def _notes(html: str) -> list[BookNote]:
    return [BookNote(html)] if html else []


def _archive_name() -> str:
    current = archive.current()
    return current.name if current else ""


def labels() -> dict[str, str]:
    """The book's own words, in the reader's language."""
    return {
        "Chapter": _("Chapter"),
        "Content notes": _("Content notes"),
        "Contents": _("Contents"),
        "Notes": _("Notes"),
        "Rating": _("Rating"),
        "Series": _("Series"),
        "Source": _("Source"),
        "Status": _("Status"),
        "Summary": _("Summary"),
        "Tags": _("Tags"),
    }
