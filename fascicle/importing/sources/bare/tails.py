"""What stands after the story: end marks, the writer's last words, signatures, navigation."""

from dataclasses import dataclass

from fascicle.importing.story import Role

from .appearance import is_address
from .breaks import ornament
from .endings import Ending, parse_ending
from .fields import parse_field
from .frames import is_chrome, is_navigation
from .furniture import read_furniture
from .note_runs import closing_run
from .notes import is_bracketed, is_note_label, is_sign_off, note_kind, noteness
from .passages import Passage
from .sheet import Sheet
from .voice import strength

_REACH = 25  # passages in which an end mark or a note's label is looked for
_MOST_WORDS = 700


@dataclass(slots=True)
class Tail:
    """How the stretch ends; ``start`` is the index of the first passage after its story."""

    start: int
    ending: Ending | None = None
    line: int = 0  # of the end mark


def read_tail(sheet: Sheet, start: int, end: int) -> Tail:
    """Give roles to what stands after the story of passages ``start`` to ``end`` (exclusive)."""
    tail = Tail(end)
    mark = _end_mark(sheet, start, end)
    if mark is not None:
        _close(sheet, tail, mark, end)
    label = _label(sheet, start, tail.start)
    if label is not None:
        last = sheet.passages[tail.start - 1].last
        first = sheet.passages[label]
        kind = note_kind(first.text)
        sheet.note(kind, "after", first.first, last, "note-label")
        tail.start = label
    while tail.start > start + 1 and _take_back(sheet, tail, start):
        tail.start -= 1
    _take_run(sheet, tail, start)
    while tail.start > start + 1 and _take_back(sheet, tail, start):
        tail.start -= 1
    _trailing_line(sheet, tail)
    return tail


def _close(sheet: Sheet, tail: Tail, mark: int, end: int) -> None:
    """Everything after an end mark is not story."""
    passage = sheet.passages[mark]
    line = passage.lines[-1] if _ends_in(passage) else passage.lines[0]
    tail.ending, tail.line = parse_ending(line.text), line.number
    sheet.mark(passage.lines if not _ends_in(passage) else [line], Role.END)
    tail.start = mark
    for index in range(mark + 1, end):
        if _is_labelled(sheet.passages[index]):
            _labelled_after_end(sheet, index, end)
        _after_end(sheet, sheet.passages[index])
    if _ends_in(passage):
        tail.start = mark + 1


def _labelled_after_end(sheet: Sheet, index: int, end: int) -> None:
    """From a note's label on, what is not the site's is one note."""
    first = sheet.passages[index]
    if not sheet.is_story(first):
        return
    last = first
    for passage in sheet.passages[index + 1 : end]:
        text = passage.text
        if ornament(text) or is_navigation(text) or is_chrome(text):
            break
        last = passage
    sheet.note(note_kind(first.text), "after", first.first, last.last, "note-label")


def _ends_in(passage: Passage) -> bool:
    """An end mark that stands right under the last paragraph's lines."""
    return len(passage.lines) > 1 and parse_ending(passage.lines[0].text) is None


def _after_end(sheet: Sheet, passage: Passage) -> None:
    if not sheet.is_story(passage):
        return
    text = passage.text
    span = passage.first, passage.last
    if ornament(text):
        sheet.mark(passage.lines, Role.BREAK)
    elif all(parse_ending(line.text) for line in passage.lines):
        sheet.mark(passage.lines, Role.END)
    elif is_navigation(text):
        sheet.note("navigation", "after", *span, "navigation")
    elif is_chrome(text) or _is_furniture(passage):
        sheet.note("boilerplate", "after", *span, "site-chrome")
    else:
        sheet.note(note_kind(text), "after", *span, "after-the-end", 0.8)


def _end_mark(sheet: Sheet, start: int, end: int) -> int | None:
    """The first end mark near the end with little after it."""
    words, found = 0, None
    for index in range(end - 1, max(start, end - _REACH) - 1, -1):
        passage = sheet.passages[index]
        words += (
            len(passage.text.split()) if len(passage.text) < 20_000 else _MOST_WORDS
        )
        if words > _MOST_WORDS:
            break
        if (index > start and len(passage.lines) <= 2 and _is_end(sheet, passage)) or (
            found is None and index == end - 1 and parse_ending(passage.lines[-1].text)
        ):
            found = index
    return found


