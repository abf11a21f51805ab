"""What front matter says: of a work its title, author and series, of a chapter its number and name.

Where it says nothing, None: nothing is made up.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from fascicle.importing.story import Conclusion

from .appearance import is_name_like, undecorated
from .bylines import clean_name, parse_title_and_byline
from .headings import Heading, parse_counter, parse_heading
from .series import split_series
from .sheet import Item
from .subjects import Subject, parse_subject
from .vocabulary import CHAPTER_WORDS, LARGE_WORDS

T = TypeVar("T")
_NO_SERIES = frozenset(
    ("none", "no", "n/a", "-", "standalone", "keine", "aucune", "нет")
)
_SITE = re.compile(
    r"(?i)\s*(?:[-–—|:»]+)\s*[^-–—|:»]*(?:\.(?:net|com|org|info|de|ru)\b|fan ?fiction|archive"
    r"|library|stories online|literature|wattpad)[^-–—|:»]*$"
)
_AUTHOR_ONLY = re.compile(r"(?i)^by\s+(.{2,50})$")
_GENERIC = re.compile(
    r"(?i)^(?:untitled.{0,12}|new page.{0,4}|index|home|document.{0,4}|page.{0,4}|story|no title"
    r"|default|.*\.(?:html?|txt|doc))?$"
)


def title_of(items: Sequence[Item]) -> Conclusion[str] | None:
    """The title of the work, never the name of a chapter."""
    return _first(
        _field_title(items),
        _joined_title(items),
        _counted_title(items),
        _short_title(items),
        _subject_title(items),
        _page_title(items),
    )


def author_of(items: Sequence[Item]) -> Conclusion[str] | None:
    """Who the work is by."""
    return _first(
        _field_author(items),
        _byline_author(items),
        _author_under_title(items),
        _subject_author(items),
        _page_author(items),
        _posting_member(items),
    )


def series_of(
    items: Sequence[Item],
) -> tuple[Conclusion[str] | None, Conclusion[float] | None]:
    """The series that a field or a line names, and the work's place in it where told."""
    for item in items:
        if item.kind == "field" and item.label == "series":
            name, number = split_series(item.value)
            rule = "series-field"
        elif item.kind == "series":
            name, number = item.author, item.number
            rule = "series-line"
        else:
            continue
        if name and name.casefold() not in _NO_SERIES:
            evidence = (item.evidence(rule),)
            place = Conclusion(number, 0.9, evidence) if number is not None else None
            return Conclusion(name, 0.92, evidence), place
    return None, None


def number_of(
    items: Sequence[Item], *, divided: bool
) -> tuple[Conclusion[float] | None, Heading | None]:
    """The chapter's or part's number, and the heading it stands in.

    ``divided``: stretches under bare numbers follow, so that a bare number is only the first
    of these.
    """
    ranked = sorted(_headings(items), key=lambda pair: _rank(pair[1]))
    for item, heading in ranked:
        if heading.number is None or (divided and heading.kind == "bare"):
            continue
        rule = f"{item.kind}-{heading.kind}" if item.kind != "heading" else "heading"
        sure = 0.82 if heading.kind == "bare" else 0.95
        return Conclusion(heading.number, sure, (item.evidence(rule),)), heading
    return None, None


def total_of(items: Sequence[Item]) -> int | None:
    """How many parts there are, where a heading says so."""
    totals = [h.total for _, h in _headings(items) if h.total]
    return totals[0] if totals else None


def chapter_title_of(items: Sequence[Item]) -> Conclusion[str] | None:
    """The name of the chapter: in its heading, or on a line under it."""
    for item, heading in _headings(items):
        if heading.title:
            joined = parse_title_and_byline(heading.title)
            name = joined.title if joined else heading.title
            if not _AUTHOR_ONLY.match(name):
                return Conclusion(name, 0.9, (item.evidence("heading"),))
    seen = False
    for item in items:
        if item.kind == "heading":
            seen = True
        elif item.kind == "short" and seen:
            return Conclusion(item.value, 0.85, (item.evidence("under-heading"),))
        elif seen:
            seen = item.kind == "aside"
    return None


