"""Works, their chapters, series and relations, and who may see them."""

from fascicle.works.models.bylines import (
    Farewell,
    Gift,
    LastWish,
    Offer,
    OfferKind,
    Orphaning,
    last_wishes,
)
from fascicle.works.models.chapters import (
    Chapter,
    ChapterByline,
    ChapterText,
    Provenance,
    Version,
    next_place,
)
from fascicle.works.models.names import Byline, HiddenByline
from fascicle.works.models.pictures import Picture
from fascicle.works.models.postings import (
    Announcement,
    BulkEdit,
    KeptNote,
    PostingRun,
    ScheduledPosting,
)
from fascicle.works.models.ratings import Rating
from fascicle.works.models.relations import Relation, RelationKind
from fascicle.works.models.revisions import (
    PRESENT_FOR,
    Autosave,
    EditingPresence,
    Mode,
    Revision,
)
from fascicle.works.models.series import (
    Series,
    SeriesEntry,
    SeriesOwner,
    SeriesQuerySet,
)
from fascicle.works.models.states import CommentsPolicy, Status
from fascicle.works.models.tallies import ChapterReads, Tally, TallySeen
from fascicle.works.models.viewing import NOT_ADULT, own_works
from fascicle.works.models.works import (
    Work,
    WorkQuerySet,
)

__all__ = [
    "NOT_ADULT",
    "PRESENT_FOR",
    "Announcement",
    "Autosave",
    "BulkEdit",
    "Byline",
    "Chapter",
    "ChapterByline",
    "ChapterReads",
    "ChapterText",
    "CommentsPolicy",
    "EditingPresence",
    "Farewell",
    "Gift",
    "HiddenByline",
    "KeptNote",
    "LastWish",
    "Mode",
    "Offer",
    "OfferKind",
    "Orphaning",
    "Picture",
    "PostingRun",
    "Provenance",
    "Rating",
    "Relation",
    "RelationKind",
    "Revision",
    "ScheduledPosting",
    "Series",
    "SeriesEntry",
    "SeriesOwner",
    "SeriesQuerySet",
    "Status",
    "Tally",
    "TallySeen",
    "Version",
    "Work",
    "WorkQuerySet",
    "last_wishes",
    "next_place",
    "own_works",
]
