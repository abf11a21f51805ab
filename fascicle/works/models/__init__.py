"""Works, their chapters, series and relations, and who may see them."""

from fascicle.works.models.chapters import Chapter, ChapterText, Provenance, Version
from fascicle.works.models.ratings import Rating
from fascicle.works.models.relations import Relation, RelationKind
from fascicle.works.models.series import Series, SeriesEntry
from fascicle.works.models.works import NOT_ADULT, Byline, Status, Tally, Work

__all__ = [
    "NOT_ADULT",
    "Byline",
    "Chapter",
    "ChapterText",
    "Provenance",
    "Rating",
    "Relation",
    "RelationKind",
    "Series",
    "SeriesEntry",
    "Status",
    "Tally",
    "Version",
    "Work",
]
