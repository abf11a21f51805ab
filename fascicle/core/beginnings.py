"""Looking for names by how they, or one of their words, begin."""

from django.db import connection
from django.db.models import Q

_LAST = chr(0x10FFFF)


def key_begins(key: str) -> Q:
    """Rows whose ``key`` begins so.

    SQLite has an index for a range but none for LIKE. PostgreSQL orders letters as people of
    some country do, so that a range is no beginning there.
    """
    if connection.vendor == "sqlite":
        return Q(key__gte=key, key__lt=key + _LAST)
    return Q(key__startswith=key)


def key_has_word(key: str) -> Q:
    """Rows in whose ``key`` a word other than the first begins so."""
    return Q(key__contains=f" {key}")
