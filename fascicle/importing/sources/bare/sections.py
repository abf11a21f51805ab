"""Where a file's chapters, and its works, begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fascicle.importing.story import Role

from .appearance import (
    is_name_like,
    is_title_cased,
    is_title_like,
    undecorated,
)
from .breaks import ornament
from .bylines import parse_byline, parse_title_and_byline
from .endings import parse_ending
from .fields import parse_field
from .headings import Heading, parse_heading, parse_numbered
from .passages import Passage
from .sheet import Sheet, is_styled
from .vocabulary import CHAPTER_WORDS, CJK_UNITS

_LONGEST = 120
_SHORT = 60
_LEAST_WORK = 200  # words before a line may begin another work without saying so
_LONG_SECTION = 2500  # words from which stretches under bare numbers are chapters


@dataclass(frozen=True, slots=True)
class Start:
    """A passage that begins something: ``kind`` is work, chapter or division."""

    index: int
    kind: str
    heading: Heading | None = None


def find_starts(
    sheet: Sheet, body: int, *, titled_first: bool, counted: bool
) -> list[Start]:
    """What begins after passage ``body``, in order.

    ``titled_first``: the file has a title; ``counted``: its head has a chapter's number.
    Divisions are stretches inside a chapter, under bare numbers.
    """
    starts = []
    words = 0
    for index in range(body + 1, len(sheet.passages)):
        passage = sheet.passages[index - 1]
        words += sum(map(len, (line.text for line in passage.lines))) // 6
        start = _start_at(sheet, index, words, titled_first=titled_first)
        if start:
            starts.append(start)
            words = 0 if start.kind == "work" else words
    return _weighed(sheet, starts, counted=counted)


def _start_at(
    sheet: Sheet, index: int, words: int, *, titled_first: bool
) -> Start | None:
    passage = sheet.passages[index]
    text = passage.lines[0].text.strip()
    if not text or len(text) > _LONGEST or not _may_begin(sheet, index, text):
        return None
    if _begins_work(sheet, index, words, titled_first=titled_first):
        return Start(index, "work")
    heading = parse_heading(text) or _numbered(passage, text)
    if len(passage.lines) > 3 and not _heads_text(passage):
        return None
    if heading is None or not _stands(sheet, index):
        return None
    return Start(index, "division" if heading.kind == "bare" else "chapter", heading)


def _numbered(passage: Passage, text: str) -> Heading | None:
    """A number and a name alone on a line: "3 - The Rope"."""
    heading = parse_numbered(text) if len(passage.lines) == 1 else None
    return heading if heading and is_title_cased(heading.title) else None


def _may_begin(sheet: Sheet, index: int, text: str) -> bool:
    """Whether a passage stands apart from what is above it, and is story so far."""
    passage = sheet.passages[index]
    parted = passage.gap > 0 or _is_free(sheet) or _heads_chapter(sheet, text)
    plain = not ornament(text) and not parse_ending(text)
    return parted and plain and sheet.is_story(passage)


def _is_free(sheet: Sheet) -> bool:
    """Whether blank lines say nothing in this file."""
    return sheet.document.source.is_html


def _heads_chapter(sheet: Sheet, text: str) -> bool:
    """In files without blank lines a heading is known by its words alone."""
    if sheet.document.paragraphs not in ("line", "indent") or len(text) > _SHORT:
        return False
    heading = parse_heading(text)
    return heading is not None and heading.kind == "chapter"


def _stands(sheet: Sheet, index: int) -> bool:
    """Whether a heading's passage is no more than a heading, perhaps with its name."""
    passage = sheet.passages[index]
    if index + 1 >= len(sheet.passages):
        return False
    if len(passage.lines) == 1:
        text = passage.lines[0].text.strip()
        parted = sheet.gap_after(index) > 0 or _is_free(sheet)
        return parted or _heads_chapter(sheet, text)
    return _heads_text(passage) or all(
        is_title_like(line.text, closed=True) or ornament(line.text)
        for line in passage.lines[1:]
    )


def _heads_text(passage: Passage) -> bool:
    """A short chapter heading with its text right under it."""
    text = passage.lines[0].text.strip()
    heading = parse_heading(text)
    return (
        heading is not None
        and heading.kind == "chapter"
        and len(text) <= _SHORT
        and (heading.word in CHAPTER_WORDS or heading.word in CJK_UNITS)
    )


# ------------------------------------------------------------- works


def _begins_work(sheet: Sheet, index: int, words: int, *, titled_first: bool) -> bool:
    """Whether another work begins here: fields, a title with its author, a title after an end."""
    if index + 1 >= len(sheet.passages):
        return False
    if _has_title_fields(sheet, index):
        return True
    passage = sheet.passages[index]
    text = passage.lines[0].text
    if len(passage.lines) > 4 or words < _LEAST_WORK or not is_title_like(text):
        return False
    if parse_heading(text):
        return False
    if _has_author(sheet, index):
        return True
    alone = len(passage.lines) <= 2 and _is_parted(sheet, index)
    return alone and (
        _after_end(sheet, index) or (titled_first and _looks_like_first(sheet, index))
    )


