"""How somebody comes to have an account, where the archive is not open to all."""

import hashlib
from datetime import datetime
from typing import Self

from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from fascicle.accounts.models.users import User


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The ways to narrow down invitations."""

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def usable(self, at: datetime) -> Self:
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            revoked_at=None,
            uses__lt=F("most_uses"),
        )

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token)) if token else self.none()

    def for_lists(self) -> Self:
        return self.select_related("made_by")


class Invitation(models.Model):
    """A link by which somebody may sign up. Only its hash is kept.

    The token is drawn from the archive's secret key, so that whoever made it can read it again.
    """

    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256.")
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="invitations"
    )
    email = models.EmailField(blank=True, help_text="Whom it was sent to, if anybody.")
    note = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    most_uses = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("most_uses")),
                name="no_invitation_is_used_too_often",
            )
        ]

    def draw_token(self) -> str:
        number = signing.b62_encode(self.pk)
        seal = salted_hmac("fascicle.invitation", number, algorithm="sha256")
        return f"{number}-{seal.hexdigest()[:40]}"

    @property
    def token(self) -> str:
        """The token, or nothing if it was drawn from another secret key."""
        token = self.draw_token()
        return token if hash_of(token) == self.token_hash else ""

    def is_usable(self, at: datetime) -> bool:
        has_expired = self.expires_at is not None and self.expires_at <= at
        return not has_expired and not self.revoked_at and self.uses < self.most_uses


class SignUpRequestQuerySet(models.QuerySet["SignUpRequest"]):
    """The ways to narrow down requests."""

    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("asked_at", "pk")


class SignUpRequest(models.Model):
    """Somebody asked to be let in."""

    email = models.EmailField(unique=True)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True
    )
    """The answer was no if there is none."""

    objects = SignUpRequestQuerySet.as_manager()
