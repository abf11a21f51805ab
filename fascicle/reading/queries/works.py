"""What stands around a work: its tags, series, relations, and where it came from."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from fascicle.accounts.viewer import Viewer
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import (
    Announcement,
    Chapter,
    Gift,
    Provenance,
    Relation,
    SeriesEntry,
    Version,
    Work,
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A work that stands in some relation to another; ``work`` is None if it is not here."""

    kind: str
    work: Work | None = None
    url: str = ""
    title: str = ""
    author: str = ""
    is_from: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work stands in a series, between which neighbours the viewer may know of."""

    entry: SeriesEntry
    previous: Work | None
    following: Work | None


def tags_by_kind(work: Work, *, notes: bool) -> list[tuple[Kind, list[Tag]]]:
    """The content notes of a work from ``for_books``, or its other tags, in the host's order."""
    groups = groupby(work.tags.all(), key=lambda tag: tag.kind)
    return [
        (kind, list(tags)) for kind, tags in groups if kind.is_content_note == notes
    ]


def places(work: Work, viewer: Viewer) -> list[Place]:
    """Where a work stands in each of its series. One query."""
    entries = (
        SeriesEntry.objects.filter(
            # An unlisted work has a place too, for whoever has found it.
            Q(work=work) | Work.objects.discoverable_by(viewer).has("work"),
            series__in=work.series.all(),
        )
        .select_related("series", "work")
        .only("series__title", "number", "position", "work__title", "work__language")
        .order_by("series__title_key", "series", "position")
    )
    found = []
    for _, group in groupby(entries, key=lambda entry: entry.series_id):
        row = list(group)
        here = next(i for i, entry in enumerate(row) if entry.work_id == work.pk)
        before = row[here - 1].work if here else None
        after = row[here + 1].work if here + 1 < len(row) else None
        found.append(Place(row[here], before, after))
    return found


def relatives(work: Work, viewer: Viewer) -> list[Relative]:
    """What a work is related to, and what is related to it. Two queries.

    A work here that the viewer may not know of is left out, or stands as the bare title
    that the writer named. What others say of this one stands there if its writers agree.
    """
    known = {one.pk: one for one in _related(work, viewer)}
    agreed = Q(to_work=work, work__in=known, approved_at__isnull=False)
    rows = Relation.objects.filter(Q(work=work) | agreed).order_by("kind", "pk")
    found = [_relative(row, work, known) for row in rows]
    return [one for one in found if one.work or one.url or one.title]


def _related(work: Work, viewer: Viewer) -> "QuerySet[Work]":
    named = Relation.objects.filter(work=work).values("to_work")
    naming = Relation.objects.filter(to_work=work).values("work")
    visible = Work.objects.discoverable_by(viewer).filter(pk__in=named.union(naming))
    return visible.only("title", "language")


def _relative(row: Relation, work: Work, known: dict[int, Work]) -> Relative:
    if row.to_work_id == work.pk:
        return Relative(row.kind, known[row.work_id], is_from=True)
    if row.to_work_id and row.to_work_id in known:
        return Relative(row.kind, known[row.to_work_id])
    return Relative(
        row.kind, url=row.url, title=row.to_title or row.url, author=row.to_author
    )


def gifts(work: Work) -> list[Gift]:
    """Whom a work is for, but for those who declined. One query."""
    return list(Gift.objects.accepted().of(work))


def origins(work: Work, viewer: Viewer) -> list[Chapter]:
    """The readable chapters of a work that came from files. Two queries.

    The name of a file often names a writer, so works that bear no name tell of none.
    """
    if bears_no_name(work):
        return []
    chapters = Chapter.objects.readable_by(viewer).of(work).before_gate()
    return list(chapters.filter(provenance__isnull=False).with_origins().in_order())


#: As many of a writer's words to readers stand on the work's page.
ANNOUNCEMENTS = 3


def announcements(work: Work) -> list[Announcement]:
    """What the writers of a work that may be read told its readers last. One query."""
    return list(Announcement.objects.of(work)[:ANNOUNCEMENTS])


def bears_no_name(work: Work) -> bool:
    """Whether a writer of this work, with its bylines loaded, is not to be known."""
    return any(one.pen_name.purpose for one in work.bylines.all())


def name_of_original(work: Work, viewer: Viewer, sha256: str) -> str | None:
    """The file name under which these bytes came in with this work; None if they did not."""
    chapters = Chapter.objects.readable_by(viewer).of(work)
    origins = Provenance.objects.filter(chapter__in=chapters, source_sha256=sha256)
    copies = Version.objects.readable_by(viewer, work).filter(source_sha256=sha256)
    found = origins.first() or copies.first()
    return found.source_name.rsplit("/", 1)[-1] or "original" if found else None