# ------------------------------------------------------------- headings


def _headings(items: Iterable[Item]) -> list[tuple[Item, Heading]]:
    found = []
    for item in items:
        heading = item.heading
        if item.kind == "subject":
            heading = parse_subject(item.value).heading
        elif item.kind == "page":
            heading = _page_heading(item)
        if heading:
            found.append((item, heading))
    return found


def _page_heading(item: Item) -> Heading | None:
    text = _SITE.sub("", item.text)
    heading = parse_heading(text) or parse_counter(text)
    return heading if heading and heading.kind != "bare" else None


def _rank(heading: Heading) -> int:
    """Chapters before counters before parts before bare numbers."""
    if heading.kind == "bare":
        return 4
    if heading.word in LARGE_WORDS:
        return 3
    if heading.kind == "chapter":
        return 0 if heading.word in CHAPTER_WORDS else 1
    return 1


# ------------------------------------------------------------- titles


def _field_title(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        if item.kind != "field" or item.label != "title" or not item.value:
            continue
        value = item.value
        if item.heading:
            value = item.heading.work
        joined = parse_title_and_byline(value)
        if joined and is_name_like(joined.author):
            value = joined.title
        if value:
            return Conclusion(undecorated(value), 0.96, (item.evidence("title-field"),))
    return None


def _joined_title(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        if item.kind == "series" and item.value:
            return Conclusion(item.value, 0.92, (item.evidence("title-with-series"),))
        if item.kind == "both":
            heading = parse_counter(item.value) or parse_heading(item.value)
            value = heading.work if heading else item.value
            if value:
                return Conclusion(value, 0.93, (item.evidence("title-line"),))
    return None


def _counted_title(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        if item.kind == "heading" and item.heading and item.heading.work:
            title = item.heading.work
            joined = parse_title_and_byline(title)
            title = joined.title if joined else title
            return Conclusion(
                undecorated(title), 0.93, (item.evidence("title-with-part"),)
            )
    return None


def _short_title(items: Sequence[Item]) -> Conclusion[str] | None:
    """A line that stands above the heading, the byline or the text."""
    for at, item in enumerate(items):
        if item.kind == "heading" and not item.heading_is_large:
            return None
        if item.kind == "byline" and _is_title_with_by(item, items):
            return Conclusion(
                undecorated(item.text), 0.85, (item.evidence("title-line"),)
            )
        if item.kind == "short":
            item = _below_author(items, at) or item
            backed = item.styled or _is_backed(items[at + 1 :])
            sure = 0.9 if backed else 0.75
            return Conclusion(item.value, sure, (item.evidence("title-line"),))
    return None


def _below_author(items: Sequence[Item], at: int) -> Item | None:
    """The title where the writer's name stands above it."""
    above, below = items[at], items[at + 1] if at + 1 < len(items) else None
    if below is None or below.kind != "short" or below.block != above.block:
        return None
    full = "." in above.value or len(below.value.split()) > 1
    if full and is_name_like(above.value) and not is_name_like(below.value):
        return below
    return None


def _is_title_with_by(item: Item, items: Sequence[Item]) -> bool:
    """A title that begins with "By", above the byline."""
    bylines = [other for other in items if other.kind == "byline"]
    return (
        len(bylines) > 1
        and item is bylines[0]
        and item is items[0]
        and not is_name_like(item.author)
    ) or (
        len(bylines) > 1
        and item is bylines[0]
        and not any(other.kind in ("short", "both") for other in items)
        and bylines[1].block == item.block
    )


def _is_backed(after: Sequence[Item]) -> bool:
    return any(item.kind in ("heading", "byline", "field") for item in after)


def _subject_title(items: Sequence[Item]) -> Conclusion[str] | None:
    for item, subject in _subjects(items):
        if subject.title and not _GENERIC.match(subject.title):
            return Conclusion(subject.title, 0.85, (item.evidence("mail-subject"),))
    return None


def _page_title(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        if item.kind != "page":
            continue
        text = _SITE.sub("", item.text).strip()
        heading = parse_heading(text) or parse_counter(text)
        text = heading.work if heading else text
        joined = parse_title_and_byline(text)
        text = joined.title if joined else text
        if text and len(text) < 100 and not _GENERIC.match(text):
            return Conclusion(undecorated(text), 0.82, (item.evidence("page-title"),))
    return None


# ------------------------------------------------------------- authors


def _field_author(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        if item.kind == "field" and item.label == "author":
            name = clean_name(item.value)
            if name and len(name) < 90:
                return Conclusion(name, 0.96, (item.evidence("author-field"),))
        if item.kind == "field" and item.label == "title":
            joined = parse_title_and_byline(item.value)
            if joined and is_name_like(joined.author):
                return Conclusion(joined.author, 0.9, (item.evidence("title-field"),))
    return None


def _byline_author(items: Sequence[Item]) -> Conclusion[str] | None:
    items = [item for item in items if not _is_title_with_by(item, items)]
    for item in items:
        if item.kind in ("byline", "both") and item.author:
            return Conclusion(item.author, 0.93, (item.evidence("byline"),))
        if item.kind == "heading" and item.heading:
            joined = parse_title_and_byline(item.heading.work)
            joined = joined or parse_title_and_byline(item.heading.title)
            if joined:
                return Conclusion(joined.author, 0.85, (item.evidence("byline"),))
            tail = _AUTHOR_ONLY.match(item.heading.title)
            if tail:
                return Conclusion(clean_name(tail[1]), 0.9, (item.evidence("byline"),))
    return None


def _author_under_title(items: Sequence[Item]) -> Conclusion[str] | None:
    """A name alone on the line under the title."""
    shorts = []
    for item in items:
        if item.kind == "heading":
            break
        if item.kind == "short":
            shorts.append(item)
    if len(shorts) >= 2 and _below_author(items, items.index(shorts[0])):
        return Conclusion(shorts[0].value, 0.82, (shorts[0].evidence("over-title"),))
    if len(shorts) >= 2 and is_name_like(shorts[1].value):
        sure = 0.82 if shorts[0].block == shorts[1].block else 0.7
        return Conclusion(shorts[1].value, sure, (shorts[1].evidence("under-title"),))
    return None


def _subject_author(items: Sequence[Item]) -> Conclusion[str] | None:
    passed_on = any(item.label == "passed-on" for item in items)
    for item, subject in _subjects(items):
        if subject.author:
            return Conclusion(subject.author, 0.85, (item.evidence("mail-subject"),))
        passed_on = passed_on or subject.passed_on
    sender = next((item for item in items if item.kind == "sender"), None)
    if sender is None or passed_on:
        return None
    name = clean_name(re.sub(r"<[^<>]*>|\S+@\S+", " ", sender.value).strip(" \"'()"))
    if not is_name_like(name):
        return None
    return Conclusion(name, 0.8, (sender.evidence("mail-sender"),))


def _posting_member(items: Sequence[Item]) -> Conclusion[str] | None:
    """Whoever posted, on a board or in a journal."""
    for item in items:
        if item.kind == "member" and item.author:
            return Conclusion(item.author, 0.75, (item.evidence("mail-sender"),))
    return None


def _page_author(items: Sequence[Item]) -> Conclusion[str] | None:
    for item in items:
        joined = parse_title_and_byline(_SITE.sub("", item.text))
        if item.kind == "page" and joined:
            return Conclusion(joined.author, 0.8, (item.evidence("page-title"),))
    return None


def _subjects(items: Sequence[Item]) -> list[tuple[Item, Subject]]:
    return [
        (item, parse_subject(item.value)) for item in items if item.kind == "subject"
    ]


def _first(*found: Conclusion[T] | None) -> Conclusion[T] | None:
    return next((conclusion for conclusion in found if conclusion), None)
