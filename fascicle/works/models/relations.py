"""How works stand to one another."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.viewer import Viewer
from fascicle.works.models.viewing import own_works
from fascicle.works.models.works import Work


class RelationKind(models.TextChoices):
    """How a work stands to another."""

    SEQUEL = "sequel", _("sequel to")
    INSPIRED = "inspired", _("inspired by")
    TRANSLATION = "translation", _("translation of")


def relation_kinds() -> list[tuple[str, StrOrPromise]]:
    return list(RelationKind.choices)


_IS_PUBLIC = Work.objects.posted().has("work")


class RelationQuerySet(models.QuerySet["Relation"]):
    """The ways to narrow down relations."""

    def waiting_for(self, title_key: str) -> Self:
        """Relations to a bare title that no work here has borne so far."""
        return self.filter(to_work=None, url="", to_title_key=title_key)

    def linking_back(self) -> Self:
        """Those that the other side agreed to."""
        return self.filter(approved_at__isnull=False)

    def unanswered(self) -> Self:
        """Those of public works to works here, on which the other side has not said a word."""
        return self.filter(_IS_PUBLIC, approved_at=None, declined_at=None)

    def untold(self) -> Self:
        """Those of which the other side was not told by letter."""
        return self.filter(told_at=None)

    def to_works_of(self, viewer: Viewer) -> Self:
        """Those that other writers' public works have to the viewer's."""
        own = own_works(viewer)
        theirs = self.filter(_IS_PUBLIC, to_work__in=own).exclude(work__in=own)
        return theirs.select_related("work", "to_work").order_by("-pk")

    def of(self, work: Work) -> Self:
        return self.filter(work=work).select_related("to_work").order_by("kind", "pk")

    def to(self, work: Work) -> Self:
        """Those that other public works have to this one."""
        towards = self.filter(_IS_PUBLIC, to_work=work)
        return towards.select_related("work").order_by("kind", "pk")


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
    approved_at = models.DateTimeField(
        null=True, blank=True, help_text="When the other side agreed to link back."
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the other side was told of it."
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
