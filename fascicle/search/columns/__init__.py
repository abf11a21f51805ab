"""Filtering and counting a million works in milliseconds: columns in memory-mapped files.

Derived from the database. One process writes (``writing``), any number read (``reading``).
A base holds all works as they stood when it was made; a small delta holds those that have
changed since, and stands in front of it until a new base is made of both.
"""

from fascicle.search.columns.asking import Access, Asked, asked, tags_of
from fascicle.search.columns.engine import Scores, Search, Uses, kinds_of, rarest
from fascicle.search.columns.layout import is_key
from fascicle.search.columns.reading import Columns, open
from fascicle.search.columns.table import as_kept
from fascicle.search.columns.writing import build, compact, needs_compaction, publish
from fascicle.search.index.damage import Damaged

__all__ = [
    "Access",
    "Asked",
    "Columns",
    "Damaged",
    "Scores",
    "Search",
    "Uses",
    "as_kept",
    "asked",
    "build",
    "compact",
    "is_key",
    "kinds_of",
    "needs_compaction",
    "open",
    "publish",
    "rarest",
    "tags_of",
]
