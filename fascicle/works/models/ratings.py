"""The host's scale of ratings."""

from typing import Self

from django.db import models


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
