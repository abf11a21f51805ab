"""The front matter of a file or of a chapter in it: from its first passage to the story."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fascicle.importing.story import Line, Role

from .appearance import (
    is_address,
    is_argument,
    is_dated,
    is_name_like,
    is_plain_phrase,
    is_title_cased,
    is_title_like,
    is_wide,
    undecorated,
)
from .breaks import ornament
from .bylines import parse_byline, parse_title_and_byline
from .endings import parse_ending
from .fields import Field, parse_field
from .frames import is_chrome, is_navigation
from .headings import Heading, parse_counter, parse_heading, parse_numbered
from .notes import is_bracketed, is_note_label, note_kind, noteness
from .passages import Passage
from .series import parse_series_line
from .sheet import Item, Sheet, is_styled
from .vocabulary import PREFACE_WORDS

_LONG_FIELDS = ("summary", "note")
_MOST_HEAD_PASSAGES = 120
_MOST_LINES = 12
_MOST_NOTE_WORDS = 900
_EXPLICIT = ("field", "heading", "byline", "both", "series")


@dataclass(slots=True)
class Head:
    """What was found before the story; ``next`` is the index of its first passage."""

    items: list[Item] = field(default_factory=list)
    next: int = 0

    @property
    def has_heading(self) -> bool:
        return any(item.kind == "heading" for item in self.items)

    @property
    def shorts(self) -> int:
        return sum(item.kind == "short" for item in self.items)


def read_head(sheet: Sheet, start: int, end: int, *, first: bool) -> Head:
    """Give roles to the front matter of passages ``start`` to ``end`` (exclusive).

    ``first`` says that the file begins here, where a line may be the title of a work.
    """
    head = Head(next=start)
    steps = (_frame, _decoration, _note, _lines)
    while head.next < min(end, start + _MOST_HEAD_PASSAGES):
        taken = next(
            (count for step in steps if (count := step(sheet, head, end, first))), 0
        )
        if not taken:
            break
        head.next += taken
    return head


def _frame(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """Navigation and other lines of the site."""
    passage = sheet.passages[head.next]
    if all(sheet.roles[line.number - 1] is not Role.STORY for line in passage.lines):
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


# ------------------------------------------------------------- notes


def _note(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """A writer's greeting, a disclaimer; a label and what stands under it."""
    index = head.next
    passage = sheet.passages[index]
    text = passage.text
    if (is_note_label(text) or _is_preface(text)) and index + 1 < end:
        count = _under_label(sheet, index, end)
        last = sheet.passages[index + count - 1].last
        sheet.note("author-note", "before", passage.first, last, "note-label")
        return count
    if _has_own_meaning(passage):
        return 0
    strength = noteness(text)
    clear = strength >= 2.0 or (is_bracketed(text) and strength >= 1.0)
    if not clear and not (strength >= 1.2 and _is_set_apart(sheet, index, end)):
        return 0
    sheet.note(note_kind(text), "before", passage.first, passage.last, "writer-speaks")
    return 1


def _is_preface(text: str) -> bool:
    heading = parse_heading(text) if len(text) < 40 else None
    return heading is not None and heading.word in PREFACE_WORDS


def _has_own_meaning(passage: Passage) -> bool:
    """Whether a passage is fields or headings first, whatever else its words say."""
    first = passage.lines[0]
    if any(parse_field(line) for line in passage.lines[:3]):
        return True
    if not _explicit(passage) or len(first.text) >= 60:
        return False
    return len(passage.text) < 60 or noteness(first.text) < 2.0


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
            passage.gap > max(1, sheet.usual_gap) or _explicit(passage)
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
        or _explicit(following)
        or following.gap > max(1, sheet.usual_gap)
    )


def _explicit(passage: Passage) -> bool:
    """Whether a passage begins with a heading, a field or a byline."""
    line = passage.lines[0]
    if len(passage.lines) > 4 or len(line.text.strip()) > 120:
        return parse_field(line) is not None and len(line.text.strip()) <= 120
    return bool(
        parse_field(line)
        or parse_heading(line.text)
        or (len(passage.lines) == 1 and parse_counter(line.text))
        or parse_byline(line.text)
    )


# ------------------------------------------------------------- fields, titles, headings


def _lines(sheet: Sheet, head: Head, end: int, first: bool) -> int:
    """Header fields, headings, bylines, and lines that stand like titles."""
    passage = sheet.passages[head.next]
    items, count = _items(sheet, head, passage)
    if not items:
        return _argument(sheet, head, passage)
    whole = count == len(passage.lines)
    if not whole:
        items = _explicit_prefix(items)
        count = sum(item.lines[1] - item.lines[0] + 1 for item in items)
        if not items or items[0].kind in ("byline", "short"):
            return 0
        if items[-1].heading and items[-1].heading.kind == "bare":
            return 0
    if (
        whole
        and all(item.kind == "short" for item in items)
        and not _may_stand(sheet, head, passage, end, first)
    ):
        return 0
    if whole and _is_loose_byline(sheet, head, passage, items, first):
        return 0
    for item in items:
        head.items.append(item)
        _mark(sheet, item)
    return 1 if whole or _rest_is_note(sheet, passage, count) else 0


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


def _is_loose_byline(
    sheet: Sheet, head: Head, passage: Passage, items: Sequence[Item], first: bool
) -> bool:
    """A byline with no title above it, in the middle of a text, is a sentence."""
    return not first and not head.items and items[0].kind == "byline"


def _explicit_prefix(items: Sequence[Item]) -> list[Item]:
    """The items up to the last one that says itself what it is."""
    last = max(
        (at for at, item in enumerate(items) if item.kind in _EXPLICIT), default=-1
    )
    return list(items[: last + 1])


