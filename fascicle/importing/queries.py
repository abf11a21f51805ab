"""What the review desk lists: narrowed down, counted and put in order by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.keys import key, words
from fascicle.importing.models import (
    Batch,
    Part,
    SeriesProposal,
    SourceFile,
    Story,
    StoryState,
)

M = TypeVar("M", bound=Model)

_TO_REVIEW = Q(state__in=(StoryState.PROPOSED, StoryState.QUEUED))
_COPIES = Exists(Part.objects.filter(story=OuterRef("pk")).exclude(copy_kind=""))

#: What a tab shows, in the order of the tabs.
TABS: dict[str, Q] = {
    "review": _TO_REVIEW,
    "look": _TO_REVIEW & Q(trouble__gt=0),
    "sure": _TO_REVIEW & Q(trouble=0),
    "untitled": _TO_REVIEW & Q(title=""),
    "anonymous": _TO_REVIEW & Q(author=""),
    "copies": _TO_REVIEW & Q(_COPIES),
    "accepted": Q(state=StoryState.ACCEPTED),
    "unrated": Q(state=StoryState.ACCEPTED, work__isnull=False, work__rating=None),
    "excluded": Q(state=StoryState.EXCLUDED),
    "all": Q(pk__isnull=False),
}
TAB_NAMES: dict[str, StrOrPromise] = {
    "review": _("To review"),
    "look": _("Needs a look"),
    "sure": _("Sure"),
    "untitled": _("Untitled"),
    "anonymous": _("Author unknown"),
    "copies": _("With copies"),
    "accepted": _("Accepted"),
    "unrated": _("Accepted, not rated"),
    "excluded": _("Excluded"),
    "all": _("All"),
}
ORDERS: dict[str, tuple[str, ...]] = {
    "problems": (
        "-trouble", "author", "series_id", "series_position", "title", "pk",
    ),
    "series": ("no_series", "series__title", "series_id", "series_position", "pk"),
    "title": ("title", "opening", "pk"),
    "author": ("author", "title", "pk"),
    "longest": ("-word_count", "pk"),
    "file": ("pk",),
}  # fmt: skip
ORDER_NAMES: dict[str, StrOrPromise] = {
    "problems": _("problems first"),
    "series": _("by series"),
    "title": _("by title"),
    "author": _("by author"),
    "longest": _("longest first"),
    "file": _("as they were found"),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which stories of a batch are listed, and in which order."""

    show: str = "review"
    trouble: str = ""
    language: str = ""
    author: str = ""
    series: int | None = None
    q: str = ""
    order: str = "problems"

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Narrowing":
        """As an address asks for it; what makes no sense is left aside."""
        show, order = query.get("show", ""), query.get("order", "")
        return cls(
            show=show if show in TABS else "review",
            trouble=words(query.get("trouble", "")),
            language=words(query.get("language", "")),
            author=words(query.get("author", "")),
            series=key(query.get("series", "")),
            q=words(query.get("q", "")),
            order=order if order in ORDERS else "problems",
        )

    def address(self, **changes: str | None) -> str:
        """The query string of an address that asks for this, or for this with changes."""
        asked = {**self._asked(), **changes}
        return urlencode({key: value for key, value in asked.items() if value})

    def _asked(self) -> dict[str, str]:
        return {
            "show": "" if self.show == "review" else self.show,
            "trouble": self.trouble,
            "language": self.language,
            "author": self.author,
            "series": str(self.series or ""),
            "q": self.q,
            "order": "" if self.order == "problems" else self.order,
        }

    @property
    def is_narrow(self) -> bool:
        """Whether more than a tab is asked for."""
        return bool(
            self.trouble or self.language or self.author or self.series or self.q
        )

    def stories(self, batch: Batch) -> QuerySet[Story]:
        return self._narrowed(Story.objects.of_batch(batch)).filter(TABS[self.show])

    def in_order(self, batch: Batch) -> QuerySet[Story]:
        stories = self.stories(batch)
        if self.order == "series":
            stories = stories.annotate(no_series=Q(series=None))
        return stories.order_by(*ORDERS[self.order])

    def counts(self, batch: Batch) -> dict[str, int]:
        """How many stories each tab would list."""
        stories = self._narrowed(Story.objects.of_batch(batch)).order_by()
        return counted(stories, TABS)

    def _narrowed(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        if self.trouble:
            stories = stories.filter(troubles__icontains=f'"{self.trouble}"')
        if self.language:
            code = "" if self.language == "unknown" else self.language
            stories = stories.filter(language=code)
        if self.author:
            stories = stories.filter(author__iexact=self.author)
        if self.series:
            stories = stories.filter(series=self.series)
        if self.q:
            stories = stories.filter(_mentions(self.q))
        return stories


def _mentions(words: str) -> Q:
    """Title, author, first words or a file's name hold these words."""
    files = Part.objects.filter(story=OuterRef("pk"), file__name__icontains=words)
    return (
        Q(title__icontains=words)
        | Q(author__icontains=words)
        | Q(opening__icontains=words)
        | Q(Exists(files))
    )


def counted(rows: QuerySet[M], tabs: Mapping[str, Q]) -> dict[str, int]:
    """How many rows each tab holds, in one query."""
    # A prefix, since a tab may be called like a field, and the next tab ask for that field.
    found = rows.aggregate(
        **{f"n_{tab}": Count("pk", filter=q) for tab, q in tabs.items()}
    )
    return {tab: found[f"n_{tab}"] for tab in tabs}


def for_rows(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Load what a row shows, in a fixed number of queries however many parts there are."""
    parts = Part.objects.filter(story=OuterRef("pk")).order_by("position", "pk")
    copies = parts.exclude(copy_kind="").order_by().values("story")
    return (
        stories.select_related("series", "rating", "work__rating", "adds_to")
        .defer("summary", "relations", "work__summary", "adds_to__summary")
        .prefetch_related("tags")
        .annotate(
            first_file=Subquery(parts.values("file__name")[:1]),
            copy_count=Coalesce(
                Subquery(copies.annotate(n=Count("pk")).values("n")), 0
            ),
        )
    )


#: Chapters that a row lists.
CHAPTERS_SHOWN = 12


def first_chapters(stories: Sequence[Story]) -> dict[int, list[Part]]:
    """The first chapters of those of these stories that have several."""
    found: dict[int, list[Part]] = {story.pk: [] for story in stories}
    several = [story.pk for story in stories if story.part_count > 1]
    parts = Part.objects.of_stories(several).kept().filter(position__lte=CHAPTERS_SHOWN)
    shown = ("story_id", "number", "last_number", "title", "position")
    for part in parts.only(*shown):
        found[part.story_id].append(part)
    return found


def languages_of(batch: Batch) -> list[tuple[str, int]]:
    """The languages of a batch's stories with their counts, the commonest first."""
    rows = Story.objects.of_batch(batch).order_by().values_list("language")
    return list(rows.annotate(n=Count("pk")).order_by("-n", "language"))


def batch_rows(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Batches with what was decided in each."""
    files = SourceFile.objects.filter(batch=OuterRef("pk")).order_by()
    stories = Story.objects.filter(batch=OuterRef("pk")).order_by()
    return batches.select_related("by").annotate(
        file_count=_count(files),
        problem_count=_count(files.exclude(problem="")),
        to_review=_count(stories.filter(state=StoryState.PROPOSED)),
        accepted=_count(stories.filter(state=StoryState.ACCEPTED)),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("batch").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


# ---------------------------------------------------------------- files


FILE_TABS: dict[str, Q] = {
    "all": Q(pk__isnull=False),
    "problem": ~Q(problem=""),
    "repaired": Q(problem="") & ~Q(repairs=[]),
    "known": Q(same_as__isnull=False),
}
FILE_TAB_NAMES: dict[str, StrOrPromise] = {
    "all": _("All"),
    "problem": _("Unreadable"),
    "repaired": _("Repaired"),
    "known": _("Known already"),
}


def files_shown(batch: Batch, *, show: str, q: str) -> QuerySet[SourceFile]:
    """A batch's files with the stories they went to."""
    files = batch.files.filter(FILE_TABS.get(show, Q()))
    if q:
        files = files.filter(name__icontains=q)
    return files.order_by("position")


def file_counts(batch: Batch) -> dict[str, int]:
    """How many files each tab would list."""
    return counted(batch.files.order_by(), FILE_TABS)


def parts_by_file(
    files: list[SourceFile],
) -> dict[int, list[Part]]:
    """Where each of these files went: its parts, with their stories."""
    found: dict[int, list[Part]] = {file.pk: [] for file in files}
    parts = Part.objects.filter(file__in=files).select_related("story")
    deferred = ("evidence", "notes_before", "notes_after", "story__evidence")
    for part in parts.defer(*deferred).order_by("file_id", "first_line", "pk"):
        found[part.file_id].append(part)
    return found


def merge_candidates(story: Story, words: str) -> QuerySet[Story]:
    """Other works of the batch that a chapter or a whole work could be moved to."""
    others = Story.objects.of_batch(story.batch).exclude(pk=story.pk)
    others = others.in_states(StoryState.PROPOSED, StoryState.EXCLUDED)
    if words:
        return others.filter(_mentions(words)).order_by("title", "pk")
    same = Q(author=story.author) if story.author else Q(series=story.series_id or 0)
    return others.filter(same).order_by("title", "pk")


def series_of(batch: Batch) -> QuerySet[SeriesProposal]:
    """The batch's series that have a title, for lists to choose from."""
    return batch.series.exclude(title="").order_by("title", "pk")
