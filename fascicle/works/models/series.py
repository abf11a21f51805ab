"""Series and the places of works in them."""

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core.addresses import address
from fascicle.works.models.works import Work


class SeriesQuerySet(models.QuerySet["Series"]):
    """The ways to narrow down series."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Series with at least one work that the viewer may know of."""
        visible = Work.objects.visible_to(viewer).filter(
            series_entries__series=OuterRef("pk")
        )
        return self.filter(Exists(visible))

    def titled(self, title_key: str) -> Self:
        return self.filter(title_key=title_key)

    def with_works_by(self, pen_names: Sequence[PenName]) -> Self:
        """Those that hold a work of one of these pen names."""
        theirs = SeriesEntry.objects.filter(
            series=OuterRef("pk"), work__pen_names__in=pen_names
        )
        return self.filter(Exists(theirs))

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
        return address("search:series", self.pk)


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
