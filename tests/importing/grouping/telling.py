"""Small invented stories, told so that grouping has something to compare."""

import random
from collections.abc import Sequence
from hashlib import sha256

from fascicle.core.wordcount import count_words
from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features, features_of
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Evidence,
    Grouping,
    Reading,
    Reference,
    SourceText,
    Story,
)

HARBOUR = ("Ottiline", "Brask", "Wennick")
MOUNTAIN = ("Zerrin", "Halvorsen", "Quillaby")
MARKET = ("Peverell", "Tansy", "Orlop")

_THINGS = (
    "lantern rope kettle ladder window barrel orchard bridge meadow chimney basket hedge mill "
    "oar feather candle bucket garden stair cellar quay wheel thimble compass ledger pump attic "
    "clock anvil loom kite harness pantry shutter flute satchel plough almanac trellis buoy"
).split()
_DEEDS = (
    "carried mended painted forgot lifted counted borrowed polished hid found wrapped measured "
    "returned washed lowered sketched traded guarded repaired described weighed missed opened "
    "turned folded watched praised dragged buried unlocked traced copied emptied balanced"
).split()
_KINDS = (
    "old wet narrow silver quiet crooked green heavy hollow small yellow broken warm distant "
    "patient wooden borrowed empty early crowded dusty round second painted lonely spare"
).split()


def prose(
    seed: object, cast: Sequence[str] = HARBOUR, sentences: int = 60
) -> list[str]:
    """Sentences about the cast; other seeds tell other things."""
    chance = random.Random(str(seed))

    def thing() -> str:
        return f"{chance.choice(_KINDS)} {chance.choice(_THINGS)}"

    return [
        f"Some {thing()} later {chance.choice(cast)} {chance.choice(_DEEDS)} every {thing()} "
        f"and {thing()}, while {chance.choice(cast)} {chance.choice(_DEEDS)} one {thing()}."
        for _ in range(sentences)
    ]


def part(
    sentences: Sequence[str],
    number: float | None = None,
    total: int | None = None,
    title: str = "",
    ends: str = "",
) -> ChapterText:
    html = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return ChapterText(
        lines=(1, len(sentences)),
        number=stated(number),
        total=total,
        title=stated(title or None, "heading"),
        html=html,
        word_count=count_words(" ".join(sentences)),
        ends=ends,
    )


def stated(value, rule="title-field"):
    if value is None:
        return None
    return Conclusion(value, 0.9, (Evidence(rule, str(value)),))


def file(
    name: str,
    *parts: ChapterText,
    title: str | None = None,
    author: str | None = None,
    series: str | None = None,
    position: float | None = None,
    language: str = "en",
    references: Sequence[Reference] = (),
    title_rule: str = "title-field",
) -> Features:
    story = Story(
        parts,
        title=stated(title, title_rule),
        author=stated(author),
        series=stated(series),
        series_position=stated(position),
        language=Conclusion(language, 0.9),
        references=references,
    )
    return of_stories(name, story)


def of_stories(name: str, *stories: Story) -> Features:
    content = name + "".join(part.html for each in stories for part in each.chapters)
    digest = sha256(content.encode()).hexdigest()
    source = SourceText(name, digest, len(content), "utf-8", 1.0, ())
    return features_of(Reading(source, stories))


def works(
    files: Sequence[Features], grouping: Grouping | None = None
) -> list[list[str]]:
    """The works as the names of the files of their chapters, in order; sorted."""
    grouping = grouping or group(files)
    return sorted(
        [files[chapter.place.file].name for chapter in work.chapters]
        for work in grouping.works
    )


def kinds(files: Sequence[Features]) -> dict[str, str]:
    """How each version differs from the chapter that is kept."""
    return {
        files[copy.place.file].name: copy.kind
        for work in group(files).works
        for chapter in work.chapters
        for copy in chapter.versions
    }
