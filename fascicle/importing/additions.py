"""What a batch adds to works that the library has: further chapters, other copies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from fascicle.core.names import name_key, title_key
from fascicle.importing.models import Batch, Part, SourceFile
from fascicle.importing.proposals import DraftStory, Library
from fascicle.importing.story import Copy, Place, ProposedChapter, ProposedWork
from fascicle.importing.troubles import Trouble
from fascicle.works.models import Chapter, Work


@dataclass(frozen=True, slots=True)
class Known:
    """What the library has of the files at hand."""

    chapters: dict[tuple[int, int], Chapter]  # by file and first line
    again: frozenset[int]  # files of other batches: only what the library has counts

    def chapter(self, place: Place, library: Library) -> Chapter | None:
        line = library.chapter(place).lines[0]
        return self.chapters.get((library.file(place).pk, line))

    def is_new(self, place: Place, library: Library) -> bool:
        file = library.file(place).pk
        return file not in self.again and self.chapter(place, library) is None


@dataclass(frozen=True, slots=True)
class Addition:
    """What is new in a proposed work, and the work in the library that it belongs to."""

    work: ProposedWork
    adds_to: int | None = None
    copies: dict[Place, tuple[int, Copy | None]] = field(default_factory=dict)


def known_chapters(files: Sequence[SourceFile], batch: Batch) -> Known:
    """The chapters that were made of these files."""
    again = frozenset(file.pk for file in files if file.batch_id != batch.pk)
    own = batch.stories.accepted().exists()
    if not again and not own:
        return Known({}, again)
    chapters = {}
    pks = [file.pk for file in files]
    for at in range(0, len(pks), 500):
        made = Part.objects.made().filter(file__in=pks[at : at + 500])
        for part in made.select_related("chapter"):
            if part.chapter:
                chapters[part.file_id, part.first_line] = part.chapter
    return Known(chapters, again)


def what_is_new(work: ProposedWork, library: Library, known: Known) -> Addition | None:
    """The proposed work without what the library has; None if that is all of it."""
    if not known.again and not known.chapters:
        return Addition(work)
    chapters: list[ProposedChapter] = []
    works: Counter[int] = Counter()
    copies: dict[Place, tuple[int, Copy | None]] = {}
    for chapter in work.chapters:
        there = _there(chapter, library, known)
        fresh = list(_fresh(chapter, library, known))
        if there is None:
            chapters += _promoted(fresh)
            continue
        works[there.work_id] += 1
        for place, copy in fresh:
            copies[place] = (there.pk, copy)
            chapters.append(ProposedChapter(place))
    if not chapters:
        return None
    adds_to = works.most_common(1)[0][0] if works else None
    return Addition(replace(work, chapters=tuple(chapters)), adds_to, copies)


def _there(chapter: ProposedChapter, library: Library, known: Known) -> Chapter | None:
    places = [chapter.place, *(copy.place for copy in chapter.versions)]
    found = (known.chapter(place, library) for place in places)
    return next((there for there in found if there), None)


def _fresh(
    chapter: ProposedChapter, library: Library, known: Known
) -> Iterable[tuple[Place, Copy | None]]:
    texts: list[tuple[Place, Copy | None]] = [(chapter.place, None)]
    texts += [(copy.place, copy) for copy in chapter.versions]
    return (text for text in texts if known.is_new(text[0], library))


def _promoted(
    fresh: list[tuple[Place, Copy | None]],
) -> Iterable[ProposedChapter]:
    """A chapter of the new texts alone: the first is its text, the others are versions."""
    if fresh:
        versions = tuple(copy for _place, copy in fresh[1:] if copy)
        yield ProposedChapter(fresh[0][0], versions=versions)


# ---------------------------------------------------------------- by title and author


def note_same_titles(drafts: Sequence[DraftStory]) -> None:
    """Where the library has a work of a story's title and author: its continuation, or trouble."""
    by_title: dict[str, list[DraftStory]] = {}
    for draft in drafts:
        key = title_key(draft.story.title)[:255]
        if key and draft.story.author and not draft.story.adds_to_id:
            by_title.setdefault(key, []).append(draft)
    works = Work.objects.titled(list(by_title)).prefetch_related("pen_names")
    for work in works:
        names = {pen_name.key for pen_name in work.pen_names.all()}
        for draft in by_title[work.title_key]:
            if name_key(draft.story.author) in names:
                _note_same_title(draft, work)


def _note_same_title(draft: DraftStory, work: Work) -> None:
    numbers = [each.part.number for each in draft.parts]
    last = max(
        (_number(chapter) for chapter in work.chapters.living().in_order()), default=0.0
    )
    if numbers and all(number is not None and number > last for number in numbers):
        draft.story.adds_to = work
    else:
        draft.story.troubles = [*draft.story.troubles, Trouble.SAME_TITLE]


def _number(chapter: Chapter) -> float:
    """What the chapter is counted as; "3-5" ends at 5."""
    last = chapter.number.replace("–", "-").rsplit("-", 1)[-1]
    try:
        return float(last)
    except ValueError:
        return float(chapter.position)
