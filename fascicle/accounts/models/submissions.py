"""Forms that were sent, so that sending one twice makes one thing."""

from django.db import models

from fascicle.accounts.models.users import User


class Submission(models.Model):
    """A form that makes something was sent. ``key`` was drawn when the form was shown."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="+"
    )
    key = models.UUIDField()
    location = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="a_form_makes_one_thing_however_often_sent"
            )
        ]
