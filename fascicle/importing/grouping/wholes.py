"""Texts that hold others: whole works beside their parts, and collections."""

from collections import defaultdict

from fascicle.importing.grouping.copies import Copies
from fascicle.importing.grouping.works import Drafts, agree
from fascicle.importing.story import Evidence


def wholes_of(copies: Copies) -> set[int]:
    """The pieces that hold others."""
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    return {at_of[held.whole] for held in copies.held}


def join_wholes(drafts: Drafts, copies: Copies) -> None:
    """Put parts to the work that holds them whole, unless that may be a collection of works.

    It is one work where it bears the title of a part, or where parts are numbered.
    """
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for held in copies.held:
        holding[at_of[held.whole]].append(at_of[held.part])
    for whole, parts in sorted(holding.items()):
        own = drafts.pieces[whole]
        held_pieces = [drafts.pieces[part] for part in parts]
        titles = {piece.title_key for piece in held_pieces} - {""}
        if own.best.stories_in_file > 1 or len(titles | {own.title_key} - {""}) > 1:
            continue
        numbered = any(piece.numbers for piece in held_pieces)
        if not numbered and not (titles and own.title_key):
            continue
        evidence = Evidence("near-duplicate", file=own.best.name)
        for part in sorted(parts):
            if agree(drafts.of(whole), drafts.of(part)):
                drafts.join(whole, part, 0.95, evidence)