def _is_end(sheet: Sheet, passage: Passage) -> bool:
    return all(
        parse_ending(line.text) or ornament(line.text) for line in passage.lines
    ) and not all(ornament(line.text) for line in passage.lines)


def _label(sheet: Sheet, start: int, end: int) -> int | None:
    """A note's label near the end, with more story above than note below it."""
    words, found, below = 0, None, 0
    for index in range(end - 1, max(start, end - _REACH) - 1, -1):
        passage = sheet.passages[index]
        words += len(passage.text[:20_000].split())
        if words > _MOST_WORDS:
            break
        if index > start and sheet.is_story(passage) and _is_labelled(passage):
            found, below = index, words
    if found is None or _words_before(sheet, start, found) < below:
        return None
    return found


def _words_before(sheet: Sheet, start: int, end: int) -> int:
    """The words of a stretch, counted as far as matters."""
    words = 0
    for passage in reversed(sheet.passages[start:end][-4 * _REACH :]):
        words += len(passage.text[:20_000].split())
        if words > _MOST_WORDS:
            break
    return words


def _is_labelled(passage: Passage) -> bool:
    """A label alone, or a field of notes that begins a passage: "A/N: …"."""
    first = next((n for n in passage.lines if not ornament(n.text)), passage.lines[0])
    if is_note_label(first.text):
        return True
    if is_bracketed(passage.text):
        return False
    found = parse_field(first)
    return found is not None and found.kind == "note" and noteness(passage.text) >= 2.0


def _take_back(sheet: Sheet, tail: Tail, start: int) -> bool:
    """Whether the last passage of what is left is no story; then it has its role."""
    passage = sheet.passages[tail.start - 1]
    if not sheet.is_story(passage):
        return True
    text, span = passage.text, (passage.first, passage.last)
    if ornament(text):
        sheet.mark(passage.lines, Role.BREAK)
    elif is_navigation(text):
        sheet.note("navigation", "after", *span, "navigation")
    elif is_chrome(text) or is_address(text) or _is_furniture(passage):
        sheet.note("boilerplate", "after", *span, "site-chrome")
    elif _speaks(sheet, tail, passage) or _signs(sheet, tail, text):
        sheet.note(note_kind(text), "after", *span, "writer-speaks")
    else:
        return False
    return True


def _is_furniture(passage: Passage) -> bool:
    return read_furniture(passage.lines) is not None


def _take_run(sheet: Sheet, tail: Tail, start: int) -> None:
    """Passages that only together show that the writer speaks."""
    first = closing_run(sheet, start, tail.start)
    if first is None:
        return
    for passage in sheet.passages[first : tail.start]:
        if ornament(passage.text):
            sheet.mark(passage.lines, Role.BREAK)
        elif sheet.is_story(passage):
            span = passage.first, passage.last
            sheet.note(note_kind(passage.text), "after", *span, "writer-speaks", 0.8)
    tail.start = first


def _signs(sheet: Sheet, tail: Tail, text: str) -> bool:
    """Whether the passage signs a note that stands above it."""
    if tail.start < 2 or not is_sign_off(text):
        return False
    return noteness(sheet.passages[tail.start - 2].text) >= 2.0


def _speaks(sheet: Sheet, tail: Tail, passage: Passage) -> bool:
    text = passage.text
    said = strength(sheet, text)
    if said >= 2.0 or (is_bracketed(text) and said >= 1.0):
        return True
    parted = passage.gap > max(1, sheet.usual_gap) or (
        tail.start >= 2 and ornament(sheet.passages[tail.start - 2].text)
    )
    return said >= 1.2 and parted


def _trailing_line(sheet: Sheet, tail: Tail) -> None:
    """An end mark on the last line of the last paragraph's block."""
    if tail.ending or tail.start == 0:
        return
    passage = sheet.passages[tail.start - 1]
    line = passage.lines[-1]
    if len(passage.lines) > 1 and sheet.roles[line.number - 1] is Role.STORY:
        tail.ending, tail.line = parse_ending(line.text), line.number
        if tail.ending:
            sheet.mark([line], Role.END)
