"""Roles of lines gathered into works and chapters, with what the file says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fascicle.core.wordcount import count_words_in_html
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Document,
    Evidence,
    Note,
    Reference,
    Role,
    Story,
)

from .headings import Heading
from .language import language_of
from .paragraph import Paragraph
from .paragraphs import Setter
from .references import Said, number_before, references_in
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

_DESCRIBING = frozenset(("summary", "series", "other", "title", "part"))


@dataclass(slots=True)
class _Work:
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def stories_of(document: Document, plan: Plan, emphasis: str) -> tuple[Story, ...]:
    """The works of a file, each with its chapters, in the order they stand."""
    setter = Setter(document)
    language = language_of(document)
    works = _works(plan)
    stories = []
    for number, work in enumerate(works):
        first = 1 if number == 0 else work.sections[0].first
        last = (
            works[number + 1].sections[0].first - 1
            if number + 1 < len(works)
            else len(document.lines)
        )
        notes = [n for n in plan.notes if first <= n.lines[0] <= last]
        stories.append(_story(document, plan, setter, work, notes, emphasis, language))
    return tuple(stories)


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
    for number, work in enumerate(works):
        frame = plan.frame if number == 0 else []
        head = work.sections[0].head.items if work.sections else []
        work.items = [*frame, *head]
    return [work for work in works if work.sections]


def _merged(sections: Sequence[Section]) -> Section:
    last = sections[-1]
    if len(sections) == 1:
        return last
    items = [item for section in sections for item in section.head.items]
    head = replace(last.head, items=items)
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


# ------------------------------------------------------------- a work


def _story(
    document: Document,
    plan: Plan,
    setter: Setter,
    work: _Work,
    notes: Sequence[Note],
    emphasis: str,
    language: Conclusion[str] | None,
) -> Story:
    marked = [_with_html(setter, document, note) for note in notes]
    chapters = [
        _chapter(document, plan, setter, section, _within(marked, section), emphasis)
        for section in work.sections
    ]
    chapters[0] = _with_frame(chapters[0], work, marked)
    series, position = series_of(work.items)
    fields = [(i.value and i.text.partition(":")[0].strip(), i.value)
              for i in work.items if i.kind == "field" and i.label != "note"]  # fmt: skip
    summary = next(
        (i.value for i in work.items if i.kind == "field" and i.label == "summary"), ""
    )
    return Story(
        tuple(chapters),
        title_of(work.items),
        author_of(work.items),
        series,
        position,
        language,
        summary,
        tuple((name, value) for name, value in fields if name),
        tuple(_references(document, work, notes)),
    )


def _within(notes: Sequence[Note], section: Section) -> list[Note]:
    return [note for note in notes if section.first <= note.lines[0] <= section.last]


def _with_frame(
    chapter: ChapterText, work: _Work, notes: Sequence[Note]
) -> ChapterText:
    """Let the subject or the page's title number the first chapter where no heading does."""
    if chapter.number or len(work.sections) > 1:
        return chapter
    divided = bool(work.sections[0].divisions)
    number, heading = number_of(work.items, divided=divided)
    total = chapter.total or total_of(work.items)
    if number is None:
        number = _number_from_notes(notes)
    title = chapter.title
    if heading and heading.title and title is None:
        title = chapter_title_of(work.items)
    return replace(chapter, number=number, total=total, title=title)


def _number_from_notes(notes: Sequence[Note]) -> Conclusion[float] | None:
    """The number of this part, told by notes that speak of the one before or after."""
    for note in notes:
        quote = " ".join(e.quote for e in note.evidence)
        text = note.html or quote
        before = number_before(text) if note.place == "before" else None
        if before is not None:
            return Conclusion(
                before + 1, 0.8, (Evidence("note-of-part-before", quote, note.lines),)
            )
        following = [
            r.number
            for r in references_in([(text, note.lines)])
            if r.kind == "continued-in" and r.number and r.number > 1
        ]
        if following and following[0]:
            return Conclusion(
                following[0] - 1,
                0.8,
                (Evidence("note-of-next-part", quote, note.lines),),
            )
    return None


def _references(
    document: Document, work: _Work, notes: Sequence[Note]
) -> list[Reference]:
    return references_in(_said(document, work, notes))


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


def _chapter(
    document: Document,
    plan: Plan,
    setter: Setter,
    section: Section,
    notes: Sequence[Note],
    emphasis: str,
) -> ChapterText:
    roles = _without_head(plan, section)
    text = set_story(
        document, section.first, section.last, roles, emphasis, setter=setter
    )
    items = section.head.items
    number, heading = number_of(items, divided=bool(section.divisions))
    ending = section.tail.ending
    total = total_of(items)
    if number is None and ending and ending.number is not None:
        quote = Evidence("end-mark", "", (section.last, section.last))
        number = Conclusion(ending.number, 0.85, (quote,))
        total = total or ending.total
    return ChapterText(
        lines=(section.first, section.last),
        number=number,
        last_number=heading.last if heading else None,
        total=total,
        title=chapter_title_of(items),
        html=text.html,
        word_count=count_words_in_html(_prose(text.html)),
        paragraph_count=text.paragraph_count,
        notes=tuple(notes),
        scene_breaks=text.scene_breaks,
        emphasis=text.emphasis,
        ends=_ends(section),
    )


def _ends(section: Section) -> str:
    ending = section.tail.ending
    if ending is None:
        return ""
    return "ended" if ending.kind == "ended" else "continued"


def _without_head(plan: Plan, section: Section) -> Sequence[Role]:
    """Roles in which titles and headings above the text are not set as part of it."""
    roles = plan.roles
    if not section.head.items:
        return roles
    shown = list(roles)
    for item in section.head.items:
        for number in range(item.lines[0], item.lines[1] + 1):
            if shown[number - 1] is Role.HEADING:
                shown[number - 1] = Role.FIELD
    return shown


def _prose(html: str) -> str:
    """The text whose words count: without the headings in it."""
    return "\n".join(line for line in html.split("\n") if not line.startswith("<h3>"))


def _with_html(setter: Setter, document: Document, note: Note) -> Note:
    first, last = note.lines
    lines = document.lines[first - 1 : last]
    shown = "".join(
        f"<p>{paragraph.html}</p>"
        for paragraph in setter.paragraphs(lines)
        if isinstance(paragraph, Paragraph)
    )
    return replace(note, html=shown)


def heading_of(section: Section) -> Heading | None:
    """The heading that numbers a section."""
    return number_of(section.head.items, divided=bool(section.divisions))[1]
