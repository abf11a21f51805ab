"""What the desk shows of a proposed work in one row or at the head of its page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise

from fascicle.core.languages import english_name_of, name_of
from fascicle.importing.models import Story, StoryState
from fascicle.importing.troubles import SENTENCES, Trouble
from fascicle.importing.wording import Reason, how_sure, is_guess, reasons


@dataclass(frozen=True, slots=True)
class Field:
    """A value with how sure it is and why."""

    value: str
    is_guess: bool
    sureness: str
    reasons: Sequence[Reason]

    @property
    def first_reason(self) -> Reason | None:
        return self.reasons[0] if self.reasons else None


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed work as a list shows it."""

    story: Story
    title: Field
    author: Field
    language: Field
    troubles: Sequence[StrOrPromise]
    is_picked: bool
    can_change: bool


def language_name(code: str) -> str:
    """A language in the host's own words; empty if unknown."""
    return english_name_of(code) or name_of(code) if code else ""


def field_of(story: Story, name: str, value: str) -> Field:
    """One field of a story with its evidence."""
    sure: float | None = getattr(story, f"{name}_sure")
    found = reasons(story.evidence.get(name))
    return Field(
        value=value,
        is_guess=is_guess(sure),
        sureness=how_sure(sure, has_evidence=bool(found)),
        reasons=found,
    )


def story_row(story: Story, picked: Collection[int] = ()) -> Row:
    return Row(
        story=story,
        title=field_of(story, "title", story.title),
        author=field_of(story, "author", story.author),
        language=field_of(story, "language", language_name(story.language)),
        troubles=trouble_sentences(story),
        is_picked=story.pk in picked,
        can_change=story.state in (StoryState.PROPOSED, StoryState.EXCLUDED),
    )


def trouble_sentences(story: Story) -> list[StrOrPromise]:
    """What of a story needs an eye, the weightiest first."""
    known = {code.value: code for code in Trouble}
    return [SENTENCES[known[code]] for code in story.troubles if code in known]
