"""What is known of files that e-readers hold, and of where their readers are in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.reading.agreeing import name_of_device
from fascicle.reading.models import DocumentProgress, IssuedDocument, Progress
from fascicle.reading.pointers import (
    Spot,
    end_of,
    pointer_to,
    read_pointer,
    spot_at,
)
from fascicle.works.models import Chapter

#: From this share of a book on, its last page counts as read: what is told of it is its top.
AT_THE_END = 0.985
#: A place kept here has no device's name where the reader was in a browser.
DEVICE_ID = "fascicle"


@dataclass(frozen=True, slots=True)
class Meant:
    """The place here that an e-reader means."""

    chapter: Chapter
    spot: Spot
    is_chapter_read: bool


@dataclass(frozen=True, slots=True)
class Word:
    """Where somebody is in a document, as KOReader takes it."""

    progress: str
    percentage: float
    device: str
    device_id: str
    at: datetime


def known_as(digests: Sequence[str]) -> IssuedDocument | None:
    """The file of ours with one of these digests, those that tell most first. One query."""
    rows = IssuedDocument.objects.filter(digest__in=digests)
    found = {row.digest: row for row in rows if row.spine}
    return next((found[digest] for digest in digests if digest in found), None)


def meant_by(
    progress: str, percentage: float, known: IssuedDocument, viewer: Viewer
) -> Meant | None:
    """The place that a pointer into a file of ours means. One query.

    None before the first chapter, in one that is gone, and where the viewer may not read.
    """
    pointer = read_pointer(progress)
    spine: list[int | None] = known.spine
    if pointer is None or not 0 < pointer.page <= len(spine):
        return None
    page = spine[pointer.page - 1]
    key = page or next((one for one in spine[pointer.page - 1 :: -1] if one), None)
    chapter = _readable(key, viewer) if key else None
    if chapter is None:
        return None
    html, notes = chapter.text.html, bool(chapter.notes_before)
    # What has no chapter comes after one: the title of the next work, words at the end.
    spot = spot_at(pointer, html, notes_before=notes) if page else end_of(html)
    is_last = key == next(one for one in reversed(spine) if one)
    is_read = spot.is_at_end or (is_last and percentage >= AT_THE_END)
    return Meant(chapter, spot, is_read)


def newest_word(
    user: User, viewer: Viewer, document: str, known: IssuedDocument | None
) -> Word | None:
    """Where somebody was last in a document, on whatever device. Five queries at most.

    What was told of the very document is given back word for word.
    """
    digests = {document: known}
    if known and known.work_id:
        others = IssuedDocument.objects.filter(work=known.work_id)
        digests |= {one.digest: one for one in others}
    told = DocumentProgress.objects.filter(user=user, digest__in=list(digests))
    last = told.order_by("-at").first()
    kept = _kept_here(user, known) if known else None
    if known and kept and kept.placed_at and (last is None or kept.placed_at > last.at):
        return _translated(kept, known, viewer)
    if last is None or last.digest == document or known is None:
        return _verbatim(last) if last else None
    return _moved(last, digests, known, viewer)


def _kept_here(user: User, known: IssuedDocument) -> Progress | None:
    chapters = [key for key in known.spine if key]
    own = Progress.objects.filter(user=user, chapter__in=chapters)
    return own.filter(placed_at__isnull=False).order_by("-placed_at").first()


def _readable(key: int, viewer: Viewer) -> Chapter | None:
    readable = Chapter.objects.readable_by(viewer).posted()
    return readable.with_text().filter(pk=key).first()


def _translated(kept: Progress, known: IssuedDocument, viewer: Viewer) -> Word | None:
    chapter = _readable(kept.chapter_id, viewer) if kept.chapter_id else None
    if chapter is None or kept.placed_at is None:
        return None
    spot = Spot(kept.paragraph, kept.words, kept.within)
    device = name_of_device(kept.device)
    return _word(chapter, spot, known, device=device, at=kept.placed_at)


def _moved(
    last: DocumentProgress,
    digests: Mapping[str, IssuedDocument | None],
    known: IssuedDocument,
    viewer: Viewer,
) -> Word | None:
    """What was told of another file of the same work, as a place in this one."""
    other = digests[last.digest]
    meant = meant_by(last.progress, last.percentage, other, viewer) if other else None
    if meant is None or meant.chapter.pk not in known.spine:
        return None
    return _word(meant.chapter, meant.spot, known, device=last.device, at=last.at)


def _word(
    chapter: Chapter, spot: Spot, known: IssuedDocument, *, device: str, at: datetime
) -> Word:
    page = known.spine.index(chapter.pk)
    chapters = [key for key in known.spine if key]
    pointer = pointer_to(page + 1, chapter.text.html, spot.paragraph, spot.within)
    within = (spot.paragraph + spot.within) / (end_of(chapter.text.html).paragraph + 1)
    share = (chapters.index(chapter.pk) + min(within, 1)) / len(chapters)
    return Word(pointer, round(share, 4), device, DEVICE_ID, at)


def _verbatim(told: DocumentProgress) -> Word:
    return Word(told.progress, told.percentage, told.device, told.device_id, told.at)
