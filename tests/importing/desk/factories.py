"""Batches under review, made of short texts of our own."""

from fascicle.accounts.models import Role, User
from fascicle.core import storage
from fascicle.importing.actions.review.troubles import look_again
from fascicle.importing.models import (
    Batch,
    BatchState,
    FileReading,
    Part,
    PartText,
    SeriesProposal,
    SourceFile,
    Story,
)
from fascicle.importing.models.files import pack
from fascicle.importing.story import Reading, SourceText
from fascicle.importing.story import Role as LineRole
from tests.factories import make_user

LINES = (
    "The Tide Office",
    "by Ines Okafor",
    "",
    "Thanks for the kind letters about the last part.",
    "",
    "The lamp was lit before anyone had asked for it.",
    "* * *",
    "By morning the boats were back, all but one.",
)
ROLES = (
    LineRole.HEADING,
    LineRole.HEADING,
    LineRole.BLANK,
    LineRole.NOTE,
    LineRole.BLANK,
    LineRole.STORY,
    LineRole.BREAK,
    LineRole.STORY,
)
HTML = (
    "<p>The lamp was lit before anyone had asked for it.</p><hr>"
    "<p>By morning the boats were back, all but one.</p>"
)
TITLE_EVIDENCE = {
    "rule": "title-heading",
    "quote": "The Tide Office",
    "lines": [1, 1],
    "file": "tide-1.txt",
}


def make_host(username: str = "keeper") -> User:
    return make_user(username, role=Role.HOST)


def make_batch(
    name: str = "harbour.zip", *, state: str = BatchState.REVIEW, **kwargs
) -> Batch:
    return Batch.objects.create(name=name, state=state, **kwargs)


def make_file(
    batch: Batch, name: str = "tide-1.txt", *, lines=LINES, **kwargs
) -> SourceFile:
    data = "\n".join(lines).encode()
    kwargs.setdefault("sha256", storage.keep(data))
    return SourceFile.objects.create(
        batch=batch, position=batch.files.count(), name=name, size=len(data),
        encoding="utf-8", **kwargs,
    )  # fmt: skip


def make_reading(file: SourceFile, *, lines=LINES, roles=ROLES) -> None:
    source = SourceText(file.name, file.sha256, file.size, "utf-8", 0.99, tuple(lines))
    FileReading.objects.create(
        file=file, packed=pack(Reading(source, (), tuple(roles)))
    )


def make_part(
    story: Story, file: SourceFile | None = None, *, html: str = HTML, **kwargs
) -> Part:
    position = story.parts.filter(version_of=None).count() + 1
    file = file or make_file(
        story.batch, f"file-{story.pk}-{story.parts.count() + 1}.txt"
    )
    fields = {"position": position, "first_line": 6, "last_line": 8, "word_count": 200}
    part = Part.objects.create(story=story, file=file, **{**fields, **kwargs})
    PartText.objects.create(part=part, html=html)
    return part


def make_copy(part: Part, *, html: str = "<p>The lamp was lit.</p>", **kwargs) -> Part:
    fields = {
        "version_of": part,
        "copy_kind": "cut-short",
        "likeness": 0.9,
        "position": part.position,
    }
    return make_part(part.story, html=html, **{**fields, **kwargs})


def make_story(
    batch: Batch, title: str = "The Tide Office", *, parts: int = 1, **kwargs
) -> Story:
    """A story without troubles unless its fields say otherwise."""
    fields = {
        "author": "Ines Okafor",
        "author_sure": 0.95,
        "title_sure": 0.95,
        "language": "en",
        "language_sure": 0.99,
        "opening": "The lamp was lit before anyone had asked for it.",
        "evidence": {"title": [TITLE_EVIDENCE]},
    }
    story = Story.objects.create(batch=batch, title=title, **{**fields, **kwargs})
    for number in range(1, parts + 1):
        make_part(story, number=number)
    look_again([story.pk])
    story.refresh_from_db()
    return story


def make_series(batch: Batch, title: str = "Harbour Lights") -> SeriesProposal:
    return SeriesProposal.objects.create(batch=batch, title=title, title_sure=0.9)


def make_large_batch(files: int = 10_000, stories: int = 5_000) -> Batch:
    """Many rows at little cost: texts and bytes are shared, troubles are given."""
    batch = make_batch("large.zip")
    sha256 = storage.keep(b"The lamp was lit.")
    rows = [
        SourceFile(batch=batch, position=n, name=f"box/{n:05}.txt", sha256=sha256, size=17,
                   encoding="utf-8", problem="empty" if n % 90 == 0 else "")
        for n in range(files)
    ]  # fmt: skip
    SourceFile.objects.bulk_create(rows, 500)
    series = [
        SeriesProposal(batch=batch, title=f"Series {n}") for n in range(stories // 20)
    ]
    SeriesProposal.objects.bulk_create(series, 500)
    made = [_story(batch, n, series) for n in range(stories)]
    Story.objects.bulk_create(made, 500)
    parts = [
        Part(story=made[n % stories], file=rows[n], position=n // stories + 1, first_line=1,
             last_line=1, word_count=500 + n % stories)
        for n in range(files)
    ]  # fmt: skip
    Part.objects.bulk_create(parts, 500)
    PartText.objects.bulk_create(
        [PartText(part=part, html=HTML) for part in parts], 500
    )
    return batch


def _story(batch: Batch, n: int, series: list[SeriesProposal]) -> Story:
    untitled, unknown = n % 7 == 0, n % 5 == 0
    troubles = ["untitled"] * untitled + ["no-author"] * unknown
    return Story(
        batch=batch, title="" if untitled else f"Story {n}", title_sure=0.9,
        author="" if unknown else f"Writer {n % 300}", author_sure=0.9,
        language=("en", "en", "en", "fr", "ru")[n % 5], opening="The lamp was lit …",
        word_count=1000 + 2 * n, part_count=2, troubles=troubles,
        trouble=20 * untitled + 15 * unknown, evidence={"title": [TITLE_EVIDENCE]},
        series=series[n % len(series)] if n % 3 == 0 else None, series_position=n % 9,
    )  # fmt: skip
