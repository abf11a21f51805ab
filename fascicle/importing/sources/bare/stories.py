"""Roles of lines gathered into works and chapters, with what the file says of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fascicle.core.wordcount import count_words_in_html
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Document,
    Evidence,
    Note,
    Role,
    Story,
)

from .language import language_of
from .paragraph import Paragraph
from .paragraphs import Setter
from .references import Said, number_before, number_said, references_in
from .roles import Plan, Section
from .setting import set_story
from .sheet import Item
from .statements import (
    author_of,
    chapter_title_of,
    number_of,
    series_of,
    title_of,
    total_of,
)

_TAG = re.compile(r"<[^<>]*>")
_CONTENTS = 4  # headings in a row, without text, that make a table of contents
_DESCRIBING = frozenset(("summary", "series", "other", "title", "part"))


@dataclass(slots=True)
class _Work:
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Press:
    """What every stretch of one file is set with."""

    document: Document
    setter: Setter
    roles: Sequence[Role]  # headings above a text do not show as part of it
    emphasis: str


def stories_of(document: Document, plan: Plan, emphasis: str) -> tuple[Story, ...]:
    """The works of a file, each with its chapters, in the order they stand."""
    works = _works(plan)
    roles = _without_heads(plan.roles, works)
    press = _Press(document, Setter(document), roles, emphasis)
    language = language_of(document)
    notes = [_with_html(press, note) for note in plan.notes]
    places = [note.lines[0] for note in notes]
    edges = [1, *(work.sections[0].first for work in works[1:])]
    edges.append(len(document.lines) + 1)
    return tuple(
        _story(
            press,
            work,
            notes[bisect_left(places, first) : bisect_left(places, end)],
            language,
        )
        for work, (first, end) in zip(works, pairwise(edges), strict=True)
    )


# ------------------------------------------------------------- sections → works


def _works(plan: Plan) -> list[_Work]:
    """Sections gathered into works; one without story is the front matter of the next."""
    works = [_Work()]
    pending: list[Section] = []
    for section in plan.sections:
        if section.begins_work and works[-1].sections:
            works.append(_Work())
        pending.append(section)
        if _has_story(plan, section):
            works[-1].sections.append(_merged(pending))
            pending = []
    if pending:
        _append(works[-1], pending)
    works = [work for work in works if work.sections]
    for number, work in enumerate(works):
        frame = plan.frame if number == 0 else []
        work.items = [*frame, *work.sections[0].head.items]
    return works


def _merged(sections: Sequence[Section]) -> Section:
    """A chapter, and the headings without text right above it.

    Of many such headings, a table of contents, only what is no heading is taken.
    """
    last = sections[-1]
    if len(sections) == 1:
        return last
    above = [item for section in sections[:-1] for item in section.head.items]
    if len(sections) >= _CONTENTS:
        above = [item for item in above if item.kind != "heading"]
    head = replace(last.head, items=above + last.head.items)
    return replace(last, first=sections[0].first, head=head)


def _append(work: _Work, pending: Sequence[Section]) -> None:
    """Headings at the end with nothing under them belong to the chapter before."""
    if work.sections:
        work.sections[-1] = replace(work.sections[-1], last=pending[-1].last)
    else:
        work.sections.append(_merged(pending))


def _has_story(plan: Plan, section: Section) -> bool:
    return any(
        role is Role.STORY for role in plan.roles[section.first - 1 : section.last]
    )


def _without_heads(roles: Sequence[Role], works: Sequence[_Work]) -> Sequence[Role]:
    """Roles in which titles and headings above a text are not set as part of it."""
    shown = list(roles)
    for work in works:
        for section in work.sections:
            for item in section.head.items:
                for number in range(item.lines[0], item.lines[1] + 1):
                    if shown[number - 1] is Role.HEADING:
                        shown[number - 1] = Role.FIELD
    return shown


# ------------------------------------------------------------- a work


def _story(
    press: _Press,
    work: _Work,
    notes: Sequence[Note],
    language: Conclusion[str] | None,
) -> Story:
    chapters = [_chapter(press, section, notes) for section in work.sections]
    chapters[0] = _with_frame(chapters[0], work, notes)
    series, position = series_of(work.items)
    stated = [item for item in work.items if item.kind == "field"]
    return Story(
        tuple(chapters),
        title_of(work.items),
        author_of(work.items),
        series,
        position,
        language,
        next((item.value for item in stated if item.label == "summary"), ""),
        tuple(
            (item.text.partition(":")[0].strip(" *_"), item.value)
            for item in stated
            if item.label != "note" and item.value
        ),
        tuple(references_in(_said(press.document, work, notes))),
    )


def _with_frame(
    chapter: ChapterText, work: _Work, notes: Sequence[Note]
) -> ChapterText:
    """Let the subject, the page's title or a note number the only chapter where no heading does."""
    if chapter.number or len(work.sections) > 1:
        return chapter
    number, heading = number_of(work.items, divided=bool(work.sections[0].divisions))
    title = chapter.title
    if heading and heading.title and title is None:
        title = chapter_title_of(work.items)
    return replace(
        chapter,
        number=number or _number_from_notes(notes),
        total=chapter.total or total_of(work.items),
        title=title,
    )