def _items(sheet: Sheet, head: Head, passage: Passage) -> tuple[list[Item], int]:
    """The lines of a passage as items, and how many lines from the first were understood."""
    items: list[Item] = []
    lines = passage.lines
    at = 0
    while at < len(lines):
        line = lines[at]
        found = parse_field(line)
        size = 1
        if found:
            size = _field_size(sheet, lines, at, found)
            items.append(_field_item(lines[at : at + size], found, head.next))
        elif ornament(line.text):
            items.append(Item("aside", (line.number, line.number), line.text, "break"))
        else:
            item = _line_item(head, passage, line, items)
            if item is None:
                break
            items.append(item)
        at += size
    return items, at


def _field_size(sheet: Sheet, lines: Sequence[Line], at: int, found: Field) -> int:
    """How many lines a field takes: long values go on under it."""
    size = 1
    full = max(50, sheet.document.wrap * 3 // 4)
    while at + size < len(lines):
        line, above = lines[at + size], lines[at + size - 1]
        if parse_field(line) or ornament(line.text):
            break
        indented = line.indent > lines[at].indent and not sheet.document.source.is_html
        long = found.kind in _LONG_FIELDS and sheet.document.paragraphs != "line"
        if not (indented or long or (len(above.text) >= full and sheet.document.wrap)):
            break
        size += 1
    return size


def _field_item(lines: Sequence[Line], found: Field, block: int) -> Item:
    value = " ".join([found.value, *(line.text.strip() for line in lines[1:])]).strip()
    span = lines[0].number, lines[-1].number
    kind = found.kind
    heading = None
    if kind in ("title", "part"):
        heading = parse_heading(value) or parse_counter(value)
    if kind == "part" and heading is None:
        heading = parse_heading(f"part {value}") or parse_counter(value)
    return Item(
        "field", span, lines[0].text.strip(), kind, value, found.label, heading, block
    )


def _line_item(
    head: Head, passage: Passage, line: Line, before: Sequence[Item]
) -> Item | None:
    text, span = line.text, (line.number, line.number)
    styled = is_styled(passage, line)
    shown = text.strip()
    both = parse_title_and_byline(text)
    heading = parse_heading(text) or (None if both else _counter(passage, text))
    if heading:
        return Item(
            "heading", span, shown, heading=heading, block=head.next, styled=styled
        )
    byline = parse_byline(text)
    if byline:
        return Item("byline", span, shown, author=byline.author, block=head.next)
    if both:
        return Item("both", span, shown, value=both.title, author=both.author,
                    block=head.next, styled=styled)  # fmt: skip
    series = parse_series_line(text)
    if series:
        return Item("series", span, shown, value=series.title, author=series.name,
                    number=series.number, block=head.next, styled=styled)  # fmt: skip
    if is_address(text) or is_dated(text):
        return Item("aside", span, shown)
    headed = head.has_heading or any(item.kind == "heading" for item in before)
    if len(passage.lines) <= _MOST_LINES and is_title_like(text, closed=headed):
        return Item("short", span, shown, value=undecorated(text), block=head.next,
                    styled=styled)  # fmt: skip
    return None


def _counter(passage: Passage, text: str) -> Heading | None:
    if parse_series_line(text):
        return None
    if len(passage.lines) == 1:
        return parse_counter(text) or parse_numbered(text)
    return parse_counter(text)


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


# ------------------------------------------------------------- may it be a title?


def _may_stand(
    sheet: Sheet, head: Head, passage: Passage, end: int, first: bool
) -> bool:
    """Whether a passage of short lines is a title, from what is above and below it."""
    index = head.next
    if index + 1 >= end or len(passage.lines) > 4:
        return False
    if any(item.kind == "argument" for item in head.items):
        return False
    parted = sheet.gap_after(index) > 0 or sheet.document.source.is_html
    if not parted and not _explicit(sheet.passages[index + 1]):
        return False
    below_heading = bool(head.items) and head.items[-1].kind == "heading"
    if below_heading:
        return _may_name_chapter(sheet, index, passage)
    if not first and not head.items:
        return False
    if head.shorts or _has_title(head):
        return _may_follow_title(sheet, index, passage)
    return _may_be_first(sheet, index, passage)


def _has_title(head: Head) -> bool:
    return any(
        item.kind == "both"
        or (item.kind == "field" and item.label == "title")
        or (item.kind == "series" and item.value != "")
        for item in head.items
    )


def _may_name_chapter(sheet: Sheet, index: int, passage: Passage) -> bool:
    line = passage.lines[0]
    if len(passage.lines) > 2:
        return False
    if is_styled(passage, line) or is_title_cased(undecorated(line.text)):
        return True
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    return not is_plain_phrase(line.text) and (wide or not line.text.isascii())


def _may_follow_title(sheet: Sheet, index: int, passage: Passage) -> bool:
    """A subtitle or a name under the title."""
    line = passage.lines[0]
    if len(passage.lines) > 2:
        return False
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    if is_styled(passage, line) or is_name_like(line.text):
        return True
    return is_title_cased(undecorated(line.text)) and (
        wide or _explicit(sheet.passages[index + 1])
    )


def _may_be_first(sheet: Sheet, index: int, passage: Passage) -> bool:
    line = passage.lines[0]
    text = undecorated(line.text)
    if parse_ending(text):
        return False
    if len(passage.lines) == 2 and is_name_like(passage.lines[1].text):
        return True
    if is_styled(passage, line) or _explicit(sheet.passages[index + 1]):
        return True
    if is_wide(text):
        return passage.lines[0].indent == 0 or sheet.gap_after(index) > 1
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    return is_title_cased(text) or wide or not is_plain_phrase(text)
