"""A long work on one page, a portion at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fascicle.works.models import Chapter

#: As many words, or a chapter more, come at once: an hour and a half of reading, and what a slow
#: phone puts in its place without a stutter.
WORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Portion:
    """Chapters that are shown together, by their positions, and where the others begin."""

    first: int
    last: int
    earlier: int | None
    later: int | None
    words_before: int
    words_after: int


def portion_from(chapters: Sequence[Chapter], asked: str) -> Portion:
    """The portion of these chapters that begins at a position; of none, an empty one.

    A position that is none of theirs means the next one after it, or else the first of all.
    """
    if not chapters:
        return Portion(0, 0, None, None, 0, 0)
    positions = [one.position for one in chapters]
    wanted = (
        int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    )
    begin = next((i for i, at in enumerate(positions) if at >= wanted), 0)
    end = _filled(chapters[begin:]) + begin
    before = begin - _filled(chapters[:begin][::-1])
    return Portion(
        first=positions[begin],
        last=positions[end - 1],
        earlier=positions[before] if begin else None,
        later=positions[end] if end < len(positions) else None,
        words_before=sum(one.word_count for one in chapters[:begin]),
        words_after=sum(one.word_count for one in chapters[end:]),
    )


def _filled(chapters: Sequence[Chapter]) -> int:
    """How many of these chapters, from the first, are a portion."""
    words = 0
    for count, chapter in enumerate(chapters, 1):
        words += chapter.word_count
        if words >= WORDS:
            return count
    return len(chapters)
