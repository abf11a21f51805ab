"""What may be browsed, and how much of it this viewer may know of."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Count, F, Max, Model, Prefetch, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, RowNumber, Substr
from django.urls import reverse

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core.languages import english_name_of, name_of
from fascicle.reading.index import Entry, Index, grouped, heading_of, letters
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import (
    NOT_ADULT,
    Chapter,
    Provenance,
    Relation,
    Series,
    SeriesEntry,
    Version,
    Work,
)

#: As many names stand on one page; beyond that, a page for each letter.
NAMES_ON_A_PAGE = 400
TAGS_OF_A_KIND = 20
UNKNOWN_LANGUAGE = "und"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Totals:
    """How much an archive holds."""

    works: int
    words: int


@dataclass(frozen=True, slots=True)
class SeriesContents(Totals):
    """How much a series holds; ``gated`` works of it stand behind the adult gate."""

    gated: int

    @property
    def summary_shows(self) -> bool:
        """A series' summary tells of all its works, so one behind the gate hides it."""
        return not self.gated

    @property
    def has_files(self) -> bool:
        return self.gated < self.works


@dataclass(frozen=True, slots=True)
class Language:
    """A language that works are in. ``code`` is "und" where nobody knows."""

    code: str
    name: str
    english: str
    count: int

    @property
    def url(self) -> str:
        return reverse("reading:language", args=[self.code])


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


def totals(viewer: Viewer) -> Totals:
    sums = Work.objects.visible_to(viewer).aggregate(
        works=Count("pk"), words=Coalesce(Sum("word_count"), 0)
    )
    return Totals(**sums)


def pen_names(viewer: Viewer) -> "QuerySet[PenName]":
    return _known(PenName.objects.all(), viewer)


def tags(viewer: Viewer) -> "QuerySet[Tag]":
    return _known(Tag.objects.all(), viewer)


def tags_of(kind: Kind, viewer: Viewer) -> "QuerySet[Tag]":
    return tags(viewer).filter(kind=kind)


def series(viewer: Viewer) -> "QuerySet[Series]":
    return _known(Series.objects.all(), viewer)


def newest_series(viewer: Viewer) -> "QuerySet[Any]":
    """Series with ``work_count``, those that grew last first."""
    grown: QuerySet[Any] = counted(series(viewer)).annotate(
        grown_at=Max("works__updated_at")
    )
    return grown.order_by("-grown_at", "-pk")


def _known(rows: "QuerySet[Row]", viewer: Viewer) -> "QuerySet[Row]":
    """Those that lead to a work the viewer may know of; one row for each such work."""
    return rows.filter(works__in=Work.objects.visible_to(viewer)).order_by()


