"""Leaving proposed stories out, and taking them in again."""

from collections.abc import Iterable

from fascicle.importing.models import Batch, StoryState


def exclude_stories(batch: Batch, story_ids: Iterable[int]) -> int:
    """Leave these out: they are not accepted with the others. How many were left out."""
    stories = batch.stories.with_pks(list(story_ids)).proposed()
    return stories.update(state=StoryState.EXCLUDED)


def include_stories(batch: Batch, story_ids: Iterable[int]) -> int:
    """Propose these again. How many there were."""
    stories = batch.stories.with_pks(list(story_ids)).excluded()
    return stories.update(state=StoryState.PROPOSED)
