"""Notes that only show together: weak passages beside a clear one, or above a heading.

A writer's greeting may hold no telling word, but what stands between a title and the chapter's
heading, or under a clear note at the end, is the writer's as long as it does not narrate.
"""

from .breaks import ornament
from .fields import parse_field
from .headings import Heading, parse_counter, parse_heading
from .notes import is_bracketed, is_note_label, storyness
from .passages import Passage
from .sheet import Sheet
from .voice import size, strength

_MOST_PASSAGES = 10
_MOST_WORDS = 350
_CLEAR = 2.0
_VERY_CLEAR = 2.5
_NARRATES = 2.5  # signs of the story from which a passage is no note
_FEW_WORDS = 120
_WEAK_WORDS = (
    60  # words up to which a passage without a telling sign may belong to a note
)
_SHORT_HEADING = 70


def opening_run(sheet: Sheet, start: int, end: int, *, numbered: bool) -> int:
    """How many passages from ``start`` are notes above a clear note, a rule or a heading.

    ``numbered``: the chapter's number stands above already.
    """
    words, found, weak = 0, 0, 0
    for at in range(start, min(end - 1, start + _MOST_PASSAGES)):
        passage = sheet.passages[at]
        if at > start and _closes(sheet, start, at, numbered=numbered):
            return at - start
        words += size(passage.text)
        if words > _MOST_WORDS or _narrates(passage) or _is_long(sheet, passage):
            break
        if _is_clear(passage) and strength(sheet, passage.text) >= _CLEAR:
            found = at - start + 1 if weak <= _WEAK_WORDS else found
            weak = 0
        else:
            weak += size(passage.text)
    return found


def _closes(sheet: Sheet, start: int, at: int, *, numbered: bool) -> bool:
    """Whether a heading or a rule stands here and what is above it reads as notes."""
    here = sheet.passages[at]
    above = [passage.text for passage in sheet.passages[start:at]]
    text = "\n".join(above)
    if all(ornament(line.text) for line in here.lines):
        return strength(sheet, text) >= _CLEAR
    heading = _heading(here)
    if heading is None or numbered:
        return False
    few = size(text) <= _FEW_WORDS
    if heading.kind == "bare" or heading.number is None:
        return strength(sheet, text) >= 1.0
    return few or strength(sheet, text) >= 1.0


def _heading(passage: Passage) -> Heading | None:
    text = passage.lines[0].text.strip()
    if len(passage.lines) > 2 or len(text) > _SHORT_HEADING:
        return None
    return parse_heading(text) or parse_counter(text)


def closing_run(sheet: Sheet, start: int, end: int) -> int | None:
    """The first passage of the notes that end the stretch, or None."""
    words, clear, found = 0, 0, None
    best = 0.0
    for at in range(end - 1, max(start, end - _MOST_PASSAGES), -1):
        passage = sheet.passages[at]
        if not sheet.is_story(passage) or ornament(passage.text):
            continue
        words += size(passage.text)
        if words > _MOST_WORDS or _narrates(passage) or _is_long(sheet, passage):
            break
        weight = strength(sheet, passage.text) if _is_clear(passage) else 0.0
        if weight >= _CLEAR:
            clear += 1
            best = max(best, weight)
            if clear > 1 or best >= _VERY_CLEAR or at == end - 1:
                found = at
    return (
        found
        if found is not None and _is_after_story(sheet, start, found, words)
        else None
    )


def _is_after_story(sheet: Sheet, start: int, found: int, words: int) -> bool:
    above = 0
    for passage in reversed(sheet.passages[start:found]):
        above += size(passage.text[:20_000])
        if above >= words:
            return True
    return False


def _is_clear(passage: Passage) -> bool:
    """Whether a passage may begin or end a run: one in brackets stands for itself."""
    return not is_bracketed(passage.text) or is_note_label(passage.text)


def _is_long(sheet: Sheet, passage: Passage) -> bool:
    """Whether a passage says too much to be a note only for what stands beside it."""
    return size(passage.text) > _WEAK_WORDS and strength(sheet, passage.text) < _CLEAR


def _narrates(passage: Passage) -> bool:
    found = parse_field(passage.lines[0])
    if found and found.kind == "note":
        return False
    return storyness(passage.text) >= _NARRATES
