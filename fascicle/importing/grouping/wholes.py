"""Texts that hold others: whole works beside their parts, and collections."""

from collections import defaultdict

from fascicle.importing.grouping.copies import Copies
from fascicle.importing.grouping.works import Drafts, agree
from fascicle.importing.story import Evidence


def join_wholes(drafts: Drafts, copies: Copies) -> None:
    """Put parts to the work that holds them whole, unless they state otherwise."""
    at_of = {group[0]: at for at, group in enumerate(copies.groups)}
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for held in copies.held:
        holding[at_of[held.whole]].append(at_of[held.part])
    for whole, parts in sorted(holding.items()):
        if _is_collection(drafts, whole, parts):
            continue
        for part in parts:
            if agree(drafts.of(whole), drafts.of(part)):
                name = drafts.pieces[whole].best.name
                evidence = Evidence("near-duplicate", file=name)
                drafts.join(whole, part, 0.95, evidence)


def _is_collection(drafts: Drafts, whole: int, parts: list[int]) -> bool:
    """Whether it holds what other files say are several works."""
    if drafts.pieces[whole].best.stories_in_file > 1:
        return True
    titles = {drafts.pieces[part].title_key for part in parts} - {""}
    return len(titles - {drafts.pieces[whole].title_key}) > 0
