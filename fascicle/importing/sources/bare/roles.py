"""What each line of a file is for, and where its chapters and works begin.

Steps, each by its own signs: frames (licence, mail, page title) → the head of the file →
where chapters and works begin → the head and the tail of each → notes in between.
"""

import html
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from fascicle.importing.story import Document, Line, Note, Role

from .breaks import find_breaks
from .fields import mail_header
from .frames import is_forward_mark, project_frame, sealed_signature, signature_start
from .head_items import Head
from .heads import read_head
from .notes import is_bracketed, note_kind, noteness
from .sections import Start, find_starts, mark_divisions
from .sheet import Item, Sheet
from .tails import Tail, read_tail

_TITLE = re.compile(r"(?is)<title[^<>]*>([^<]*)</title")
_LONGEST, _LONGEST_TITLE = 5000, 300
_MOST_MAIL_LINES = 60
_NEAR = 12


@dataclass(slots=True)
class Section:
    """A stretch of lines that is one chapter, with its front and back matter."""

    first: int
    last: int
    head: Head
    tail: Tail
    begins_work: bool = False
    divisions: tuple[Start, ...] = ()


@dataclass(slots=True)
class Plan:
    """One role a line, the file's sections in order, and its notes (without HTML)."""

    roles: list[Role]
    sections: list[Section] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    frame: list[Item] = field(default_factory=list)


def assign_roles(document: Document) -> Plan:
    """One role for each line of the document; nothing is left out."""
    sheet = Sheet.of(document)
    if not sheet.passages:
        return Plan(sheet.roles)
    frame = _frame(sheet)
    head = read_head(sheet, 0, len(sheet.passages), first=True)
    body = min(head.next, len(sheet.passages) - 1)
    titled = any(item.kind in ("short", "both") for item in head.items)
    counted = any(
        item.heading and item.heading.kind in ("chapter", "counter")
        for item in head.items
    )
    starts = find_starts(sheet, body, titled_first=titled, counted=counted)
    mark_divisions(sheet, starts)
    _mark_breaks(sheet)
    plan = Plan(sheet.roles, frame=frame)
    plan.sections = _sections(sheet, head, starts)
    _inner_notes(sheet)
    plan.notes = sorted(sheet.notes, key=lambda note: note.lines)
    return plan


def _sections(sheet: Sheet, head: Head, starts: list[Start]) -> list[Section]:
    begins = [start for start in starts if start.kind != "division"]
    edges = [0, *(start.index for start in begins), len(sheet.passages)]
    sections: list[Section] = []
    divisions = [start for start in starts if start.kind == "division"]
    places = [start.index for start in divisions]
    for number, (index, end) in enumerate(pairwise(edges)):
        start = begins[number - 1] if number else None
        begins_work = start is not None and start.kind == "work"
        own = read_head(sheet, index, end, first=begins_work) if start else head
        tail = read_tail(sheet, min(own.next, end - 1), end)
        first = sheet.passages[index].first if number else 1
        last = (
            sheet.passages[end].first - 1
            if end < len(sheet.passages)
            else len(sheet.document.lines)
        )
        inner = divisions[bisect_left(places, index) : bisect_left(places, end)]
        section = Section(first, last, own, tail, begins_work, tuple(inner))
        if begins_work and _is_repeated(sections[0], section):
            sections[-1].last, sections[-1].tail = last, tail
        else:
            sections.append(section)
    return sections


def _is_repeated(first: Section, section: Section) -> bool:
    """Whether a file was pasted twice: the same lines head it again."""
    above = [item.text for item in first.head.items]
    return bool(above) and above == [item.text for item in section.head.items]


# ------------------------------------------------------------- frames


def _frame(sheet: Sheet) -> list[Item]:
    """Licence, mail headers, page title: their lines are marked, what they say is returned."""
    items = _page_title(sheet)
    items += _project(sheet)
    items += _mail(sheet)
    lines = sheet.document.lines
    sealed = sealed_signature(lines)
    if sealed:
        sheet.note("signature", "after", *sealed, "signature")
    signature = signature_start(lines, sheet.document.source.lines)
    if signature:
        sheet.note("signature", "after", signature, lines[-1].number, "signature")
    return items


