"""Shields that belong to accounts."""

from django.db import models

from fascicle.accounts.models.users import User


class KeptShield(models.Model):
    """The shield of somebody with an account. A guest's is in their session."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="kept_shield"
    )
    rules = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)
