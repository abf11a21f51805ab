"""What is done around migrations: triggers are out of the way of what is altered."""

from collections.abc import Sequence

from django.db import connection

from fascicle.core.models import PublicChange
from fascicle.core.public import changes


def before_migrating(plan: Sequence[object] = (), **kwargs: object) -> None:
    if plan:
        changes.triggers.drop()


def after_migrating(**kwargs: object) -> None:
    if not _can_stand():
        return
    counter = PublicChange.objects.filter(pk=changes.COUNTER)
    if not (changes.triggers.stand() and counter.exists()):
        changes.begin()


def _can_stand() -> bool:
    """Whether all tables are there; not after going back to an older schema."""
    tables = {model._meta.db_table for model, _columns in changes.watched()}
    there = connection.introspection.table_names()
    return tables | {PublicChange._meta.db_table} <= set(there)
