"""What grouping has to know of a file: a few thousand characters, but none of its text."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from fascicle.importing.grouping import cast, edges
from fascicle.importing.grouping.sketches import packed, sketch_of
from fascicle.importing.grouping.words import plain, words_of
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Reading,
    Reference,
    Story,
)

_MARKS = re.compile("[“”‘’«»„—–…]")


@dataclass(frozen=True, slots=True)
class ChapterFeatures:
    """One chapter of a file: what it states, and signs of its text."""

    number: Conclusion[float] | None = None
    last_number: float | None = None
    total: int | None = None
    title: str = ""
    ends: str = ""
    words: int = 0
    paragraphs: int = 0
    digest: str = ""  # of all its words, in order
    sketch: str = ""  # see sketches
    rarity: int = 0
    head: str = ""  # how its text begins and ends (see edges)
    tail: str = ""
    vocabulary: int = 0  # how many different words; slips of the pen add to them
    emphasis: int = 0
    marks: int = 0  # real quotation marks and dashes
    lost: int = 0  # letters that could not be read


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """One story of a file. ``names`` is its cast, packed (see ``cast``)."""

    chapters: tuple[ChapterFeatures, ...] = ()
    title: Conclusion[str] | None = None
    author: Conclusion[str] | None = None
    series: Conclusion[str] | None = None
    series_position: Conclusion[float] | None = None
    language: str = ""
    references: tuple[Reference, ...] = ()
    names: str = ""


@dataclass(frozen=True, slots=True)
class Features:
    """One file; ``repairs`` counts what had to be mended in it."""

    name: str = ""
    sha256: str = ""
    repairs: int = 0
    stories: tuple[StoryFeatures, ...] = ()


def features_of(reading: Reading) -> Features:
    """The features of everything that was read in a file. Pure; small whatever the file's size."""
    source = reading.source
    return Features(
        source.name,
        source.sha256,
        sum(repair.count for repair in source.repairs),
        tuple(_story(story) for story in reading.stories),
    )


def _story(story: Story) -> StoryFeatures:
    texts = [plain(chapter.html) for chapter in story.chapters]
    language = story.language.value if story.language else ""
    names = cast.names_of(" ".join(texts), language)
    return StoryFeatures(
        tuple(map(_chapter, story.chapters, texts)),
        story.title,
        story.author,
        story.series,
        story.series_position,
        language,
        tuple(story.references),
        cast.packed(names),
    )


def _chapter(chapter: ChapterText, text: str) -> ChapterFeatures:
    words = words_of(text)
    sketch = sketch_of(words)
    return ChapterFeatures(
        number=chapter.number,
        last_number=chapter.last_number,
        total=chapter.total,
        title=chapter.title.value[:200] if chapter.title else "",
        ends=chapter.ends,
        words=chapter.word_count or len(words),
        paragraphs=chapter.paragraph_count,
        digest=blake2b(" ".join(words).encode(), digest_size=8).hexdigest(),
        sketch=packed(sketch),
        rarity=sketch.rarity,
        head=edges.packed(words[: edges.REACH]),
        tail=edges.packed(words[-edges.REACH :]),
        vocabulary=len(set(words)),
        emphasis=chapter.html.count("<em") + chapter.html.count("<strong"),
        marks=len(_MARKS.findall(text)),
        lost=text.count("\ufffd"),
    )