def counted(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Count the works that each leads to, as ``work_count``."""
    found: QuerySet[Any] = rows.annotate(work_count=Count("works"))
    return found


def index(rows: "QuerySet[Any]", *, key: str, letter: str = "") -> Index:
    """Names from A to Z: all, or if they are many those under ``letter``. Two queries."""
    first = rows.annotate(initial=Substr(key, 1, 1))
    initials = list(
        first.values_list("initial").annotate(names=Count("pk", distinct=True))
    )
    all_letters = letters(initials)
    total = sum(one.count for one in all_letters)
    if total > NAMES_ON_A_PAGE:
        headings = [one.heading for one in all_letters]
        letter = letter if letter in headings else headings[0]
        chosen = [initial for initial, _ in initials if heading_of(initial) == letter]
        rows = first.filter(initial__in=chosen)
    else:
        letter = ""
    entries = [_entry(row, key) for row in counted(rows)]
    return Index(all_letters, grouped(entries), letter, total)


def _entry(row: Any, key: str) -> Entry:
    return Entry(getattr(row, key), str(row), row.get_absolute_url(), row.work_count)


def kinds_with_tags(viewer: Viewer, most: int = TAGS_OF_A_KIND) -> list[Kind]:
    """Kinds in the host's order, each with ``used``, how many tags of it lead somewhere,
    and ``shown_tags``, the most used of them."""
    known = Q(tags__works__in=Work.objects.visible_to(viewer))
    used = Count("tags", distinct=True)
    kinds = Kind.objects.filter(known).annotate(used=used).in_order()
    rank = Window(
        RowNumber(), partition_by="kind", order_by=[F("work_count").desc(), "key"]
    )
    shown = counted(tags(viewer)).annotate(rank=rank).filter(rank__lte=most)
    in_order = shown.order_by("kind", "rank")
    return list(kinds.prefetch_related(Prefetch("tags", in_order, "shown_tags")))


def tags_by_kind(work: Work, *, notes: bool) -> list[tuple[Kind, list[Tag]]]:
    """The content notes of a work from ``for_books``, or its other tags, in the host's order."""
    groups = groupby(work.tags.all(), key=lambda tag: tag.kind)
    return [
        (kind, list(tags)) for kind, tags in groups if kind.is_content_note == notes
    ]


def languages(viewer: Viewer) -> list[Language]:
    """The languages of the archive, most used first; unknown last."""
    rows = (
        Work.objects.visible_to(viewer)
        .order_by()
        .values_list("language")
        .annotate(count=Count("pk"))
    )
    found = [
        Language(
            code or UNKNOWN_LANGUAGE,
            name_of(code),
            english_name_of(code),
            count,
        )
        for code, count in rows
    ]
    return sorted(found, key=lambda one: (one.code == UNKNOWN_LANGUAGE, -one.count))


def places(work: Work, viewer: Viewer) -> list[Place]:
    """Where a work stands in each of its series. One query."""
    entries = (
        SeriesEntry.objects.filter(
            series__in=work.series.all(), work__in=Work.objects.visible_to(viewer)
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
    that the writer named.
    """
    known = {one.pk: one for one in _related(work, viewer)}
    rows = Relation.objects.filter(
        Q(work=work) | Q(to_work=work, work__in=known)
    ).order_by("kind", "pk")
    found = [_relative(row, work, known) for row in rows]
    return [one for one in found if one.work or one.url or one.title]


def _related(work: Work, viewer: Viewer) -> "QuerySet[Work]":
    either = Q(relations__to_work=work) | Q(related_from__work=work)
    visible = Work.objects.visible_to(viewer).filter(either).distinct()
    return visible.only("title", "language")


def _relative(row: Relation, work: Work, known: dict[int, Work]) -> Relative:
    if row.to_work_id == work.pk:
        return Relative(row.kind, known[row.work_id], is_from=True)
    if row.to_work_id and row.to_work_id in known:
        return Relative(row.kind, known[row.to_work_id])
    return Relative(
        row.kind, url=row.url, title=row.to_title or row.url, author=row.to_author
    )


def contents(series: Series, viewer: Viewer) -> SeriesContents:
    """What a series amounts to for this viewer. One query."""
    known = Work.objects.visible_to(viewer).filter(series_entries__series=series)
    sums = known.aggregate(
        works=Count("pk"),
        words=Coalesce(Sum("word_count"), 0),
        open=Count("pk", NOT_ADULT),
    )
    gated = 0 if viewer.sees_adult else sums["works"] - sums["open"]
    return SeriesContents(sums["works"], sums["words"], gated)


def origins(work: Work, viewer: Viewer) -> list[Chapter]:
    """The readable chapters of a work that came from files. Two queries."""
    chapters = Chapter.objects.readable_by(viewer).of(work).before_gate()
    return list(chapters.filter(provenance__isnull=False).with_origins().in_order())


def name_of_original(work: Work, viewer: Viewer, sha256: str) -> str | None:
    """The file name under which these bytes came in with this work; None if they did not."""
    chapters = Chapter.objects.readable_by(viewer).of(work)
    origins = Provenance.objects.filter(chapter__in=chapters, source_sha256=sha256)
    copies = Version.objects.readable_by(viewer, work).filter(source_sha256=sha256)
    found = origins.first() or copies.first()
    return found.source_name.rsplit("/", 1)[-1] or "original" if found else None
