"""Proposing a library: what belongs together among the files of a batch, as rows to review."""

import json
from collections.abc import Sequence
from itertools import chain, repeat

from django.db import transaction

from fascicle.core.chunks import chunks
from fascicle.importing.additions import (
    Addition,
    Known,
    known_chapters,
    note_same_titles,
    what_is_new,
)
from fascicle.importing.grouping import group
from fascicle.importing.grouping.features import Features, features_of
from fascicle.importing.lease import Lease
from fascicle.importing.models import (
    Batch,
    BatchState,
    FileReading,
    Part,
    PartText,
    SeriesProposal,
    SourceFile,
    Story,
    StoryState,
)
from fascicle.importing.proposals import (
    DraftPart,
    DraftStory,
    Library,
    draft_series,
    draft_story,
    places_of,
)
from fascicle.importing.story import Grouping, ProposedWork, Reading
from fascicle.importing.story_json import NotReadable, load

_Series = dict[str, tuple[SeriesProposal, float | None]]

_WORKS_AT_ONCE = 100


def propose(batch: Batch, lease: Lease) -> None:
    """Group what was read and propose it; a proposal that was interrupted is made anew."""
    _forget_undecided(batch, lease)
    files = _files(batch)
    known = known_chapters(files, batch)
    grouping = group(_features(files))
    with transaction.atomic():
        lease.save(done=0, total=len(grouping.works))
        series = _save_series(batch, grouping)
    done = 0
    for works in chunks(grouping.works, _WORKS_AT_ONCE):
        drafts = _drafts(works, files, known)
        done += len(works)
        with transaction.atomic():
            lease.save(done=done)
            _save(batch, drafts, series)
    with transaction.atomic():
        batch.series.filter(stories=None).delete()
        _hand_over(batch, lease)


def _hand_over(batch: Batch, lease: Lease) -> None:
    """To a person, or on to acceptance where that was asked for from the start."""
    batch.refresh_from_db(fields=["accept_all"])
    if batch.accept_all:
        count = batch.stories.proposed().update(state=StoryState.QUEUED)
        lease.move_to(BatchState.ACCEPTING, total=count)
    else:
        lease.move_to(BatchState.REVIEW)


def _forget_undecided(batch: Batch, lease: Lease) -> None:
    while pks := list(batch.stories.undecided().values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            lease.save()
            Story.objects.with_pks(pks).delete()
    batch.series.filter(stories=None).delete()


def _files(batch: Batch) -> list[SourceFile]:
    """The batch's files, and those of other batches that it holds again."""
    again = SourceFile.objects.filter(
        pk__in=batch.files.with_nothing_new().values("same_as")
    )
    own = batch.files.understood().for_grouping().in_order()
    return [*own, *again.for_grouping().order_by("pk")]


def _features(files: Sequence[SourceFile]) -> list[Features]:
    found: dict[int, Features] = {}
    for some in chunks(files):
        for row in FileReading.objects.filter(file__in=some).defer("packed"):
            found[row.file_id] = _features_in(row)
    return [found.pop(file.pk) for file in files]


def _features_in(row: FileReading) -> Features:
    """Features as kept; taken anew where an earlier version of the program kept others."""
    try:
        return load(Features, json.loads(row.features))
    except NotReadable:
        return features_of(row.reading())


# ---------------------------------------------------------------- rows


def _save_series(batch: Batch, grouping: Grouping) -> _Series:
    rows = [draft_series(series) for series in grouping.series]
    for row in rows:
        row.batch = batch
    SeriesProposal.objects.bulk_create(rows, 500)
    places: _Series = {}
    for row, series in zip(rows, grouping.series, strict=True):
        positions = chain(series.positions, repeat(None))
        for key, position in zip(series.works, positions, strict=False):
            places.setdefault(key, (row, position))
    return places


def _drafts(
    works: Sequence[ProposedWork], files: Sequence[SourceFile], known: Known
) -> list[DraftStory]:
    library = Library(files, _readings(works, files))
    additions = (what_is_new(work, library, known) for work in works)
    return [_draft(addition, library) for addition in additions if addition]


def _readings(
    works: Sequence[ProposedWork], files: Sequence[SourceFile]
) -> dict[int, Reading]:
    needed = {
        files[place.file].pk: place.file for work in works for place in places_of(work)
    }
    kept = FileReading.objects.filter(file__in=needed)
    return {needed[row.file_id]: row.reading() for row in kept.iterator(50)}


def _draft(addition: Addition, library: Library) -> DraftStory:
    draft = draft_story(addition.work, library)
    draft.story.adds_to_id = addition.adds_to
    for chapter, each in zip(addition.work.chapters, draft.parts, strict=True):
        if chapter.place in addition.copies:
            each.part.copy_of_id, copy = addition.copies[chapter.place]
            each.part.copy_kind = copy.kind[:20] if copy else "revised"
            each.part.likeness = copy.likeness if copy else None
    return draft


def _save(batch: Batch, drafts: Sequence[DraftStory], series: _Series) -> None:
    note_same_titles(drafts)
    for draft in drafts:
        draft.story.batch = batch
        row, position = series.get(draft.story.key, (None, None))
        draft.story.series, draft.story.series_position = row, position
        draft.look_over()
    Story.objects.bulk_create([draft.story for draft in drafts])
    parts = [each for draft in drafts for each in draft.parts]
    for draft in drafts:
        for each in draft.parts:
            each.part.story = draft.story
    _save_parts(parts)
    versions = []
    for each in parts:
        for version in each.versions:
            version.part.story, version.part.version_of = each.part.story, each.part
            versions.append(version)
    _save_parts(versions)


def _save_parts(drafts: Sequence[DraftPart]) -> None:
    Part.objects.bulk_create([draft.part for draft in drafts], 500)
    texts = [PartText(part=draft.part, html=draft.html) for draft in drafts]
    PartText.objects.bulk_create(texts, 500)
