"""Works, their chapters, series and relations, and who may see them."""

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.tags.models import Tag

NOT_ADULT = Q(
    rating__is_adult=False
)  # a work nobody rated has no rating, so it is not this


class Status(models.TextChoices):
    """How far along a work is; empty when nobody has said."""

    ONGOING = "ongoing", _("ongoing")
    COMPLETE = "complete", _("complete")
    HIATUS = "hiatus", _("on hiatus")
    ABANDONED = "abandoned", _("abandoned")


def statuses() -> list[tuple[str, str]]:
    return list(Status.choices)


class RelationKind(models.TextChoices):
    """How a work stands to another."""

    SEQUEL = "sequel", _("sequel to")
    INSPIRED = "inspired", _("inspired by")
    TRANSLATION = "translation", _("translation of")


def relation_kinds() -> list[tuple[str, str]]:
    return list(RelationKind.choices)


class RatingQuerySet(models.QuerySet["Rating"]):
    """The ways to narrow down ratings."""

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_use(self) -> Self:
        """Count the works that bear each, as ``work_count``."""
        return self.annotate(work_count=models.Count("works"))


class Rating(models.Model):
    """A step on the host's scale. A work without a rating counts as adult."""

    name = models.CharField(max_length=60, unique=True)
    description = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_adult = models.BooleanField(default=False)

    objects = RatingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class WorkQuerySet(models.QuerySet["Work"]):
    """The ways to narrow down works. A view picks from these; it never filters."""

    def posted(self) -> Self:
        return self.filter(posted_at__isnull=False, hidden_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """Works the viewer may know of: posted ones, and all of their own.

        Knowing of a work is its title, byline, rating, content notes and the like. Its text and
        summary are another matter: see ``readable_by`` and ``for_blurbs``.
        """
        if viewer.user is None:
            return self.posted().filter(members_only=False)
        return self.filter(
            Q(posted_at__isnull=False, hidden_at__isnull=True)
            | Q(pk__in=_own_works(viewer))
        )

    def readable_by(self, viewer: Viewer) -> Self:
        """Works whose text may leave the server for this viewer: the adult gate."""
        visible = self.visible_to(viewer)
        return visible if viewer.sees_adult else visible.filter(NOT_ADULT)

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(pk__in=_own_works(viewer)) if viewer.user else self.none()

    def for_blurbs(self, viewer: Viewer) -> Self:
        """Load what a blurb shows, in a fixed number of queries.

        ``shown_summary`` and ``shown_opening`` are empty where the viewer stands before the
        adult gate; the real ones are not even fetched.
        """
        return (
            self.defer("summary", "opening", "notes_before", "notes_after")
            .select_related("rating")
            .annotate(
                is_gated=_gated(viewer),
                shown_summary=_unless_gated(viewer, "summary"),
                shown_opening=_unless_gated(viewer, "opening"),
            )
            .prefetch_related(
                Prefetch(
                    "bylines",
                    Byline.objects.select_related("pen_name").order_by("position"),
                ),
                Prefetch(
                    "tags",
                    Tag.objects.select_related("kind").order_by(
                        "kind__position", "key"
                    ),
                ),
                Prefetch(
                    "series_entries",
                    SeriesEntry.objects.select_related("series").order_by(
                        "series__title"
                    ),
                ),
            )
        )

    def for_books(self) -> Self:
        """Load what the front of a book shows, in a fixed number of queries."""
        return self.select_related("rating").prefetch_related(
            Prefetch(
                "bylines",
                Byline.objects.select_related("pen_name").order_by("position"),
            ),
            Prefetch(
                "tags",
                Tag.objects.select_related("kind").order_by("kind__position", "key"),
            ),
            Prefetch("series_entries", SeriesEntry.objects.select_related("series")),
        )

    def in_series(self, series: "Series") -> Self:
        """The works of a series, in its order."""
        return self.filter(series_entries__series=series).order_by(
            "series_entries__position"
        )

    def with_pk(self, pk: int) -> "Work | None":
        return self.filter(pk=pk).first()

    def with_pks(self, pks: Sequence[int]) -> Self:
        return self.filter(pk__in=pks)

    def newest_first(self) -> Self:
        return self.order_by("-updated_at", "-pk")

    def by_title(self) -> Self:
        return self.order_by("title_key", "pk")

    def tagged(self, tag: Tag) -> Self:
        return self.filter(tags=tag)

    def by(self, pen_name: PenName) -> Self:
        return self.filter(bylines__pen_name=pen_name)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)