def _has_title_fields(sheet: Sheet, index: int) -> bool:
    """A header block: it begins with title or author, and both or more fields follow."""
    first = parse_field(sheet.passages[index].lines[0])
    if first is None or first.kind not in ("title", "author"):
        return False
    found = [
        field.kind
        for passage in sheet.passages[index : index + 4]
        for line in passage.lines[:8]
        if (field := parse_field(line))
    ]
    return "title" in found and len(found) >= 2


def _has_author(sheet: Sheet, index: int) -> bool:
    """A title with "by X" in it, under it, or in the next passage."""
    passage = sheet.passages[index]
    text = passage.lines[0].text
    if len(passage.lines) == 1 and parse_title_and_byline(text):
        return is_title_cased(undecorated(text)) or is_styled(passage, passage.lines[0])
    below = (
        passage.lines[1]
        if len(passage.lines) > 1
        else sheet.passages[index + 1].lines[0]
    )
    byline = parse_byline(below.text)
    return byline is not None and is_name_like(byline.author)


def _is_parted(sheet: Sheet, index: int) -> bool:
    """Whether more stands around a line than between paragraphs, or it is set like a title."""
    passage = sheet.passages[index]
    if is_styled(passage, passage.lines[0]):
        return True
    return passage.gap > max(1, sheet.usual_gap) and sheet.gap_after(index) > 0


def _after_end(sheet: Sheet, index: int) -> bool:
    """Whether the story before has just ended."""
    for passage in reversed(sheet.passages[max(0, index - 4) : index]):
        if parse_ending(passage.lines[-1].text):
            return is_title_cased(undecorated(sheet.passages[index].lines[0].text))
        if not ornament(passage.text) and len(passage.text) > 300:
            return False
    return False


def _looks_like_first(sheet: Sheet, index: int) -> bool:
    """Whether a line is set as the file's own title was."""
    first, here = sheet.passages[0], sheet.passages[index]
    above, below = first.lines[0], here.lines[0]
    if len(here.lines) != len(first.lines) or ornament(above.text):
        return False
    alike = (
        is_styled(first, above) == is_styled(here, below)
        and above.text.isupper() == below.text.isupper()
        and is_title_cased(undecorated(below.text))
        and not below.text.strip().endswith(("!", "?", ".", ","))
    )
    return alike and sheet.gap_after(index) == sheet.gap_after(0)


# ------------------------------------------------------------- which headings count


def _weighed(sheet: Sheet, starts: Sequence[Start], *, counted: bool) -> list[Start]:
    """Bare numbers are divisions inside a chapter where others head the chapters.

    Beside a prologue or an epilogue, and under nothing else, they are chapters.
    """
    kinds = {s.heading.kind for s in starts if s.heading and s.kind == "chapter"}
    bare = [start for start in starts if start.kind == "division"]
    if counted or kinds - {"named"} or (len(bare) < 2 and not kinds):
        return _in_sequence(starts)
    if kinds:
        return [_as_chapter(start) for start in _in_sequence(starts)]
    indexes = [start.index for start in bare] + [len(sheet.passages)]
    sizes = [
        sum(
            len(line.text) // 6
            for passage in sheet.passages[a:b]
            for line in passage.lines
        )
        for a, b in pairwise(indexes)
    ]
    long = sum(sizes) / len(sizes) >= _LONG_SECTION
    named = all(start.heading and start.heading.title for start in bare)
    kept = _in_sequence(starts)
    return [_as_chapter(start) for start in kept] if long or named else kept


def _as_chapter(start: Start) -> Start:
    if start.kind != "division":
        return start
    return Start(start.index, "chapter", start.heading)


def _in_sequence(starts: Sequence[Start]) -> list[Start]:
    """Bare numbers count only where they count up."""
    kept: list[Start] = []
    last = 0.0
    for start in starts:
        number = start.heading.number if start.heading else None
        if start.kind != "division":
            last = 0.0 if start.kind == "work" or number is None else last
            kept.append(start)
        elif (number is not None and (number == last + 1 or number in (1.0, 2.0))) or (
            number is not None and last == 0.0
        ):
            last = number
            kept.append(start)
    return kept


def mark_divisions(sheet: Sheet, starts: Sequence[Start]) -> None:
    """Headings of divisions stand in the text as headings."""
    for start in starts:
        if start.kind == "division":
            sheet.mark(sheet.passages[start.index].lines, Role.HEADING)
