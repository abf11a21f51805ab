"""Who writes what beyond the public byline: co-writers, anonymity, gifts, leave-taking."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import Viewer
from fascicle.works.models.chapters import Chapter
from fascicle.works.models.viewing import own_works
from fascicle.works.models.works import Work


class OfferKind(models.TextChoices):
    """What is offered to a pen name."""

    WORK = "work", _("a place in the byline")
    CHAPTER = "chapter", _("a chapter of their own")
    HAND_OVER = "hand_over", _("the whole work")


def offer_kinds() -> list[tuple[str, StrOrPromise]]:
    return list(OfferKind.choices)


class OfferQuerySet(models.QuerySet["Offer"]):
    """The ways to narrow down offers."""

    def open(self) -> Self:
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def to(self, viewer: Viewer) -> Self:
        """What is offered to the viewer now. What lies in the bin is not to be had."""
        living = Q(chapter=None) | Q(chapter__deleted_at=None)
        open_ones = self.open().filter(living, work__deleted_at=None)
        return open_ones.filter(pen_name__user=viewer.user)

    def of(self, work: Work) -> Self:
        """What its writers have offered and nobody has answered."""
        offers = self.open().filter(work=work).select_related("pen_name", "chapter")
        return offers.order_by("made_at", "pk")

    def for_answering(self) -> Self:
        whole = self.select_related("work", "chapter", "pen_name")
        return whole.order_by("-made_at", "-pk")


class Offer(models.Model):
    """A place in a byline, or a work, offered to a pen name. Nothing changes until accepted."""

    kind = models.CharField(max_length=10, choices=offer_kinds)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="offers")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, null=True, blank=True, related_name="offers"
    )
    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, related_name="offers"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "work", "pen_name"],
                condition=Q(
                    accepted_at=None,
                    declined_at=None,
                    withdrawn_at=None,
                    chapter=None,
                ),
                name="one_open_offer_of_a_work_to_a_pen_name",
            ),
            models.CheckConstraint(
                condition=Q(chapter=None) | Q(kind="chapter"),
                name="offers_of_chapters_name_one",
            ),
        ]


class GiftQuerySet(models.QuerySet["Gift"]):
    """The ways to narrow down gifts."""

    def to(self, viewer: Viewer) -> Self:
        """Public works that are for the viewer, and that they have not declined."""
        public = Work.objects.visible_to(viewer).exclude(pk__in=own_works(viewer))
        given = self.accepted().filter(public.has("work"), pen_name__user=viewer.user)
        return given.select_related("work", "pen_name").order_by("-made_at", "-pk")

    def accepted(self) -> Self:
        return self.filter(declined_at=None)

    def untold(self) -> Self:
        return self.filter(told_at=None)

    def of(self, work: Work) -> Self:
        return self.filter(work=work).select_related("pen_name").order_by("pk")


class Gift(models.Model):
    """A work is for somebody: a pen name here, or just a name."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="gifts")
    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, null=True, blank=True, related_name="gifts"
    )
    name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When they were told of it."
    )

    objects = GiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pen_name__isnull=False) | ~Q(name=""),
                name="gifts_are_for_somebody",
            )
        ]


class OrphaningQuerySet(models.QuerySet["Orphaning"]):
    """The ways to narrow down works let go of."""

    def to_undo(self, viewer: Viewer, *, at: datetime) -> Self:
        """What the viewer may still take back."""
        mine = self.filter(user=viewer.user, undo_until__gte=at)
        return mine.select_related("work").order_by("undo_until")

    def final(self, at: datetime) -> Self:
        return self.filter(undo_until__lt=at)


class Orphaning(models.Model):
    """A writer let go of a work. Until ``undo_until`` they may take it back; then this row goes."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="orphanings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="orphanings"
    )
    bylines = models.JSONField(help_text="What is put back if it is undone.")
    done_at = models.DateTimeField()
    undo_until = models.DateTimeField(db_index=True)

    objects = OrphaningQuerySet.as_manager()


class LastWish(models.TextChoices):
    """What becomes of a work when its writer's account is deleted."""

    DELETE = "delete", _("delete it")
    ORPHAN = "orphan", _("leave it here without my name")
    HAND_OVER = "hand_over", _("hand it over")


def last_wishes() -> list[tuple[str, StrOrPromise]]:
    return list(LastWish.choices)


class Farewell(models.Model):
    """What somebody who is leaving wants to become of one of their works."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="farewells"
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="farewells")
    wish = models.CharField(max_length=10, choices=last_wishes)
    heir = models.ForeignKey(
        PenName, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "work"], name="one_last_wish_per_work"
            )
        ]
