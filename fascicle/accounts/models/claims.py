"""Claims to the pen names of imported writers."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models.pen_names import PenName
from fascicle.accounts.models.users import User

#: So long the host may take a grant back.
UNDO_WITHIN = timedelta(days=30)


class Proof(models.TextChoices):
    """How somebody shows that a pen name is theirs."""

    EMAIL = "email", _("a letter to the address that the old archive knew")
    CODE = "code", _("a code placed on another site")
    HOST = "host", _("the host’s decision")


def proofs() -> list[tuple[str, StrOrPromise]]:
    return list(Proof.choices)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """The ways to narrow down claims."""

    def open(self) -> Self:
        return self.filter(granted_at=None, declined_at=None)

    def standing(self) -> Self:
        """All but those that their claimants withdrew."""
        return self.exclude(
            granted_at=None, decided_by=F("user"), decided_by__isnull=False
        )

    def decided(self) -> Self:
        """Decided ones, the latest first."""
        decided = self.standing().exclude(granted_at=None, declined_at=None)
        return decided.order_by(Coalesce("declined_at", "granted_at").desc(), "-pk")

    def by_letter(self) -> Self:
        return self.filter(proof=Proof.EMAIL)

    def made_since(self, at: datetime) -> Self:
        return self.filter(made_at__gt=at)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("made_at", "pk")

    def for_lists(self) -> Self:
        """Load whom and what they are about."""
        return self.select_related("pen_name", "user__departure", "decided_by")


class Claim(models.Model):
    """Somebody says that an unclaimed pen name is theirs."""

    pen_name = models.ForeignKey(
        PenName, on_delete=models.CASCADE, related_name="claims"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="claims")
    proof = models.CharField(max_length=10, choices=proofs)
    statement = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    place = models.URLField(
        max_length=500, blank=True, help_text="Where the code stands."
    )
    made_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pen_name", "user"],
                condition=Q(granted_at=None, declined_at=None),
                name="one_open_claim_of_a_name_per_user",
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.granted_at is None and self.declined_at is None

    @property
    def undo_until(self) -> datetime | None:
        """How long the host may take a grant back; None if there is none to take back."""
        if self.granted_at is None or self.declined_at:
            return None
        return self.granted_at + UNDO_WITHIN
