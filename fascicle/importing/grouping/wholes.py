"""Texts that hold others: whole works beside their parts, and collections."""

from collections import defaultdict
from collections.abc import Sequence

from fascicle.importing.grouping.copies import Copies
from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.works import Drafts, agree
from fascicle.importing.story import Evidence

#: How alike the casts of parts of one work are, at least.
_ALIKE = 0.1
_SAMPLE = 12


def wholes_of(copies: Copies) -> set[int]:
    """The pieces that hold others."""
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    return {at_of[held.whole] for held in copies.held}


def join_wholes(drafts: Drafts, copies: Copies, casts: Casts) -> None:
    """Put parts to the work that holds them whole, unless that may be a collection of works.

    It is one work where it bears the title of a part, or where parts are numbered, and where
    the parts share a cast.
    """
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for held in copies.held:
        holding[at_of[held.whole]].append(at_of[held.part])
    for whole, parts in sorted(holding.items()):
        if not _is_one_work(drafts, whole, parts, casts):
            continue
        evidence = Evidence("near-duplicate", file=drafts.pieces[whole].best.name)
        for part in sorted(parts):
            if agree(drafts.of(whole), drafts.of(part)):
                drafts.join(whole, part, 0.95, evidence)


def _is_one_work(
    drafts: Drafts, whole: int, parts: Sequence[int], casts: Casts
) -> bool:
    own = drafts.pieces[whole]
    inside = [drafts.pieces[part] for part in parts]
    titles = {piece.title_key for piece in inside} - {""}
    if own.best.stories_in_file > 1 or len(titles | {own.title_key} - {""}) > 1:
        return False
    if titles and own.title_key:
        return True
    if not any(piece.numbers for piece in inside):
        return False
    return all(
        max(
            (casts.likeness(one, other) for other in parts[:_SAMPLE] if other != one),
            default=1.0,
        )
        >= _ALIKE
        for one in parts
        if drafts.pieces[one].names
    )
