"""Looks that belong to accounts."""

from django.db import models

from fascicle.accounts.models.users import User


class KeptLook(models.Model):
    """How pages look to somebody with an account. A guest's look is in their browser."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="kept_look"
    )
    choices = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)
