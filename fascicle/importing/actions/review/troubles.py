"""What still needs an eye after a decision, for many stories at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fascicle.importing.actions.review.journal import chunks
from fascicle.importing.models import Part, Story
from fascicle.importing.proposals import opening
from fascicle.importing.troubles import look_over

_OF_PARTS = (
    "pk", "story_id", "number", "last_number", "language", "word_count", "lost_letters",
    "excluded", "version_of_id", "copy_of_id", "copy_kind", "likeness",
)  # fmt: skip
_OF_STORIES = (
    "pk", "title", "title_sure", "author", "author_sure", "language", "language_sure",
    "belongs_sure", "adds_to_id", "trouble", "troubles", "word_count", "part_count",
)  # fmt: skip


def look_again(pks: Iterable[int]) -> None:
    """Count words and parts of these stories anew, and save what needs an eye."""
    for some in chunks(list(pks)):
        _look_at(some)


def _look_at(pks: Sequence[int]) -> None:
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in Part.objects.of_stories(pks).only(*_OF_PARTS):
        parts[part.story_id].append(part)
    alike: dict[tuple[int, int, int, tuple[str, ...]], list[int]] = defaultdict(list)
    for story in Story.objects.with_pks(pks).only(*_OF_STORIES):
        was = _state(story)
        kept = [part for part in parts[story.pk] if part.becomes_chapter]
        others = [part for part in parts[story.pk] if not part.becomes_chapter]
        look_over(story, kept, others)
        story.part_count = len(kept)
        story.word_count = sum(part.word_count for part in kept)
        if _state(story) != was:
            alike[_state(story)].append(story.pk)
    for (trouble, part_count, word_count, troubles), same in alike.items():
        Story.objects.with_pks(same).update(
            trouble=trouble,
            troubles=list(troubles),
            part_count=part_count,
            word_count=word_count,
        )


def _state(story: Story) -> tuple[int, int, int, tuple[str, ...]]:
    return story.trouble, story.part_count, story.word_count, tuple(story.troubles)


def open_anew(story: Story) -> None:
    """Take the story's opening words from what is now its first chapter; saved."""
    first = story.parts.kept().in_order().select_related("text").first()
    story.opening = opening(first.text.html) if first else ""
    story.save(update_fields=["opening"])
