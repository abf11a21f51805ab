"""From what was understood of each file alone to a library.

texts → copies → pieces (each different text once) → works by title, by holding one another, by
cast and numbers → missing parts → chapters in order → series. Every step goes through
indexes of what texts share, never through all pairs, and depends on no order of the files.
"""

from collections.abc import Sequence

from fascicle.importing.grouping.assembly import propose
from fascicle.importing.grouping.chapter_titles import without_chapter_titles
from fascicle.importing.grouping.continuity import join_by_cast, join_to_only_serial
from fascicle.importing.grouping.copies import Copies, find_copies
from fascicle.importing.grouping.features import Features
from fascicle.importing.grouping.gaps import fill_gaps
from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.pieces import pieces_of
from fascicle.importing.grouping.series import find_series
from fascicle.importing.grouping.slots import slots_of
from fascicle.importing.grouping.stated import join_by_title
from fascicle.importing.grouping.texts import Text, texts_of
from fascicle.importing.grouping.wholes import join_wholes, wholes_of
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import Copy, Evidence, Grouping


def group(features: Sequence[Features]) -> Grouping:
    """The library that the files make up; ``Place.file`` is the index in ``features``."""
    texts = texts_of(features)
    copies = find_copies(texts)
    pieces = without_chapter_titles(pieces_of(texts, copies))
    casts = Casts(pieces)
    drafts = Drafts(pieces)
    join_by_title(drafts, casts)
    join_wholes(drafts, copies)
    join_by_cast(drafts, casts)
    join_to_only_serial(drafts, casts)
    filled = fill_gaps(drafts, casts, wholes_of(copies))
    join_by_cast(drafts, casts)
    works = propose(drafts, slots_of(drafts, copies, filled))
    series = find_series(drafts, works)
    return Grouping(
        tuple(sorted(works.values(), key=lambda work: work.key)),
        series,
        tuple(_file_copies(texts, copies)),
    )


def _file_copies(texts: Sequence[Text], copies: Copies) -> list[Copy]:
    """The files that are, as a whole, copies of another file."""
    return [
        Copy(
            texts[twin.one].place(),
            texts[twin.other].place(),
            twin.kind,
            twin.likeness,
            (Evidence("near-duplicate", file=texts[twin.other].name),),
        )
        for twin in copies.twins.values()
        if texts[twin.one].stories_in_file == texts[twin.other].stories_in_file == 1
    ]