def _number_from_notes(notes: Sequence[Note]) -> Conclusion[float] | None:
    """The number of this part, told by notes that speak of the one before or after."""
    for note in notes:
        quote = " ".join(evidence.quote for evidence in note.evidence)
        text = _TAG.sub(" ", note.html) or quote
        own = number_said(text) if note.place == "before" else None
        if own is not None:
            evidence = Evidence("note-of-part", quote, note.lines)
            return Conclusion(own, 0.85, (evidence,))
        before = number_before(text) if note.place == "before" else None
        if before is not None:
            evidence = Evidence("note-of-part-before", quote, note.lines)
            return Conclusion(before + 1, 0.8, (evidence,))
        for reference in references_in([(text, note.lines)]):
            following = reference.number
            if reference.kind == "continued-in" and following and following > 1:
                evidence = Evidence("note-of-next-part", quote, note.lines)
                return Conclusion(following - 1, 0.8, (evidence,))
    return None


def _said(document: Document, work: _Work, notes: Sequence[Note]) -> Iterator[Said]:
    """The texts in which a writer may speak of other works."""
    for section in work.sections:
        for item in section.head.items:
            if item.kind == "field" and item.label in _DESCRIBING:
                yield item.value, item.lines
            elif item.kind in ("short", "aside"):
                yield item.text, item.lines
    for note in notes:
        if note.kind in ("author-note", "summary"):
            first, last = note.lines
            lines = document.lines[first - 1 : last]
            yield " ".join(line.text.strip() for line in lines), note.lines


# ------------------------------------------------------------- a chapter


def _chapter(press: _Press, section: Section, notes: Sequence[Note]) -> ChapterText:
    text = set_story(
        press.document,
        section.first,
        section.last,
        press.roles,
        press.emphasis,
        setter=press.setter,
    )
    items = section.head.items
    number, heading = number_of(items, divided=bool(section.divisions))
    total = total_of(items)
    ending = section.tail.ending
    if number is None and ending and ending.number is not None:
        number = Conclusion(ending.number, 0.85, (_end_evidence(press, section),))
        total = total or ending.total
    places = [note.lines[0] for note in notes]
    own = notes[bisect_left(places, section.first) : bisect_right(places, section.last)]
    return ChapterText(
        lines=(section.first, section.last),
        number=number,
        last_number=heading.last if heading else None,
        total=total,
        title=chapter_title_of(items),
        html=text.html,
        word_count=count_words_in_html(_prose(text.html)),
        paragraph_count=text.paragraph_count,
        notes=tuple(own),
        scene_breaks=text.scene_breaks,
        emphasis=text.emphasis,
        ends=_ends(section),
    )


def _end_evidence(press: _Press, section: Section) -> Evidence:
    line = section.tail.line or section.last
    quote = press.document.lines[line - 1].text.strip()[:200]
    return Evidence("end-mark", quote, (line, line))


def _ends(section: Section) -> str:
    ending = section.tail.ending
    if ending is None:
        return ""
    return "ended" if ending.kind == "ended" else "continued"


def _prose(html: str) -> str:
    """The text whose words count: without the headings in it."""
    return "\n".join(line for line in html.split("\n") if not line.startswith("<h2>"))


def _with_html(press: _Press, note: Note) -> Note:
    first, last = note.lines
    lines = press.document.lines[first - 1 : last]
    shown = "".join(
        f"<p>{paragraph.html}</p>"
        for paragraph in press.setter.paragraphs(lines)
        if isinstance(paragraph, Paragraph)
    )
    return replace(note, html=shown)
