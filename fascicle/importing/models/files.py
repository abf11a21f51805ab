"""The files of a batch, and what was read in each."""

import json
import zlib
from dataclasses import replace
from typing import Self

from django.db import models
from django.db.models import Q

from fascicle.importing.models.batches import Batch, BatchState
from fascicle.importing.story import ChapterText, Note, Reading, Story
from fascicle.importing.story_json import dump, load


class SourceFileQuerySet(models.QuerySet["SourceFile"]):
    """The ways to narrow down source files."""

    def unread(self) -> Self:
        return self.filter(read_at=None, problem="", same_as=None)

    def understood(self) -> Self:
        """Those that hold something to propose."""
        return self.filter(problem="", same_as=None, read_at__isnull=False)

    def not_accepted(self) -> Self:
        """Those that hold something to propose and of which the library has nothing."""
        made = self.model.objects.filter(parts__chapter__isnull=False)
        return self.understood().exclude(pk__in=made.values("pk"))

    def for_grouping(self) -> Self:
        """Those with a reading, without what only the review desk shows."""
        return self.filter(kept_reading__isnull=False).only("batch", "name")

    def with_problem(self) -> Self:
        return self.exclude(problem="")

    def with_nothing_new(self) -> Self:
        return self.filter(same_as__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("position")

    def known(self, hashes: list[str]) -> Self:
        """Files of these bytes that the archive has, or that are under review."""
        still_there = ~Q(batch__state__in=(BatchState.UNDONE, BatchState.FAILED))
        return self.filter(
            still_there | Q(parts__chapter__isnull=False),
            sha256__in=hashes,
            problem="",
            same_as=None,
        )

    def kept_files(self) -> models.QuerySet["SourceFile", tuple[str, str]]:
        """Name and SHA-256 of every file whose bytes are kept."""
        return self.exclude(sha256="").values_list("name", "sha256")


class SourceFile(models.Model):
    """An untouched file; its bytes are kept under ``sha256`` in ``core.storage``.

    ``same_as`` names the file of another batch that held the same bytes: it adds nothing.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)
    encoding = models.CharField(max_length=40, blank=True)
    repairs = models.JSONField(default=list)
    emphasis_style = models.CharField(max_length=10, blank=True)
    problem = models.CharField(max_length=30, blank=True)
    problem_detail = models.TextField(blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="one_file_per_place_in_a_batch"
            ),
            models.UniqueConstraint(
                fields=["batch", "name"], name="a_file_stands_once_in_a_batch"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FileReading(models.Model):
    """What was understood of a file, packed, apart so that lists never drag it along.

    ``features`` is what grouping compares; ``packed`` is the whole reading with its HTML, but
    without the file's lines, which are decoded from its bytes.
    """

    file = models.OneToOneField(
        SourceFile,
        on_delete=models.CASCADE,
        related_name="kept_reading",
        primary_key=True,
    )
    packed = models.BinaryField()
    features = models.TextField(default="{}")

    def reading(self) -> Reading:
        return load(Reading, json.loads(zlib.decompress(self.packed)))

    def outline(self) -> tuple[list[str], float]:
        """The roles of its lines and the confidence of its encoding, without all the rest."""
        packed = json.loads(zlib.decompress(self.packed))
        return packed.get("roles", []), packed["source"]["confidence"]


def pack(reading: Reading) -> bytes:
    """A reading as ``FileReading.packed`` holds it."""
    slim = replace(reading, source=replace(reading.source, lines=()))
    text = json.dumps(dump(slim), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def without_text(reading: Reading) -> Reading:
    """A reading without lines and HTML: what it says of the file, in little memory."""
    return replace(
        reading,
        source=replace(reading.source, lines=()),
        stories=tuple(_bare_story(story) for story in reading.stories),
    )


def _bare_story(story: Story) -> Story:
    return replace(
        story, chapters=tuple(_bare_chapter(chapter) for chapter in story.chapters)
    )


def _bare_chapter(chapter: ChapterText) -> ChapterText:
    notes: tuple[Note, ...] = tuple(replace(note, html="") for note in chapter.notes)
    return replace(chapter, html="", notes=notes)
