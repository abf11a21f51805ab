"""The thesaurus as a file: every tag with what it means, as CSV or JSON. Pure."""

from fascicle.tags.thesaurus.reading import MOST_BYTES, Unreadable, read
from fascicle.tags.thesaurus.rows import Problem, Row, Rows
from fascicle.tags.thesaurus.writing import as_csv, as_json

__all__ = [
    "MOST_BYTES",
    "Problem",
    "Row",
    "Rows",
    "Unreadable",
    "as_csv",
    "as_json",
    "read",
]
