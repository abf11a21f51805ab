"""Notes above a story: greetings, disclaimers, prefaces."""

from .appearance import is_dated
from .breaks import ornament
from .fields import parse_field
from .head_items import Head, is_explicit, items_of
from .headings import parse_heading
from .notes import is_bracketed, is_note_label, note_kind, noteness
from .passages import Passage
from .sheet import Sheet
from .vocabulary import PREFACE_WORDS
from .voice import strength

_MOST_NOTE_WORDS = 900
_BLOCK = 6


def read_note(sheet: Sheet, index: int, end: int) -> int:
    """A writer's greeting, a disclaimer; a label and what stands under it."""
    passage = sheet.passages[index]
    text = passage.text
    if (is_note_label(text) or _is_preface(text)) and index + 1 < end:
        count = _under_label(sheet, index, end)
        last = sheet.passages[index + count - 1].last
        sheet.note("author-note", "before", passage.first, last, "note-label")
        return count
    if _has_own_meaning(sheet, passage):
        return 0
    said = strength(sheet, text)
    clear = said >= 2.0 or (is_bracketed(text) and said >= 1.0)
    if not clear and not (said >= 1.2 and _is_set_apart(sheet, index, end)):
        return 0
    sheet.note(note_kind(text), "before", passage.first, passage.last, "writer-speaks")
    return 1


def _is_preface(text: str) -> bool:
    heading = parse_heading(text) if len(text) < 40 else None
    return heading is not None and heading.word in PREFACE_WORDS


def _has_own_meaning(sheet: Sheet, passage: Passage) -> bool:
    """Whether a passage is fields or headings first, whatever else its words say."""
    first = passage.lines[0]
    if any(parse_field(line) for line in passage.lines[:3]):
        return True
    if 2 <= len(passage.lines) <= _BLOCK and _is_title_block(sheet, passage):
        return True
    if not is_explicit(passage) or len(first.text) >= 60:
        return False
    return len(passage.text) < 60 or noteness(first.text) < 2.0


def _is_title_block(sheet: Sheet, passage: Passage) -> bool:
    """Whether all lines are front matter, and at least one says so itself."""
    items, count = items_of(sheet, Head(), passage)
    said = any(item.kind in ("byline", "heading", "both", "series") for item in items)
    return said and count == len(passage.lines)


def _under_label(sheet: Sheet, index: int, end: int) -> int:
    """How many passages a note's label and its text are."""
    words = 0
    limit = min(end, index + 30)
    for at in range(index + 1, limit):
        passage = sheet.passages[at]
        words += len(passage.text.split())
        if words > _MOST_NOTE_WORDS:
            break
        if at > index + 1 and is_dated(passage.lines[-1].text):
            return at - index + 1
        if at > index + 1 and (
            passage.gap > max(1, sheet.usual_gap) or is_explicit(passage)
        ):
            return at - index
        if ornament(passage.text) and at <= index + 4:
            return at - index
    count = 2
    while index + count < end and noteness(sheet.passages[index + count].text) > 0.5:
        count += 1
    return count


def _is_set_apart(sheet: Sheet, index: int, end: int) -> bool:
    """Whether a heading, an ornament or a wide gap stands between this passage and the story."""
    if index + 1 >= end:
        return False
    following = sheet.passages[index + 1]
    return (
        ornament(following.text)
        or is_explicit(following)
        or following.gap > max(1, sheet.usual_gap)
    )
