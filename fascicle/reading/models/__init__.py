"""What readers keep: where they are, what they marked, gathered and follow, what they are told."""

from fascicle.reading.models.documents import DocumentProgress, IssuedDocument
from fascicle.reading.models.follows import Follow, Followed
from fascicle.reading.models.highlights import Highlight
from fascicle.reading.models.news import News, NewsKind, Update
from fascicle.reading.models.progress import Progress, ProgressQuerySet, State
from fascicle.reading.models.shelves import Shelf, ShelfEntry

__all__ = [
    "DocumentProgress",
    "Follow",
    "Followed",
    "Highlight",
    "IssuedDocument",
    "News",
    "NewsKind",
    "Progress",
    "ProgressQuerySet",
    "Shelf",
    "ShelfEntry",
    "State",
    "Update",
]
