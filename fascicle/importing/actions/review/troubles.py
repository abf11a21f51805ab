"""What still needs an eye after a decision, for many stories at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fascicle.core.chunks import chunks
from fascicle.importing.models import Part, Story
from fascicle.importing.troubles import look_over
from fascicle.works.opening import opening_of

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
    alike: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for story in Story.objects.with_pks(pks).only(*_OF_STORIES):
        was = tuple(story.troubles)
        kept = [part for part in parts[story.pk] if part.becomes_chapter]
        others = [part for part in parts[story.pk] if not part.becomes_chapter]
        look_over(story, kept, others)
        if tuple(story.troubles) != was:
            alike[story.trouble, tuple(story.troubles)].append(story.pk)
        _count(story, kept)
    for (trouble, troubles), same in alike.items():
        Story.objects.with_pks(same).update(trouble=trouble, troubles=list(troubles))


def _count(story: Story, kept: Sequence[Part]) -> None:
    """Count a story's chapters and words; few decisions change them."""
    counts = {
        "part_count": len(kept),
        "word_count": sum(part.word_count for part in kept),
    }
    if counts != {"part_count": story.part_count, "word_count": story.word_count}:
        Story.objects.with_pks([story.pk]).update(**counts)


def open_anew(story: Story) -> None:
    """Take the story's opening words from what is now its first chapter; saved."""
    first = story.parts.kept().in_order().select_related("text").first()
    story.opening = opening_of(first.text.html) if first else ""
    story.save(update_fields=["opening"])
