"""From what was understood of each file alone to a library.

texts → copies → pieces (each different text once) → works by title, by holding one another, by
cast and numbers → missing parts → chapters in order → series. Every step goes through
indexes of what texts share, never through all pairs, and depends on no order of the files.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from fascicle.importing.grouping.assembly import propose
from fascicle.importing.grouping.chapter_titles import without_chapter_titles
from fascicle.importing.grouping.continuity import (
    join_by_cast,
    join_to_only_serial,
    near_untitled,
)
from fascicle.importing.grouping.copies import Copies, Twin, find_copies
from fascicle.importing.grouping.counters import with_counters
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
from fascicle.importing.story import Conclusion, Copy, Evidence, Grouping

#: A part that was put in helps to tell where its neighbours belong.
_ROUNDS = 2


def group(features: Sequence[Features]) -> Grouping:
    """The library that the files make up; ``Place.file`` is the index in ``features``."""
    texts = texts_of(features)
    copies = find_copies(texts)
    drafts, filled = _put_together(texts, copies)
    works = propose(drafts, slots_of(drafts, copies, filled))
    series = find_series(drafts, works)
    return Grouping(
        tuple(sorted(works.values(), key=lambda work: work.key)),
        series,
        tuple(_file_copies(texts, copies)),
    )


def _put_together(
    texts: Sequence[Text], copies: Copies
) -> tuple[Drafts, dict[int, Conclusion[float]]]:
    """The works, and the numbers of parts that state none."""
    pieces = with_counters(without_chapter_titles(pieces_of(texts, copies)))
    drafts, casts = Drafts(pieces), Casts(pieces)
    near = near_untitled(pieces, casts)
    join_by_title(drafts, casts)
    join_wholes(drafts, copies, casts)
    join_by_cast(drafts, casts, near)
    join_to_only_serial(drafts, casts)
    wholes = wholes_of(copies)
    filled: dict[int, Conclusion[float]] = {}
    for _ in range(_ROUNDS):
        filled |= fill_gaps(drafts, casts, wholes | filled.keys())
        join_by_cast(drafts, casts, near)
    return drafts, filled


def _file_copies(texts: Sequence[Text], copies: Copies) -> Iterator[Copy]:
    """The files that are, as a whole, copies of another file; the better one is named."""
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for group in copies.groups:
        alone = [at for at in group if texts[at].stories_in_file == 1]
        for at in alone[1:]:
            yield _copy(texts[at], texts[alone[0]], copies.twins[at])
        for at in group:
            if texts[at].stories_in_file > 1:
                stories[texts[at].file].append(at)
    for several in stories.values():
        twins = [twin for at in several if (twin := copies.twins.get(at))]
        files = {texts[twin.other].file for twin in twins}
        if len(twins) < len(several) or len(files) > 1:
            continue
        if len(stories[files.pop()]) == len(several):
            yield _copy(texts[twins[0].one], texts[twins[0].other], twins[0])


def _copy(text: Text, best: Text, twin: Twin) -> Copy:
    evidence = Evidence("near-duplicate", file=best.name)
    return Copy(text.place(), best.place(), twin.kind, twin.likeness, (evidence,))
