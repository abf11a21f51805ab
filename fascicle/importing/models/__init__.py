"""Batches under review: source files, what was read in them, and the library proposed.

Nothing here is public. Accepting a proposed story makes a work; until then a host may change
everything, and undo it.
"""

from fascicle.importing.models.batches import Batch, BatchState
from fascicle.importing.models.changes import Change
from fascicle.importing.models.files import FileReading, SourceFile
from fascicle.importing.models.stories import (
    Part,
    PartText,
    SeriesProposal,
    Story,
    StoryState,
)

__all__ = [
    "Batch",
    "BatchState",
    "Change",
    "FileReading",
    "Part",
    "PartText",
    "SeriesProposal",
    "SourceFile",
    "Story",
    "StoryState",
]
