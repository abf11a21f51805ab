"""Batches under review: source files, what was read in them, and the library proposed.

Nothing here is public. Accepting a proposed story makes a work; until then a host may change
everything, and undo it.
"""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from fascicle.tags.models import Tag
from fascicle.works.models import Chapter, Rating, Work


class BatchState(models.TextChoices):
    """How far an import run is."""

    GATHERING = "gathering", _("gathering files")
    READING = "reading", _("reading")
    GROUPING = "grouping", _("finding what belongs together")
    REVIEW = "review", _("ready for review")
    ACCEPTING = "accepting", _("being accepted")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


def batch_states() -> list[tuple[str, str]]:
    return list(BatchState.choices)


class StoryState(models.TextChoices):
    """What was decided of a proposed work."""

    PROPOSED = "proposed", _("to review")
    EXCLUDED = "excluded", _("excluded")
    ACCEPTED = "accepted", _("accepted")


def story_states() -> list[tuple[str, str]]:
    return list(StoryState.choices)


class BatchQuerySet(models.QuerySet["Batch"]):
    """The ways to narrow down batches."""

    def unfinished(self) -> Self:
        """Those a worker has still to bring on, after an interruption too."""
        busy = (
            BatchState.READING,
            BatchState.GROUPING,
            BatchState.ACCEPTING,
            BatchState.UNDOING,
        )
        return self.filter(state__in=busy)

    def stale(self, *, minutes: int = 5) -> Self:
        """Those whose worker has shown no sign of life for so long."""
        return self.exclude(beat_at__gt=now() - timedelta(minutes=minutes))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Batch(models.Model):
    """An import run. Long work is this row with a state; a task or a command brings it on."""

    name = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        max_length=20, choices=batch_states, default=BatchState.GATHERING
    )
    emphasis = models.CharField(
        max_length=10,
        blank=True,
        help_text="How italics are marked; empty to guess file by file.",
    )
    message = models.TextField(
        blank=True, help_text="Why it failed, in a person's words."
    )
    done = models.PositiveIntegerField(
        default=0, help_text="Steps done in this state …"
    )
    total = models.PositiveIntegerField(default=0, help_text="… of so many.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(
        null=True, blank=True, help_text="Last sign of life of its worker."
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("importing:batch", args=[self.pk])


class SourceFileQuerySet(models.QuerySet["SourceFile"]):
    """The ways to narrow down source files."""

    def unread(self) -> Self:
        return self.filter(read_at=None, problem="", same_as=None)

    def with_problem(self) -> Self:
        return self.exclude(problem="")

    def in_order(self) -> Self:
        return self.order_by("position")

    def kept_files(self) -> models.QuerySet["SourceFile", tuple[str, str]]:
        """Name and SHA-256 of every file whose bytes are kept."""
        return self.exclude(sha256="").values_list("name", "sha256")


class SourceFile(models.Model):
    """An untouched file; its bytes are kept under ``sha256`` in ``core.storage``.

    ``same_as`` names the file of another batch that held the same bytes: it adds nothing.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)
    encoding = models.CharField(max_length=40, blank=True)
    repairs = models.JSONField(default=list)
    reading = models.JSONField(default=dict, help_text="The reading, without its HTML.")
    problem = models.CharField(max_length=30, blank=True)
    problem_detail = models.TextField(blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="one_file_per_place_in_a_batch"
            ),
            models.UniqueConstraint(
                fields=["batch", "name"], name="a_file_stands_once_in_a_batch"
            ),
        ]


class SeriesProposal(models.Model):
    """A series that works of the batch seem to form."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(max_length=255, blank=True)
    title_sure = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(default=list)


class StoryQuerySet(models.QuerySet["Story"]):
    """The ways to narrow down proposed works."""

    def proposed(self) -> Self:
        return self.filter(state=StoryState.PROPOSED)

    def troubled(self) -> Self:
        return self.filter(trouble__gt=0)

    def problems_first(self) -> Self:
        return self.order_by(
            "-trouble", "author", "series_id", "series_position", "title", "pk"
        )


class Story(models.Model):
    """A proposed work. Confidences run from 0 to 1; None where a person has decided.

    ``evidence`` maps a field's name to a list of {rule, quote, lines, file}.
    ``trouble`` is how much a person's eye is needed: 0 is none.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="stories")
    state = models.CharField(
        max_length=20, choices=story_states, default=StoryState.PROPOSED
    )
    trouble = models.PositiveSmallIntegerField(default=0)
    troubles = models.JSONField(
        default=list, help_text="Codes of what needs a person's eye."
    )
    title = models.CharField(max_length=255, blank=True)
    title_sure = models.FloatField(null=True, blank=True)
    opening = models.CharField(max_length=160, blank=True)
    author = models.CharField(max_length=150, blank=True)
    author_sure = models.FloatField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True)
    language_sure = models.FloatField(null=True, blank=True)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=20, blank=True)
    planned_chapters = models.PositiveIntegerField(null=True, blank=True)
    series = models.ForeignKey(
        SeriesProposal,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
    )
    series_position = models.FloatField(null=True, blank=True)
    relations = models.JSONField(
        default=list, help_text="[{kind, title, author, evidence}]"
    )
    rating = models.ForeignKey(Rating, on_delete=models.SET_NULL, null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="+")
    evidence = models.JSONField(default=dict)
    belongs_sure = models.FloatField(
        null=True, blank=True, help_text="That its parts are one work."
    )
    word_count = models.PositiveIntegerField(default=0)
    part_count = models.PositiveIntegerField(default=0)
    work = models.OneToOneField(
        Work,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imported_as",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["batch", "state", "-trouble"], name="stories_problems_first"
            ),
        ]


class PartQuerySet(models.QuerySet["Part"]):
    """The ways to narrow down parts."""

    def kept(self) -> Self:
        """Parts that become chapters: neither excluded nor a version of another."""
        return self.filter(version_of=None, excluded=False)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Part(models.Model):
    """A stretch of a source file that becomes a chapter, or another version of one."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="parts")
    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    number = models.FloatField(null=True, blank=True)
    number_sure = models.FloatField(null=True, blank=True)
    title = models.CharField(max_length=255, blank=True)
    title_sure = models.FloatField(null=True, blank=True)
    notes_before = models.TextField(blank=True)
    notes_after = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(default=0)
    evidence = models.JSONField(default=dict)
    excluded = models.BooleanField(default=False)
    version_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
    )
    copy_kind = models.CharField(max_length=20, blank=True)
    likeness = models.FloatField(null=True, blank=True)
    chapter = models.OneToOneField(
        Chapter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_line__lte=models.F("last_line")),
                name="parts_run_forward",
            ),
        ]


class PartText(models.Model):
    """A part's text as untrusted HTML, apart so that lists never drag it along."""

    part = models.OneToOneField(
        Part, on_delete=models.CASCADE, related_name="text", primary_key=True
    )
    html = models.TextField()


class Change(models.Model):
    """One thing a person did at the review desk, and what it takes to undo it.

    ``before`` holds the rows as they were: {"story": {pk: {field: value}}, "part": …, "series": …}.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
