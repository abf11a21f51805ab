"""Accounts that are about to go."""

from django.db import models

from fascicle.accounts.models.users import User


class Departure(models.Model):
    """An account will be deleted at ``due_at`` unless its owner thinks better of it."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="departure"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
