"""The front matter of a file or of a chapter in it: from its first passage to the story."""

from collections.abc import Sequence
from dataclasses import replace

from fascicle.importing.story import Role

from .appearance import is_argument
from .breaks import ornament
from .fields import parse_field
from .frames import is_chrome, is_navigation
from .furniture import read_furniture
from .head_items import Head, explicit_prefix, items_of
from .head_notes import read_note
from .head_titles import may_stand
from .note_runs import opening_run
from .notes import note_kind, noteness
from .passages import Passage
from .sheet import Item, Sheet
from .vocabulary import SUMMARY_LABELS
from .voice import strength

_MOST_HEAD_PASSAGES = 120


def read_head(sheet: Sheet, start: int, end: int, *, first: bool) -> Head:
    """Give roles to the front matter of passages ``start`` to ``end`` (exclusive).

    ``first`` says that the file begins here, where a line may be the title of a work.
    """
    head = Head(next=start)
    steps = (_value, _frame, _decoration, _summary, _note, _lines, _notes)
    while head.next < min(end, start + _MOST_HEAD_PASSAGES):
        taken = next(
            (count for step in steps if (count := step(sheet, head, end, first))), 0
        )
        if not taken:
            break
        head.next += taken
    return head


def _value(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """What stands under a label alone, as in a page's list of terms."""
    passage, above = sheet.passages[head.next], head.items[-1] if head.items else None
    if above is None or above.kind != "field" or above.value or above.label == "note":
        return 0
    if not sheet.document.source.is_html or above.lines[1] != passage.first - 1:
        return 0
    text = passage.text.strip()
    if len(passage.lines) > 1 or len(text) > 300 or parse_field(passage.lines[0]):
        return 0
    sheet.mark(passage.lines, Role.FIELD)
    head.items[-1] = replace(above, value=text, lines=(above.lines[0], passage.last))
    return 1


def _frame(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """Navigation and other lines of the site."""
    passage = sheet.passages[head.next]
    if all(sheet.roles[line.number - 1] is not Role.STORY for line in passage.lines):
        return 1
    said = read_furniture(passage.lines)
    if said is not None:
        sheet.note("boilerplate", "before", passage.first, passage.last, "site-chrome")
        head.items += said
        return 1
    text = passage.text
    if is_navigation(text) or all(is_navigation(line.text) for line in passage.lines):
        sheet.note("navigation", "before", passage.first, passage.last, "navigation")
        return 1
    if is_chrome(text) and not parse_field(passage.lines[0]):
        sheet.note("boilerplate", "before", passage.first, passage.last, "site-chrome")
        return 1
    return 0


def _decoration(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    passage = sheet.passages[head.next]
    if not all(ornament(line.text) for line in passage.lines):
        return 0
    sheet.mark(passage.lines, Role.BREAK)
    return 1


def _summary(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """A label alone, "Summary", and the passage under it."""
    passage = sheet.passages[head.next]
    label = passage.text.strip(" :：*_#").casefold()
    if label not in SUMMARY_LABELS or head.next + 2 >= end:
        return 0
    below = sheet.passages[head.next + 1]
    sheet.mark((*passage.lines, *below.lines), Role.FIELD)
    span = passage.first, below.last
    head.items.append(Item("field", span, passage.text, "summary", below.text))
    return 2


def _note(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    return read_note(sheet, head.next, end)


def _notes(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """Passages that only together, or by what follows, show that the writer speaks."""
    numbered = any(
        item.kind == "heading" and item.heading and item.heading.number is not None
        for item in head.items
    )
    if not head.items and (
        not first or strength(sheet, sheet.passages[head.next].text) < 1.0
    ):
        return 0
    count = opening_run(sheet, head.next, end, numbered=numbered)
    for passage in sheet.passages[head.next : head.next + count]:
        span = passage.first, passage.last
        sheet.note(note_kind(passage.text), "before", *span, "writer-speaks", 0.8)
    return count


# ------------------------------------------------------------- fields, titles, headings


def _lines(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """Header fields, headings, bylines, and lines that stand like titles."""
    passage = sheet.passages[head.next]
    items, count = items_of(sheet, head, passage)
    if not items:
        return _argument(sheet, head, passage)
    whole = count == len(passage.lines)
    if whole:
        kept = items if _may_stand(sheet, head, items, end, first) else []
    else:
        kept = _above_text(items, first=first and not head.items)
    if not kept:
        return 0
    for item in kept:
        head.items.append(item)
        _mark(sheet, item)
    count = kept[-1].lines[1] - passage.first + 1
    return 1 if whole or _rest_is_note(sheet, passage, count) else 0


def _may_stand(
    sheet: Sheet, head: Head, items: Sequence[Item], end: int, first: bool
) -> bool:
    """Whether a passage's items are front matter where they stand."""
    if all(item.kind == "short" for item in items):
        return may_stand(sheet, head, sheet.passages[head.next], end, first)
    # A byline with no title above it, in the middle of a text, is a sentence.
    return first or bool(head.items) or items[0].kind != "byline"


def _above_text(items: Sequence[Item], *, first: bool) -> list[Item]:
    """Items right above a paragraph's lines: only what says itself what it is."""
    kept = explicit_prefix(items)
    if not kept or kept[0].kind == "byline":
        return []
    if kept[0].kind == "short" and not (first and kept[-1].kind == "byline"):
        return []
    last = kept[-1].heading
    return [] if last and last.kind == "bare" else kept


def _rest_is_note(sheet: Sheet, passage: Passage, count: int) -> bool:
    """Under headings in the same passage the writer may go on speaking, or the story begin."""
    rest = passage.lines[count:]
    text = " ".join(line.text.strip() for line in rest)
    if noteness(text) < 2.0:
        return False
    sheet.note(
        note_kind(text), "before", rest[0].number, rest[-1].number, "writer-speaks"
    )
    return True


def _mark(sheet: Sheet, item: Item) -> None:
    first, last = item.lines
    if item.kind == "field":
        if item.label == "note":
            kind = note_kind(item.text) if item.text else "author-note"
            sheet.note(kind, "before", first, last, "note-field")
        else:
            sheet.mark_span(first, last, Role.FIELD)
    elif item.label == "break":
        sheet.mark_span(first, last, Role.BREAK)
    else:
        role = Role.FIELD if item.kind == "aside" else Role.HEADING
        sheet.mark_span(first, last, role)


def _argument(sheet: Sheet, head: Head, passage: Passage) -> int:
    """The summary above an old novel's chapter."""
    if not is_argument(passage.text) or len(head.items) > 12:
        return 0
    if not head.has_heading and head.next > 0 and not head.items:
        return 0
    sheet.mark(passage.lines, Role.HEADING)
    head.items.append(
        Item("argument", (passage.first, passage.last), passage.text[:200])
    )
    return 1
