"""Proposed works as rows of the review desk, not saved: what grouping found, with the readings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from fascicle.core.html import strip_illegal
from fascicle.importing.contact import contact_of
from fascicle.importing.models import Part, SeriesProposal, SourceFile, Story
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Evidence,
    Place,
    ProposedChapter,
    ProposedSeries,
    ProposedWork,
    Reading,
    Reference,
)
from fascicle.importing.story import Story as ReadStory
from fascicle.importing.story_json import Json, dump, storable
from fascicle.importing.troubles import look_over
from fascicle.works.opening import opening_of

T = TypeVar("T")

_TAG = re.compile(r"<[^<>]*>")
_LOST = "\ufffd"
#: Notes that belong to the reader; the others stay in the reading alone.
_FOR_READERS = frozenset(("author-note", "disclaimer"))


@dataclass(slots=True)
class DraftPart:
    """A part and its text."""

    part: Part
    html: str
    versions: list["DraftPart"] = field(default_factory=list)


@dataclass(slots=True)
class DraftStory:
    """A story with its parts, ready to be saved."""

    story: Story
    parts: list[DraftPart]

    def look_over(self) -> None:
        """Find its troubles; count its words and parts."""
        parts = [draft.part for draft in self.parts]
        kept = [part for part in parts if part.becomes_chapter]
        others = [part for part in parts if not part.becomes_chapter]
        others += [copy.part for draft in self.parts for copy in draft.versions]
        self.story.word_count = sum(part.word_count for part in kept)
        self.story.part_count = len(kept)
        look_over(self.story, kept, others)


@dataclass(frozen=True, slots=True)
class Library:
    """The files of a batch by their place in the grouping, with what was read in them."""

    files: Sequence[SourceFile]
    readings: Mapping[int, Reading]

    def chapter(self, place: Place) -> ChapterText:
        return self.story(place).chapters[place.chapter]

    def story(self, place: Place) -> ReadStory:
        return self.readings[place.file].stories[place.story]

    def file(self, place: Place) -> SourceFile:
        return self.files[place.file]


def draft_story(work: ProposedWork, library: Library) -> DraftStory:
    """The rows for a proposed work."""
    parts = [
        _draft_part(chapter, position, library)
        for position, chapter in enumerate(work.chapters, 1)
    ]
    places = [chapter.place for chapter in work.chapters]
    told = [library.story(place) for place in dict.fromkeys(places)]
    name = library.file(places[0]).name
    language = next((story.language for story in told if story.language), None)
    totals = [library.chapter(place).total or 0 for place in places]
    story = Story(
        key=work.key[:100],
        opening=opening_of(next((part.html for part in parts if part.html), "")),
        language=work.language or (language.value if language else ""),
        language_sure=language.confidence if language else None,
        summary=strip_illegal(
            next((story.summary for story in told if story.summary), "")
        ),
        status="" if work.status == "unknown" else work.status,
        planned_chapters=work.total or max(totals) or None,
        relations=[_relation(reference, name) for reference in work.relations],
        belongs_sure=work.belongs.confidence if work.belongs else None,
    )
    story.title, story.title_sure = _text(work.title, 255)
    story.author, story.author_sure = _text(work.author, 150)
    concluded: dict[str, Conclusion[str] | Conclusion[bool] | None] = {
        "title": work.title,
        "author": work.author,
        "language": language,
        "belongs": work.belongs,
    }
    story.evidence = {
        field: _evidence(conclusion.evidence, name)
        for field, conclusion in concluded.items()
        if conclusion
    }
    if contact := contact_of(told, work.author):
        story.evidence["contact"] = _evidence(contact, name)
    return DraftStory(story, parts)


def _draft_part(chapter: ProposedChapter, position: int, library: Library) -> DraftPart:
    draft = draft_place(chapter.place, position, library)
    number = chapter.number or library.chapter(chapter.place).number
    if number:
        draft.part.number = number.value
        draft.part.number_sure = number.confidence
        name = library.file(chapter.place).name
        draft.part.evidence["number"] = _evidence(number.evidence, name)
    for copy in chapter.versions:
        version = draft_place(copy.place, position, library)
        version.part.copy_kind = copy.kind[:20]
        version.part.likeness = copy.likeness
        name = library.file(copy.place).name
        version.part.evidence["copy"] = _evidence(copy.evidence, name)
        draft.versions.append(version)
    return draft


def draft_place(place: Place, position: int, library: Library) -> DraftPart:
    """The row for one chapter of one file; one without text is excluded from the start."""
    chapter, file = library.chapter(place), library.file(place)
    language = library.story(place).language
    first, last = chapter.lines
    part = Part(
        file=file,
        position=position,
        first_line=first,
        last_line=max(first, last),
        last_number=chapter.last_number,
        language=language.value if language else "",
        notes_before=_notes(chapter, ("before",)),
        notes_after=_notes(chapter, ("after", "inside")),
        word_count=chapter.word_count,
        lost_letters=chapter.html.count(_LOST),
        excluded=not _TAG.sub("", chapter.html).strip(),
    )
    part.title, part.title_sure = _text(chapter.title, 255)
    if chapter.number:
        part.number = chapter.number.value
        part.number_sure = chapter.number.confidence
        part.evidence["number"] = _evidence(chapter.number.evidence, file.name)
    if chapter.title:
        part.evidence["title"] = _evidence(chapter.title.evidence, file.name)
    return DraftPart(part, strip_illegal(chapter.html))


def draft_series(series: ProposedSeries) -> SeriesProposal:
    """The row for a proposed series."""
    evidence = [*(series.title.evidence if series.title else ())]
    evidence += series.belongs.evidence if series.belongs else ()
    proposal = SeriesProposal(
        key=series.key[:100],
        belongs_sure=series.belongs.confidence if series.belongs else None,
        evidence=_evidence(evidence, ""),
    )
    proposal.title, proposal.title_sure = _text(series.title, 255)
    return proposal


def places_of(work: ProposedWork) -> Iterable[Place]:
    """Every chapter of every file that stands in a proposed work."""
    for chapter in work.chapters:
        yield chapter.place
        for copy in chapter.versions:
            yield copy.place


def _text(conclusion: Conclusion[str] | None, most: int) -> tuple[str, float | None]:
    if conclusion is None:
        return "", None
    text = " ".join(strip_illegal(conclusion.value).split())
    return text[:most], conclusion.confidence


def _notes(chapter: ChapterText, places: Sequence[str]) -> str:
    return "\n".join(
        strip_illegal(note.html)
        for note in chapter.notes
        if note.kind in _FOR_READERS and note.place in places
    )


def _relation(reference: Reference, name: str) -> dict[str, Json]:
    return {
        "kind": reference.kind,
        "title": strip_illegal(reference.title),
        "author": strip_illegal(reference.author),
        "number": reference.number,
        "evidence": _evidence(reference.evidence, name),
    }


def _evidence(evidence: Iterable[Evidence], name: str) -> list[Json]:
    """Evidence as JSON, each with the file it stands in."""
    found: list[Json] = []
    for each in evidence:
        plain = storable(dump(each))
        if isinstance(plain, dict):
            found.append({"file": name, **plain})
    return found
