"""The pen names of works, shown and hidden."""

from django.db import models

from fascicle.accounts.models import PenName


class Byline(models.Model):
    """One of the pen names of a work."""

    work = models.ForeignKey(
        "works.Work", on_delete=models.CASCADE, related_name="bylines"
    )
    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "pen_name"], name="a_pen_name_stands_once_on_a_work"
            )
        ]


class HiddenByline(models.Model):
    """A writer of an anonymous work. Its byline is the archive's anonymous pen name meanwhile."""

    work = models.ForeignKey(
        "works.Work", on_delete=models.CASCADE, related_name="hidden_bylines"
    )
    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="hidden_bylines"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "pen_name"],
                name="a_pen_name_hides_once_on_a_work",
            )
        ]
