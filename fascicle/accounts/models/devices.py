"""E-readers and programs that may speak for an account, each by a password of its own."""

from typing import Self

from django.db import models

from fascicle.accounts.models.users import User


class DeviceQuerySet(models.QuerySet["Device"]):
    """The ways to narrow down devices."""

    def of(self, user: User) -> Self:
        return self.filter(user=user).order_by("-created_at", "-pk")

    def with_secret(self, digest: str) -> "Device | None":
        return self._with_account().filter(secret_digest=digest).first()

    def with_sync_key(self, digest: str) -> "Device | None":
        return self._with_account().filter(sync_digest=digest).first()

    def _with_account(self) -> Self:
        return self.select_related("user__kept_shield")


class Device(models.Model):
    """A device's password: drawn by us, long, shown once; only digests of it are kept.

    KOReader sends the MD5 of its password, never the password, so that has a digest too.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    secret_digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the password."
    )
    sync_digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the password's MD5 in hex."
    )
    sees_adult = models.BooleanField(
        default=False, help_text="The adult gate, passed for this device alone."
    )
    created_at = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True, help_text="To the day, no finer.")

    objects = DeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
