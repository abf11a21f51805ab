"""Kinds of tag and tags. Which kinds there are is the host's choice."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fascicle.core.names import name_key


class KindQuerySet(models.QuerySet["Kind"]):
    """The ways to narrow down kinds of tag."""

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_use(self) -> Self:
        """Count the tags of each, as ``tag_count``."""
        return self.annotate(tag_count=models.Count("tags"))

    def with_tags(self) -> Self:
        """Load the tags of each, by name, as ``shown_tags``."""
        tags = models.Prefetch("tags", Tag.objects.by_name(), to_attr="shown_tags")
        return self.prefetch_related(tags)

    def content_notes(self) -> Self:
        return self.filter(is_content_note=True)


class Kind(models.Model):
    """A kind of tag: fandom, genre, character, content note …"""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=50)
    plural = models.CharField(max_length=50)
    position = models.PositiveSmallIntegerField(default=0)
    is_content_note = models.BooleanField(
        default=False,
        help_text="Tags of this kind warn, and are shown even at the adult gate.",
    )
    coinable = models.BooleanField(default=True, help_text="Writers may add new tags.")
    is_facet = models.BooleanField(
        default=True, help_text="Offered as a filter on lists."
    )
    limit_per_work = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = KindQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TagQuerySet(models.QuerySet["Tag"]):
    """The ways to narrow down tags."""

    def named(self, name: str) -> Self:
        return self.filter(key=name_key(name))

    def by_name(self) -> Self:
        return self.order_by("key")

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def content_notes(self) -> Self:
        return self.filter(kind__is_content_note=True)

    def with_use(self) -> Self:
        """Count the works that bear each, as ``work_count``."""
        return self.annotate(work_count=models.Count("works"))


class Tag(models.Model):
    """A name of some kind, as it was first typed; compared by its key."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="tags")
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=150, editable=False)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="tags_are_unique_within_a_kind"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="tags_have_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reading:tag", args=[self.pk])