def _own_works(viewer: Viewer) -> models.QuerySet["Byline", int]:
    return Byline.objects.filter(pen_name__user=viewer.user).values_list(
        "work", flat=True
    )


def _gated(viewer: Viewer) -> Case:
    return Case(
        When(NOT_ADULT, then=Value(False)),
        default=Value(not viewer.sees_adult),
        output_field=models.BooleanField(),
    )


def _unless_gated(viewer: Viewer, field: str) -> Case:
    shown = F(field) if viewer.sees_adult else Value("")
    return Case(
        When(NOT_ADULT, then=F(field)), default=shown, output_field=models.TextField()
    )


class Work(models.Model):
    """A story of one or many chapters. Public once ``posted_at`` is set.

    An untitled work has an empty title and is known by its ``opening``, its first words.
    """

    title = models.CharField(max_length=255, blank=True)
    title_key = models.CharField(max_length=255, editable=False, db_index=True)
    opening = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, help_text="Clean HTML.")
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    language = models.CharField(
        max_length=35, blank=True, help_text="BCP 47, or empty if unknown."
    )
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="works"
    )
    status = models.CharField(max_length=20, choices=statuses, blank=True)
    planned_chapters = models.PositiveIntegerField(null=True, blank=True)
    members_only = models.BooleanField(default=False)

    # Counters, kept by the actions that change chapters.
    word_count = models.PositiveIntegerField(default=0)
    chapter_count = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateField(
        null=True, blank=True, help_text="As the source says."
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(help_text="When its newest chapter was posted.")
    hidden_at = models.DateTimeField(null=True, blank=True)

    pen_names = models.ManyToManyField(PenName, through="Byline", related_name="works")
    tags = models.ManyToManyField(Tag, related_name="works", blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_chapters=None) | Q(planned_chapters__gte=1),
                name="a_plan_has_at_least_one_chapter",
            ),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(chapter_count__gte=1),
                name="posted_works_have_a_chapter",
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="works_newest_first"),
            models.Index(fields=["language", "-updated_at"], name="works_by_language"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return reverse("reading:work", args=[self.pk])


class Byline(models.Model):
    """One of the pen names of a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="bylines")
    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "pen_name"], name="a_pen_name_stands_once_on_a_work"
            )
        ]


class ChapterQuerySet(models.QuerySet["Chapter"]):
    """The ways to narrow down chapters."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Chapters the viewer may know of: posted ones of works they may know of, and their own."""
        visible = Work.objects.visible_to(viewer).values("pk")
        posted = self.filter(posted_at__isnull=False, work__in=visible)
        if viewer.user is None:
            return posted
        return self.filter(
            Q(posted_at__isnull=False, work__in=visible)
            | Q(work__in=_own_works(viewer))
        )

    def readable_by(self, viewer: Viewer) -> Self:
        """Chapters whose text may leave the server for this viewer."""
        visible = self.visible_to(viewer)
        if viewer.sees_adult:
            return visible
        return visible.filter(work__rating__is_adult=False)

    def with_text(self) -> Self:
        return self.select_related("text")

    def in_order(self) -> Self:
        return self.order_by("position")

    def for_book(
        self,
        viewer: Viewer,
        works: Sequence["Work"],
        *,
        first: int | None = None,
        last: int | None = None,
    ) -> Self:
        """Posted chapters of these works that the viewer may read, with their text, in order."""
        chapters = self.readable_by(viewer).filter(
            work__in=works, posted_at__isnull=False
        )
        if first is not None:
            chapters = chapters.filter(position__gte=first)
        if last is not None:
            chapters = chapters.filter(position__lte=last)
        return chapters.with_text().order_by("work", "position")

    def before_gate(self) -> Self:
        """What may be listed of a chapter before the adult gate: no notes, no text."""
        return self.only(
            "pk", "work_id", "position", "number", "title", "word_count", "posted_at"
        )


class Chapter(models.Model):
    """A part of a work. ``position`` orders; ``number`` is what its writer calls it, if anything."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=255, blank=True)
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    word_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(help_text="When its text last changed.")
    posted_at = models.DateTimeField(null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "position"],
                name="one_chapter_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="chapters_count_from_one"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reading:chapter", args=[self.work_id, self.position])


class ChapterText(models.Model):
    """A chapter's text, apart so that lists never drag it along."""

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, related_name="text", primary_key=True
    )
    html = models.TextField(help_text="Clean HTML.")
    cleaner_version = models.PositiveSmallIntegerField()


