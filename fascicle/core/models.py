"""The archive itself: one row."""

from django.db import models
from django.db.models import Q


class Archive(models.Model):
    """What the host says of this archive. There is exactly one, made at set-up."""

    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="Clean HTML.")
    preset = models.CharField(max_length=20)
    set_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_archive"),
        ]

    def __str__(self) -> str:
        return self.name
