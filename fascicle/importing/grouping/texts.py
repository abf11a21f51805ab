"""The stories of a batch while they are being grouped."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from fascicle.importing.grouping.features import (
    ChapterFeatures,
    Features,
    StoryFeatures,
)
from fascicle.importing.grouping.sketches import Sketch, joined, unpacked
from fascicle.importing.story import Place


@dataclass(frozen=True)
class Text:
    """One story of one file, with where it stands."""

    file: int
    story: int
    stories_in_file: int
    name: str
    sha256: str
    repairs: int
    told: StoryFeatures

    @property
    def chapters(self) -> Sequence[ChapterFeatures]:
        return self.told.chapters

    @property
    def key(self) -> tuple[str, str, int]:
        """By what it is sorted: independent of the order of the files."""
        return (self.sha256, self.name, self.story)

    def place(self, chapter: int = 0) -> Place:
        return Place(self.file, self.story, chapter)

    @cached_property
    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    @cached_property
    def digest(self) -> str:
        return " ".join(chapter.digest for chapter in self.chapters if chapter.words)

    @cached_property
    def sketch(self) -> Sketch:
        return joined(sketches(self))

    def forget_sketch(self) -> None:
        """Give back the memory of its sketch; it is made anew when it is asked for."""
        self.__dict__.pop("sketch", None)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every chapter number that it states."""
        return frozenset(
            number for chapter in self.chapters for number in numbers(chapter)
        )


def sketches(text: Text) -> list[Sketch]:
    return [unpacked(chapter.sketch, chapter.rarity) for chapter in text.chapters]


def numbers(chapter: ChapterFeatures) -> Sequence[float]:
    """The numbers of a chapter; more than one where it is "chapters 3-5"."""
    if chapter.number is None:
        return ()
    first, last = chapter.number.value, chapter.last_number
    if last is None or not first < last < first + 1000:
        return (first,)
    return (first, *(float(n) for n in range(int(first) + 1, int(last) + 1)))


def texts_of(features: Sequence[Features]) -> list[Text]:
    """Every story that has chapters, in an order that does not depend on that of the files."""
    texts = [
        Text(at, story, len(file.stories), file.name, file.sha256, file.repairs, told)
        for at, file in enumerate(features)
        for story, told in enumerate(file.stories)
        if told.chapters
    ]
    return sorted(texts, key=lambda text: text.key)