class Version(models.Model):
    """Another copy of a chapter's text that came in with it: a revision, a worse or cut copy."""

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="versions"
    )
    kind = models.CharField(max_length=20)
    html = models.TextField(help_text="Clean HTML.")
    word_count = models.PositiveIntegerField(default=0)
    source_name = models.CharField(max_length=500)
    source_sha256 = models.CharField(max_length=64)


class Provenance(models.Model):
    """Where a chapter's text came from. The bytes themselves are in ``core.storage``."""

    chapter = models.OneToOneField(
        Chapter, on_delete=models.CASCADE, related_name="provenance"
    )
    batch_name = models.CharField(max_length=200)
    source_name = models.CharField(max_length=500)
    source_sha256 = models.CharField(max_length=64)
    lines = models.CharField(max_length=40, blank=True)
    imported_at = models.DateTimeField()


class SeriesQuerySet(models.QuerySet["Series"]):
    """The ways to narrow down series."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Series with at least one work that the viewer may know of."""
        visible = Work.objects.visible_to(viewer).filter(
            series_entries__series=OuterRef("pk")
        )
        return self.filter(Exists(visible))

    def by_title(self) -> Self:
        return self.order_by("title_key", "pk")


class Series(models.Model):
    """An ordered set of works. A work can be in several."""

    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=255, editable=False, db_index=True)
    summary = models.TextField(blank=True, help_text="Clean HTML.")
    complete = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    works = models.ManyToManyField(Work, through="SeriesEntry", related_name="series")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="series_have_a_title")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reading:series", args=[self.pk])


class SeriesEntry(models.Model):
    """A work's place in a series; ``position`` orders, ``number`` is the stated number if any."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="entries")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="series_entries"
    )
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "work"], name="a_work_stands_once_in_a_series"
            ),
            models.UniqueConstraint(
                fields=["series", "position"],
                name="one_work_per_place_in_a_series",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class RelationQuerySet(models.QuerySet["Relation"]):
    """The ways to narrow down relations."""

    def waiting_for(self, title_key: str) -> Self:
        """Relations to a bare title that no work here has borne so far."""
        return self.filter(to_work=None, url="", to_title_key=title_key)


class Relation(models.Model):
    """A work follows, is inspired by or translates another: one here, one elsewhere (URL),
    or a bare title, which resolves itself when a work of that title arrives."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=relation_kinds)
    to_work = models.ForeignKey(
        Work,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="related_from",
    )
    url = models.URLField(max_length=500, blank=True)
    to_title = models.CharField(max_length=255, blank=True)
    to_title_key = models.CharField(
        max_length=255, blank=True, editable=False, db_index=True
    )
    to_author = models.CharField(max_length=150, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_work__isnull=False) | ~Q(url="") | ~Q(to_title=""),
                name="relations_point_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(to_work=None) | ~Q(to_work=F("work")),
                name="no_work_is_related_to_itself",
            ),
            models.UniqueConstraint(
                fields=["work", "kind", "to_work"],
                condition=Q(to_work__isnull=False),
                name="works_are_related_once_a_kind",
            ),
        ]
