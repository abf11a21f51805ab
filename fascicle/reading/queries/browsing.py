"""Ways to works, and how many works that a list may show the viewer lie at the end of each.

Counts are taken from the works' side: asked from the side of tags or names, a database may
look up every work for every one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    Exists,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from fascicle.accounts.models import PenName, PenNameQuerySet
from fascicle.accounts.viewer import Viewer
from fascicle.core.languages import english_name_of, name_of
from fascicle.reading.figures import NoFigures, figures
from fascicle.reading.index import Entry, Index, Name, index_of
from fascicle.reading.queries.names import NAMES_ON_A_PAGE, Named, index_by_uses
from fascicle.tags.models import Kind, Tag, TagQuerySet
from fascicle.works.models import NOT_ADULT, ChapterByline, Series, SeriesEntry, Work

TAGS_OF_A_KIND = 20
UNKNOWN_LANGUAGE = "und"
#: As many works in series are looked at for each series that is to be shown.
WORKS_FOR_A_SERIES = 20
PEN_NAMES = Named(PenName.objects.all(), "key", "name", "search:pen_name")
SERIES = Named(Series.objects.all(), "title_key", "title", "search:series")


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
        return reverse("search:language", args=[self.code])


@dataclass(frozen=True, slots=True)
class KindInUse:
    """A kind of tag, the most used of its tags, and how many of its tags lead somewhere."""

    kind: Kind
    tags: Sequence[Entry]
    used: int


def totals(viewer: Viewer) -> Totals:
    sums = Work.objects.listed_for(viewer).aggregate(
        works=Count("pk"), words=Coalesce(Sum("word_count"), 0)
    )
    return Totals(**sums)


def count_works(viewer: Viewer) -> int:
    return Work.objects.listed_for(viewer).count()


def pen_names(viewer: Viewer) -> PenNameQuerySet:
    """Those that lead to a work the viewer may know of, behind their shield or not."""
    theirs = Work.objects.discoverable_by(viewer).filter(
        bylines__pen_name=OuterRef("pk")
    )
    return PenName.objects.filter(Exists(theirs))


def pages_of_pen_names(viewer: Viewer) -> PenNameQuerySet:
    """Those that lead to such a work, or are named at a chapter of one, those whose owners say
    something there, and one's own."""
    named = ChapterByline.objects.credited().filter(
        Work.objects.discoverable_by(viewer).has("chapter__work"),
        chapter__posted_at__isnull=False,
        pen_name=OuterRef("pk"),
    )
    names = pen_names(viewer) | PenName.objects.filter(Exists(named))
    names |= PenName.objects.with_something_to_show()
    return names | PenName.objects.filter(user=viewer.user) if viewer.user else names


def tags(viewer: Viewer) -> TagQuerySet:
    """Those that lead to a work the viewer may know of, behind their shield or not."""
    tagged = Work.objects.discoverable_by(viewer).filter(tags=OuterRef("pk"))
    return Tag.objects.filter(Exists(tagged)).select_related("kind")


def pen_name_index(viewer: Viewer, letter: str = "", page: str = "") -> Index:
    """Writers from A to Z. A fixed number of queries, quick ones while there are figures."""
    try:
        uses = figures().pen_names(viewer)
    except NoFigures:
        works = Work.objects.listed_for(viewer).filter(pen_names__isnull=False)
        fields = ("pen_names__pk", "pen_names__key", "pen_names__name")
        return _index(works, fields, "search:pen_name", letter)
    return index_by_uses(PEN_NAMES, uses, letter, page)


def series_index(viewer: Viewer, letter: str = "", page: str = "") -> Index:
    """The same for series."""
    try:
        uses = figures().series(viewer)
    except NoFigures:
        works = Work.objects.listed_for(viewer).filter(series__isnull=False)
        fields = ("series__pk", "series__title_key", "series__title")
        return _index(works, fields, "search:series", letter)
    return index_by_uses(SERIES, uses, letter, page)


def tag_index(kind: Kind, viewer: Viewer, letter: str = "") -> Index:
    works = Work.objects.listed_for(viewer).filter(tags__kind=kind)
    fields = ("tags__pk", "tags__key", "tags__name")
    return _index(works, fields, "search:tag", letter)


def _index(
    works: "QuerySet[Work]", fields: tuple[str, str, str], address: str, letter: str
) -> Index:
    """Names from A to Z, in one query; ``fields`` are their primary key, key and name."""
    rows = works.order_by().values_list(*fields).annotate(count=Count("pk"))
    names = [Name(*row) for row in rows]
    return index_of(names, address=address, letter=letter, most=NAMES_ON_A_PAGE)


