"""What was understood, one flat record a file: for scoring, and for looking at with other tools."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fascicle.importing.story import (
    ChapterText,
    Copy,
    Grouping,
    ProposedChapter,
    ProposedSeries,
    ProposedWork,
    Reading,
)

#: Notes whose lines are part of the work's description rather than somebody speaking.
_DESCRIPTIVE = frozenset(("field",))
#: Versions that are not the same chapter: a part of it, or a whole that it is a part of.
_OF_OTHER_LENGTH = frozenset(("part", "whole"))


@dataclass(slots=True)
class _Membership:
    """Where the first text of a file stands in the proposals."""

    work: ProposedWork | None = None
    chapter: ProposedChapter | None = None
    series: ProposedSeries | None = None
    copy: Copy | None = None


@dataclass(slots=True)
class _Index:
    memberships: dict[int, _Membership] = field(default_factory=dict)

    def of(self, file: int) -> _Membership:
        return self.memberships.setdefault(file, _Membership())


def predictions(
    readings: Sequence[Reading], grouping: Grouping
) -> Iterator[dict[str, object]]:
    """One record a file, in the order of the readings.

    A file of several works says nothing of title, author or number: it has many.
    """
    index = _indexed(grouping)
    names = [reading.source.name for reading in readings]
    for number, reading in enumerate(readings):
        membership = index.of(number)
        record: dict[str, object] = {
            "file": reading.source.name,
            "encoding": reading.source.encoding,
            "problem": reading.problem.value if reading.problem else None,
        }
        record |= _statements(reading, membership)
        record |= _membership(membership, names)
        record |= _contents(reading)
        yield record


def _indexed(grouping: Grouping) -> _Index:
    index = _Index()
    series_of = {key: series for series in grouping.series for key in series.works}
    for work in grouping.works:
        for chapter in work.chapters:
            versions = [
                (copy.place, None if copy.kind in _OF_OTHER_LENGTH else chapter)
                for copy in chapter.versions
            ]
            for place, same in [(chapter.place, chapter), *versions]:
                membership = index.of(place.file)
                if membership.work is None:
                    membership.work, membership.chapter = work, same
                    membership.series = series_of.get(work.key)
    for copy in grouping.copies:
        membership = index.of(copy.place.file)
        membership.copy = membership.copy or copy
    return index


def _statements(reading: Reading, membership: _Membership) -> dict[str, object]:
    """Title, author, number and language."""
    if not reading.stories:
        return dict.fromkeys(("title", "author", "chapter_number", "language"))
    story = reading.stories[0]
    language = story.language.value if story.language else None
    if len(reading.stories) > 1:
        unknown = dict.fromkeys(("title", "author", "chapter_number"))
        return unknown | {"language": language}
    work = membership.work
    title = (work.title if work else None) or story.title
    author = (work.author if work else None) or story.author
    return {
        "title": title.value if title else None,
        "author": author.value if author else None,
        "chapter_number": _number(story.chapters, membership),
        "language": language,
    }


def _number(chapters: Sequence[ChapterText], membership: _Membership) -> float | None:
    """The number of the only chapter; a file that holds several, or all of a work, has none."""
    if len(chapters) != 1:
        return None
    number = chapters[0].number
    work, proposed = membership.work, membership.chapter
    if work and proposed and len(work.chapters) > 1:
        number = proposed.number or number
    return number.value if number else None


def _membership(membership: _Membership, names: Sequence[str]) -> dict[str, object]:
    work, series, copy = membership.work, membership.series, membership.copy
    position = None
    if work and series and len(series.positions) == len(series.works):
        position = series.positions[series.works.index(work.key)]
    return {
        "work_key": work.key if work else None,
        "series_key": f"series {series.key}" if series else (work and work.key),
        "series_position": position,
        "duplicate_of": names[copy.best.file] if copy else None,
    }


def _contents(reading: Reading) -> dict[str, object]:
    chapters = [chapter for story in reading.stories for chapter in story.chapters]
    return {
        "note_spans": [
            list(note.lines)
            for chapter in chapters
            for note in chapter.notes
            if note.kind not in _DESCRIPTIVE
        ],
        "scene_breaks": [
            mark.line for chapter in chapters for mark in chapter.scene_breaks
        ],
        "chapter_starts": [
            {
                "line": _heading_line(chapter),
                "number": chapter.number.value if chapter.number else None,
            }
            for chapter in chapters
        ],
        "emphasis": [text for chapter in chapters for text in chapter.emphasis],
        "word_count": sum(chapter.word_count for chapter in chapters),
    }


def _heading_line(chapter: ChapterText) -> int:
    """The line of a chapter's heading: notes and fields may stand above it."""
    first, last = chapter.lines
    for conclusion in (chapter.number, chapter.title):
        for evidence in conclusion.evidence if conclusion else ():
            if evidence.lines and first <= evidence.lines[0] < last:
                return evidence.lines[0]
    return first
