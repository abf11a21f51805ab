"""What a batch proposes: series, works and their parts."""

from collections.abc import Sequence
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.importing.models.batches import Batch
from fascicle.importing.models.files import SourceFile
from fascicle.tags.models import Tag
from fascicle.works.models import Chapter, Rating, Series, Work


class StoryState(models.TextChoices):
    """What was decided of a proposed work."""

    PROPOSED = "proposed", _("to review")
    QUEUED = "queued", _("being accepted")
    EXCLUDED = "excluded", _("excluded")
    ACCEPTED = "accepted", _("accepted")


def story_states() -> list[tuple[str, StrOrPromise]]:
    return list(StoryState.choices)


class SeriesProposal(models.Model):
    """A series that works of the batch seem to form; ``made`` once one of them is accepted."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="series")
    key = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=255, blank=True)
    title_sure = models.FloatField(null=True, blank=True)
    belongs_sure = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(default=list)
    made = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class StoryQuerySet(models.QuerySet["Story"]):
    """The ways to narrow down proposed works."""

    def proposed(self) -> Self:
        return self.filter(state=StoryState.PROPOSED)

    def queued(self) -> Self:
        return self.filter(state=StoryState.QUEUED)

    def accepted(self) -> Self:
        return self.filter(state=StoryState.ACCEPTED)

    def excluded(self) -> Self:
        return self.filter(state=StoryState.EXCLUDED)

    def undecided(self) -> Self:
        """Those of which nothing is public."""
        return self.exclude(state=StoryState.ACCEPTED)

    def titled(self) -> Self:
        return self.exclude(title="")

    def in_library_order(self) -> Self:
        """Works of one series one after another, in its order."""
        return self.order_by("series_id", "series_position", "pk")

    def for_accepting(self) -> Self:
        """Locked, with what its work is made of."""
        related = self.select_related("rating", "adds_to")
        return related.select_for_update(of=("self",))

    def with_pks(self, pks: Sequence[int]) -> Self:
        return self.filter(pk__in=pks)

    def of_batch(self, batch: Batch) -> Self:
        return self.filter(batch=batch)

    def in_states(self, *states: str) -> Self:
        return self.filter(state__in=states)

    def their_pks(self) -> models.QuerySet["Story", int]:
        return self.values_list("pk", flat=True)

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
    Where ``adds_to`` names a work, the parts are further chapters of it.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="stories")
    key = models.CharField(max_length=100, blank=True)
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
    adds_to = models.ForeignKey(
        Work, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    work = models.ForeignKey(
        Work,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imported_as",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    edits = models.PositiveIntegerField(
        default=0, help_text="Counts a person's changes: a form of before is stale."
    )

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
        """Parts that become chapters: neither excluded nor another copy of one."""
        return self.filter(version_of=None, copy_of=None, excluded=False)

    def for_accepting(self) -> Self:
        """In order, each with its text and its file."""
        return self.select_related("text", "file__batch", "copy_of").in_order()

    def made(self) -> Self:
        """Parts of which the library has a chapter."""
        return self.filter(chapter__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_text(self) -> Self:
        return self.select_related("text", "file")

    def before(self, position: int) -> Self:
        return self.filter(position__lt=position).in_order()

    def after(self, position: int) -> Self:
        return self.filter(position__gt=position).in_order()

    def of_stories(self, pks: Sequence[int]) -> Self:
        return self.filter(story__in=pks).in_order()

    def with_pks(self, pks: Sequence[int]) -> Self:
        return self.filter(pk__in=pks)


class Part(models.Model):
    """A stretch of a source file that becomes a chapter, or another version of one."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="parts")
    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    number = models.FloatField(null=True, blank=True)
    number_sure = models.FloatField(null=True, blank=True)
    last_number = models.FloatField(
        null=True, blank=True, help_text="Where it holds “chapters 3 to 5”."
    )
    title = models.CharField(max_length=255, blank=True)
    title_sure = models.FloatField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True)
    notes_before = models.TextField(blank=True)
    notes_after = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(default=0)
    lost_letters = models.PositiveIntegerField(
        default=0, help_text="Letters that no decoding brings back."
    )
    evidence = models.JSONField(default=dict)
    excluded = models.BooleanField(default=False)
    version_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
    )
    copy_of = models.ForeignKey(
        Chapter,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The chapter in the library of which it is another copy.",
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

    @property
    def becomes_chapter(self) -> bool:
        """Whether it becomes a chapter: neither excluded nor another copy of one."""
        is_copy = self.version_of_id is not None or self.copy_of_id is not None
        return not is_copy and not self.excluded


class PartText(models.Model):
    """A part's text as untrusted HTML, apart so that lists never drag it along."""

    part = models.OneToOneField(
        Part, on_delete=models.CASCADE, related_name="text", primary_key=True
    )
    html = models.TextField()
