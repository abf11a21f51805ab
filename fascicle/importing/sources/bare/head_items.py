"""Lines of front matter taken for what they are: fields, headings, bylines, perhaps titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fascicle.importing.story import Line

from .appearance import is_address, is_dated, is_title_like, undecorated
from .breaks import ornament
from .bylines import parse_byline, parse_title_and_byline
from .endings import parse_ending
from .fields import Field, parse_field
from .furniture import is_numbers_line
from .headings import Heading, parse_counter, parse_heading, parse_numbered
from .passages import Passage
from .references import references_in
from .series import parse_series_line
from .sheet import Item, Sheet, is_styled

_LONG_FIELDS = ("summary", "note")
_MOST_LINES = 12
_WRAPPED = (
    45  # characters from which a heading's line may have been broken for its length
)
#: "(continued from part 2)": the number is another part's.
_RESUMED = re.compile(
    r"(?i)^\W*(?:continued|cont'?d|cont\.?|continuing|fortsetzung|suite|continuaci[oó]n)"
    r" (?:from|on from|von|de|du|del)\b.{0,60}$"
)
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


def is_explicit(passage: Passage) -> bool:
    """Whether a passage begins with a heading, a field or a byline."""
    line = passage.lines[0]
    if len(line.text.strip()) > 120:
        return False
    if len(passage.lines) > 4:
        return parse_field(line) is not None
    return bool(
        parse_field(line)
        or parse_heading(line.text)
        or (len(passage.lines) == 1 and parse_counter(line.text))
        or parse_byline(line.text)
        or parse_title_and_byline(line.text)
        or parse_series_line(line.text)
    )


def explicit_prefix(items: Sequence[Item]) -> list[Item]:
    """The items up to the last one that says itself what it is."""
    last = max(
        (at for at, item in enumerate(items) if item.kind in _EXPLICIT), default=-1
    )
    return list(items[: last + 1])


def items_of(sheet: Sheet, head: Head, passage: Passage) -> tuple[list[Item], int]:
    """The lines of a passage as items, and how many lines from the first were understood."""
    wrapped = _wrapped(head, passage)
    if wrapped:
        return [wrapped], len(passage.lines)
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


def _wrapped(head: Head, passage: Passage) -> Item | None:
    """One heading that is broken over lines: in capitals, the first of them long."""
    text = passage.text
    if not 2 <= len(passage.lines) <= 6 or len(passage.lines[0].text) < _WRAPPED:
        return None
    if text.upper() != text or text.lower() == text or parse_field(passage.lines[0]):
        return None
    span = passage.first, passage.last
    kind = "short" if is_title_like(text) else "argument"
    return Item(kind, span, text[:200], value=undecorated(text), block=head.next)


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
    text, span, block = line.text, (line.number, line.number), head.next
    if parse_ending(text) and block:
        return None
    styled = is_styled(passage, line)
    said = _sayings(passage, text, Item("", span, text.strip(), block=block))
    if said:
        return replace(said, styled=styled)
    headed = head.has_heading or any(item.kind == "heading" for item in before)
    if len(passage.lines) <= _MOST_LINES and is_title_like(text, closed=headed):
        shown, value = text.strip(), undecorated(text)
        return Item("short", span, shown, value=value, block=block, styled=styled)
    return None


def _sayings(passage: Passage, text: str, item: Item) -> Item | None:
    """The line as an item that says itself what it is."""
    if is_numbers_line(text):
        return replace(item, kind="field", label="other", value=text.strip())
    both = parse_title_and_byline(text)
    heading = parse_heading(text) or (None if both else _counter(passage, text))
    if heading and not _RESUMED.match(text):
        return replace(item, kind="heading", heading=heading)
    byline = parse_byline(text)
    if byline:
        return replace(item, kind="byline", author=byline.author)
    if both:
        return replace(item, kind="both", value=both.title, author=both.author)
    series = parse_series_line(text)
    if series:
        said = replace(item, kind="series", value=series.title, author=series.name)
        return replace(said, number=series.number)
    aside = is_address(text) or is_dated(text) or _is_remark(item.text, item.lines)
    return replace(item, kind="aside") if aside else None


def _is_remark(text: str, span: tuple[int, int]) -> bool:
    """A line that names another work or part: "(Sequel to …)", "continued from part 2"."""
    if _RESUMED.match(text):
        return True
    in_brackets = text[:1] in "([" and text[-1:] in ")]"
    return in_brackets and len(text) < 150 and bool(references_in([(text, span)]))


def _counter(passage: Passage, text: str) -> Heading | None:
    if parse_series_line(text):
        return None
    if len(passage.lines) == 1:
        return parse_counter(text) or parse_numbered(text)
    return parse_counter(text)
