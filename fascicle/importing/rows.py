"""What the desk shows of a proposed work in one row or at the head of its page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise

from fascicle.core.languages import english_name_of, name_of
from fascicle.importing.models import Part, Story, StoryState
from fascicle.importing.queries import first_chapters
from fascicle.importing.troubles import SENTENCES, Trouble
from fascicle.importing.wording import Reason, digest, how_sure, is_guess, reasons
from fascicle.works.models import Rating


@dataclass(frozen=True, slots=True)
class Field:
    """A value with how sure it is and why."""

    value: str
    is_guess: bool
    is_decided: bool
    sureness: str
    reasons: Sequence[Reason]

    @property
    def first_reason(self) -> Reason | None:
        """Why it says so; none once a person has said otherwise."""
        return self.reasons[0] if self.reasons and not self.is_decided else None


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed work as a list shows it."""

    story: Story
    title: Field
    author: Field
    language: Field
    rating: Rating | None
    troubles: Sequence[StrOrPromise]
    chapters: Sequence[Part]
    more_chapters: int
    is_picked: bool
    can_change: bool


def language_name(code: str) -> str:
    """A language in the host's own words; empty if unknown."""
    return english_name_of(code) or name_of(code) if code else ""


def field_of(story: Story, name: str, value: str) -> Field:
    """One field of a story with its evidence."""
    sure: float | None = getattr(story, f"{name}_sure")
    return Field(
        value=value,
        is_guess=is_guess(sure),
        is_decided=sure is None,
        sureness=how_sure(sure),
        reasons=digest(reasons(story.evidence.get(name))),
    )


def story_rows(stories: Sequence[Story], picked: Collection[int] = ()) -> list[Row]:
    """Rows for a page of stories, each with its first chapters."""
    chapters = first_chapters(stories)
    return [story_row(story, picked, chapters[story.pk]) for story in stories]


def story_row(
    story: Story, picked: Collection[int] = (), chapters: Sequence[Part] = ()
) -> Row:
    return Row(
        story=story,
        title=field_of(story, "title", story.title),
        author=field_of(story, "author", story.author),
        language=field_of(story, "language", language_name(story.language)),
        rating=story.work.rating if story.work else story.rating,
        troubles=trouble_sentences(story),
        chapters=chapters,
        more_chapters=max(0, story.part_count - len(chapters)),
        is_picked=story.pk in picked,
        can_change=story.state in (StoryState.PROPOSED, StoryState.EXCLUDED),
    )


def trouble_sentences(story: Story) -> list[StrOrPromise]:
    """What of a story needs an eye, the weightiest first."""
    known = {code.value: code for code in Trouble}
    return [SENTENCES[known[code]] for code in story.troubles if code in known]