def newest_series(viewer: Viewer, most: int) -> list[Entry]:
    """The series that grew last, among those of the works that grew last. Two queries."""
    works = Work.objects.listed_for(viewer).filter(series__isnull=False).newest_first()
    keys = works.values_list("series__pk", flat=True)[: most * WORKS_FOR_A_SERIES]
    return _series(list(dict.fromkeys(keys))[:most], viewer)


def series_of(work_ids: Sequence[int], viewer: Viewer, most: int) -> list[Entry]:
    """The series of these works, in their order. Two queries."""
    entries = SeriesEntry.objects.filter(work__in=work_ids)
    of_work: dict[int, list[int]] = {}
    for work, series in entries.order_by("pk").values_list("work", "series"):
        of_work.setdefault(work, []).append(series)
    keys = dict.fromkeys(key for work in work_ids for key in of_work.get(work, ()))
    return _series(list(keys)[:most], viewer)


def _series(shown: list[int], viewer: Viewer) -> list[Entry]:
    rows = (
        Work.objects.listed_for(viewer)
        .filter(series__in=shown)
        .values_list("series__pk", "series__title_key", "series__title")
        .annotate(count=Count("pk"))
        .order_by()
    )
    in_order = sorted(rows, key=lambda row: shown.index(row[0]))
    return [Name(*row).entry("search:series") for row in in_order]


def kinds_in_use(viewer: Viewer, most: int = TAGS_OF_A_KIND) -> list[KindInUse]:
    """Kinds with a tag that leads somewhere, in the host's order. Two queries."""
    rows = (
        Work.objects.listed_for(viewer)
        .filter(tags__isnull=False)
        .order_by()
        .values_list("tags__kind", "tags__pk", "tags__key", "tags__name")
        .annotate(count=Count("pk"))
    )
    in_order = sorted(rows, key=lambda row: (row[0], -row[4], row[2]))
    names = {
        kind: [Name(*row[1:]) for row in group]
        for kind, group in groupby(in_order, key=lambda row: row[0])
    }
    return [
        KindInUse(
            kind,
            [name.entry("search:tag") for name in names[kind.pk][:most]],
            len(names[kind.pk]),
        )
        for kind in Kind.objects.in_order()
        if kind.pk in names
    ]


def count_pen_names(viewer: Viewer) -> int:
    """As many as are in the index of them. One query."""
    try:
        return len(figures().pen_names(viewer))
    except NoFigures:
        return _count("pen_names", viewer)


def count_series(viewer: Viewer) -> int:
    """As many as are in the index of them. One query."""
    try:
        return len(figures().series(viewer))
    except NoFigures:
        return _count("series", viewer)


def _count(things: str, viewer: Viewer) -> int:
    works = Work.objects.listed_for(viewer)
    count: int = works.aggregate(n=Count(things, distinct=True))["n"]
    return count


def count_tags(viewer: Viewer) -> dict[int, int]:
    """Of each kind, how many tags lead somewhere. One query."""
    works = Work.objects.listed_for(viewer).filter(tags__isnull=False).order_by()
    kinds = works.values_list("tags__kind")
    return dict(kinds.annotate(n=Count("tags", distinct=True)))


def languages(viewer: Viewer) -> list[Language]:
    """The languages of the archive, most used first; unknown last. One query."""
    try:
        counts = figures().languages(viewer)
    except NoFigures:
        works = Work.objects.listed_for(viewer).order_by()
        counts = dict(works.values_list("language").annotate(count=Count("pk")))
    found = [
        Language(code or UNKNOWN_LANGUAGE, name_of(code), english_name_of(code), count)
        for code, count in counts.items()
    ]
    return sorted(
        found, key=lambda one: (one.code == UNKNOWN_LANGUAGE, -one.count, one.code)
    )


def count_languages(viewer: Viewer) -> int:
    return len(languages(viewer))


def series_with_contents(
    pk: int, viewer: Viewer
) -> tuple[Series, SeriesContents] | None:
    """A series, and what it amounts to for this viewer. One query.

    None if they may not know of it; a shield makes no series unreachable.
    """
    works = Work.objects.listed_for(viewer)
    theirs = works.filter(series_entries__series=OuterRef("pk")).order_by()
    rows = Series.objects.visible_to(viewer).filter(pk=pk)
    found: Any = rows.annotate(
        shown=_of_all(theirs, Count("pk")),
        shown_words=_of_all(theirs, Sum("word_count")),
        shown_open=_of_all(theirs.filter(NOT_ADULT), Count("pk")),
    ).first()
    if found is None:
        return None
    gated = 0 if viewer.sees_adult else found.shown - found.shown_open
    return found, SeriesContents(found.shown, found.shown_words, gated)


def _of_all(works: "QuerySet[Work]", aggregate: Aggregate) -> Coalesce:
    """An aggregate over works of an outer row; 0 if there are none."""
    one_group = works.annotate(group=Value(1)).values("group")
    return Coalesce(Subquery(one_group.values_list(aggregate)), 0)
