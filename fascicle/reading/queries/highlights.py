"""The passages a reader marked, and where they stand now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.html import paragraph_texts
from fascicle.core.prepared import Prepared
from fascicle.reading.models import Highlight
from fascicle.reading.models.highlights import HighlightQuerySet
from fascicle.reading.passages import Span, Text, find, span_of
from fascicle.works.models import Chapter


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight, and where it stands; ``span`` is None if its words are no longer there."""

    highlight: Highlight
    span: Span | None

    @property
    def chapter(self) -> Chapter | None:
        """The chapter it stands in, if that is open to readers."""
        chapter = self.highlight.chapter
        is_open = chapter and chapter.posted_at and chapter.deleted_at is None
        return chapter if is_open else None


def marked_in(viewer: Viewer, chapters: Sequence[Chapter]) -> dict[int, list[Marked]]:
    """The viewer's passages of chapters loaded ``with_text()``, by the chapters' keys.

    One query; none for a guest.
    """
    found: dict[int, list[Marked]] = defaultdict(list)
    if not viewer.is_member:
        return found
    texts = {one.pk: one for one in chapters}
    rows = _rows(cast("User", viewer.user), list(texts))
    for one in _placed(rows, {pk: it.text.html for pk, it in texts.items()}, texts):
        found[one.highlight.chapter_id or 0].append(one)
    return found


def _rows(user: User, chapters: list[int]) -> Iterable[Highlight]:
    if len(chapters) == 1:
        return _IN_CHAPTER(user.pk, *chapters)
    return Highlight.objects.of_user(user).in_chapters(chapters).in_order()


def _in_chapter(user_id: int, chapter_id: int) -> HighlightQuerySet:
    own = Highlight.objects.of_user(User(pk=user_id))
    return own.in_chapters([chapter_id]).in_order()


_IN_CHAPTER = Prepared(_in_chapter, int, int)


def listed(viewer: Viewer, words: str) -> HighlightQuerySet:
    """All passages of works that the viewer may read now, by work."""
    rows = Highlight.objects.readable_by(viewer)
    if words:
        rows = rows.saying(words)
    return (
        rows.select_related("work", "chapter")
        .prefetch_related("work__bylines__pen_name")
        .in_order()
    )


def kept_back(viewer: Viewer) -> int:
    """How many passages stand in works that the viewer may not read now."""
    mine = Highlight.objects.of(viewer).count()
    return mine - Highlight.objects.readable_by(viewer).count()


def placed(viewer: Viewer, rows: Iterable[Highlight]) -> list[Marked]:
    """Where passages ``listed`` stand now. One query, for the chapters that changed since."""
    rows = list(rows)
    open_ones = [(one, Marked(one, None).chapter) for one in rows]
    chapters = {chapter.pk: chapter for _, chapter in open_ones if chapter}
    changed = {
        chapter.pk
        for one, chapter in open_ones
        if chapter and chapter.version != one.chapter_version
    }
    texts = Chapter.objects.readable_by(viewer).texts_of(changed)
    return list(_placed(rows, dict(texts), chapters))


def _placed(
    rows: Iterable[Highlight], htmls: dict[int, str], chapters: dict[int, Chapter]
) -> Iterable[Marked]:
    texts: dict[int, Text] = {}
    for row in rows:
        pk = row.chapter_id or 0
        chapter = chapters.get(pk)
        if chapter and chapter.version == row.chapter_version:
            yield Marked(row, span_of(row.passage))
        elif pk in htmls:
            if pk not in texts:
                texts[pk] = Text(paragraph_texts(htmls[pk]))
            yield Marked(row, find(row.passage, texts[pk]))
        else:
            yield Marked(row, None)