def _page_title(sheet: Sheet) -> list[Item]:
    """The title of an HTML page; its line may hold the beginning of the page, too."""
    lines = sheet.document.lines[:_MOST_MAIL_LINES]
    for line in lines:
        if "title" not in line.opens or line.is_blank:
            continue
        found = _TITLE.search(sheet.document.source.lines[line.number - 1][:_LONGEST])
        shown = line.text.strip()
        title = " ".join(html.unescape(found[1]).split()) if found else shown
        if title == shown:
            sheet.mark([line], Role.HEADING)
        if title and len(title) < _LONGEST_TITLE:
            return [Item("page", (line.number, line.number), title)]
    return []


def _project(sheet: Sheet) -> list[Item]:
    before, after = project_frame(sheet.document.lines)
    last = len(sheet.document.lines)
    if before:
        sheet.note("boilerplate", "before", 1, before, "licence")
    if after:
        sheet.note("boilerplate", "after", after, last, "licence")
    return _fields_within(sheet, before)


def _fields_within(sheet: Sheet, last: int) -> list[Item]:
    """Header fields inside a licence, which names the work."""
    from_licence = []
    for line in sheet.document.lines[:last]:
        text = line.text.strip()
        for label in ("title", "author"):
            if text.casefold().startswith(f"{label}:"):
                value = text.partition(":")[2].strip()
                span = (line.number, line.number)
                from_licence.append(Item("field", span, text, label, value))
    return from_licence


def _mail(sheet: Sheet) -> list[Item]:
    """The headers of a posting at the top of the file."""
    lines = sheet.document.lines[:_MOST_MAIL_LINES]
    first = next((line for line in lines if not line.is_blank), None)
    if first is None:
        return []
    block: list[Line] = []
    for line in lines[first.number - 1 :]:
        if line.is_blank and not (block and is_forward_mark(block[-1].text)):
            break
        if not line.is_blank:
            block.append(line)
    headers = mail_header(tuple(block))
    if not headers:
        return []
    sheet.note("mail", "before", block[0].number, block[-1].number, "mail-header")
    span = block[0].number, block[-1].number
    passed_on = any(is_forward_mark(line.text) for line in block)
    names = {
        "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject",
        "тема": "subject", "from": "sender", "von": "sender", "de": "sender", "от": "sender",
    }  # fmt: skip
    return [
        Item(names[name], span, value, "passed-on" if passed_on else "", value)
        for name, value in headers.items()
        if name in names and value
    ]


def _mark_breaks(sheet: Sheet) -> None:
    """Breaks between scenes; a blank line may be one."""
    for mark in find_breaks(sheet.document):
        role = sheet.roles[mark.line - 1]
        if role is Role.STORY or (
            role in (Role.BLANK, Role.MARKUP) and not _beside_heading(sheet, mark.line)
        ):
            sheet.roles[mark.line - 1] = Role.BREAK


def _beside_heading(sheet: Sheet, number: int) -> bool:
    """Whether a blank line only sets a heading off: the line above it, or the next with text."""
    above = sheet.roles[number - 2] if number > 1 else Role.BLANK
    after = (
        role for role in sheet.roles[number : number + _NEAR] if role is not Role.BLANK
    )
    return Role.HEADING in (above, next(after, Role.BLANK))


# ------------------------------------------------------------- notes in between


def _inner_notes(sheet: Sheet) -> None:
    """A note in brackets between two paragraphs of the story."""
    for passage in sheet.passages:
        text = passage.text
        if len(text) > 1500 or text[:1] not in "[({<*~" or not sheet.is_story(passage):
            continue
        if is_bracketed(text) and noteness(text) >= 3.0:
            span = passage.first, passage.last
            sheet.note(note_kind(text), "inside", *span, "writer-speaks")
