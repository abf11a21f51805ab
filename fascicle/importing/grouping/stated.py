"""Works by what files state: title and writer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fascicle.importing.grouping.likeness import Casts
from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.titles import same_author
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import Evidence

_BOTH_STATED = 0.97
_TITLE_ONLY = 0.9
#: How alike casts are in texts of one work whose writer is not named.
_SAME_CAST = 0.2
#: A title of so many letters is hardly borne by two works.
_TELLING = 16


def join_by_title(drafts: Drafts, casts: Casts) -> None:
    """Put together what bears the same title, in the same language, by the same writer."""
    bearing: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, piece in enumerate(drafts.pieces):
        if piece.title_key:
            bearing[piece.language, piece.title_key].append(at)
    for members in bearing.values():
        if len(members) > 1:
            _join_bearers(drafts, members, casts)


def _join_bearers(drafts: Drafts, members: Sequence[int], casts: Casts) -> None:
    writers: list[list[int]] = []
    silent: list[int] = []
    for at in members:
        author = drafts.pieces[at].author_key
        if not author:
            silent.append(at)
            continue
        known = (
            group
            for group in writers
            if same_author(drafts.pieces[group[0]].author_key, author)
        )
        group = next(known, None)
        if group is None:
            writers.append([at])
        else:
            drafts.join(group[0], at, _BOTH_STATED, _same_title(drafts.pieces[at]))
            group.append(at)
    for at in silent:
        _join_silent(drafts, at, writers, casts)
    if not writers:
        _join_without_writer(drafts, silent, casts)


def _join_silent(
    drafts: Drafts, at: int, writers: Sequence[Sequence[int]], casts: Casts
) -> None:
    """A text with the title but no writer goes to the only writer's work, or the likest."""
    if len(writers) == 1:
        if (
            _fits(drafts, writers[0][0], at)
            or _nearest(casts, at, writers[0]) >= _SAME_CAST
        ):
            drafts.join(writers[0][0], at, _TITLE_ONLY, _same_title(drafts.pieces[at]))
        return
    scored = sorted(
        ((_nearest(casts, at, group), -n) for n, group in enumerate(writers)),
        reverse=True,
    )
    if scored and scored[0][0] >= max(_SAME_CAST, 2 * scored[1][0]):
        group = writers[-scored[0][1]]
        drafts.join(group[0], at, 0.8, _same_title(drafts.pieces[at]))


def _join_without_writer(drafts: Drafts, members: Sequence[int], casts: Casts) -> None:
    groups: list[list[int]] = []
    for at in members:
        for group in groups:
            if _goes_with(drafts, casts, group, at):
                drafts.join(group[0], at, _TITLE_ONLY, _same_title(drafts.pieces[at]))
                group.append(at)
                break
        else:
            groups.append([at])


def _goes_with(drafts: Drafts, casts: Casts, group: Sequence[int], at: int) -> bool:
    """Whether a text is part of a work by more than its title."""
    if _fits(drafts, group[0], at) or _nearest(casts, at, group) >= _SAME_CAST:
        return True
    there, own = drafts.of(group[0]).numbers, drafts.of(at).numbers
    telling = len(drafts.pieces[at].title_key) >= _TELLING
    return telling and not there & own and bool(there or own)


def _nearest(casts: Casts, at: int, others: Iterable[int]) -> float:
    return max((casts.likeness(at, other) for other in list(others)[:50]), default=0.0)


def _fits(drafts: Drafts, work: int, at: int) -> bool:
    """Whether its numbers say that it is a further part of the work."""
    numbers, there = drafts.of(at).numbers, drafts.of(work).numbers
    return bool(numbers and there and not numbers & there)


def _same_title(piece: Piece) -> Evidence:
    title = piece.title.value if piece.title else ""
    return Evidence("same-title", title[:200], file=piece.best.name)
