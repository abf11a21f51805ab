"""Series and the places of works in them."""

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.core.addresses import address
from fascicle.works.models.viewing import own_works
from fascicle.works.models.works import Work


class SeriesQuerySet(models.QuerySet["Series"]):
    """The ways to narrow down series."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Series with at least one work that the viewer may know of."""
        visible = Work.objects.discoverable_by(viewer).filter(
            series_entries__series=OuterRef("pk")
        )
        return self.filter(Exists(visible))

    def editable_by(self, viewer: Viewer) -> Self:
        """Series that the viewer may arrange: theirs, and nobody's with a work of theirs."""
        if viewer.user is None:
            return self.none()
        settled = SeriesOwner.objects.settled()
        owned = settled.filter(pen_name__user=viewer.user).values("series")
        mine = SeriesEntry.objects.filter(work__in=own_works(viewer)).values("series")
        is_owned = Exists(settled.filter(series=OuterRef("pk")))
        either = self.filter(pk__in=owned.union(mine))
        return either.filter(Q(pk__in=owned) | ~is_owned)

    def owned_by(self, viewer: Viewer) -> Self:
        """Series that are the viewer's: theirs by name, or nobody's with works of theirs alone."""
        owners = SeriesOwner.objects.settled().filter(series=OuterRef("pk"))
        of_viewer = owners.filter(pen_name__user=viewer.user)
        entries = SeriesEntry.objects.filter(series=OuterRef("pk"))
        of_others = entries.exclude(work__in=own_works(viewer))
        alone = ~Exists(owners) & ~Exists(of_others)
        return self.editable_by(viewer).filter(Exists(of_viewer) | alone)

    def with_count(self) -> Self:
        """Count the works of each that are not in the bin, as ``work_count``."""
        living = Q(entries__work__deleted_at=None)
        return self.annotate(work_count=models.Count("entries", filter=living))

    def with_pk(self, pk: int) -> "Series | None":
        return self.filter(pk=pk).first()

    def without(self, work: Work) -> Self:
        """Those that do not hold this work."""
        return self.exclude(entries__work=work)

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


class SeriesEntryQuerySet(models.QuerySet["SeriesEntry"]):
    """The ways to narrow down places in series."""

    def of(self, work: Work) -> Self:
        """A work's places, each with its series."""
        return (
            self.filter(work=work)
            .select_related("series")
            .order_by("series__title_key", "series")
        )

    def at_desk(self, series: Series, viewer: Viewer) -> Self:
        """A series in order; ``is_known`` says which works the viewer may know of."""
        known = Work.objects.discoverable_by(viewer).filter(pk=OuterRef("work"))
        return (
            self.filter(series=series)
            .select_related("work")
            .annotate(is_known=Exists(known))
            .order_by("position")
        )


class SeriesEntry(models.Model):
    """A work's place in a series; ``position`` orders, ``number`` is the stated number if any."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="entries")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="series_entries"
    )
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)

    objects = SeriesEntryQuerySet.as_manager()

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


class SeriesOwnerQuerySet(models.QuerySet["SeriesOwner"]):
    """The ways to narrow down owners and those who are asked to be."""

    def settled(self) -> Self:
        return self.filter(accepted_at__isnull=False)

    def open_to(self, viewer: Viewer) -> Self:
        """What the viewer is asked to take a hand in, and has not answered."""
        if viewer.user is None:
            return self.none()
        asked = self.filter(accepted_at=None, pen_name__user=viewer.user)
        return asked.select_related("series", "pen_name").order_by("asked_at", "pk")

    def of(self, series: Series) -> Self:
        owners = self.filter(series=series).select_related("pen_name")
        return owners.order_by("asked_at", "pk")


class SeriesOwner(models.Model):
    """A pen name that may arrange a series. One that nobody owns is its works' writers'.

    Whoever is asked to own one with others may do nothing until they accept.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="owners")
    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, related_name="owned_series"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = SeriesOwnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "pen_name"],
                name="a_pen_name_owns_a_series_once",
            )
        ]
