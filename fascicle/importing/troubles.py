"""What of a proposed story needs a person's eye, and how much."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.importing.models import Part, Story

SURE = 0.8
VERY_SHORT = 100  # words


class Trouble(StrEnum):
    """A reason to look at a story. Its order is that of the review desk."""

    NOT_ACCEPTED = "not-accepted"
    LOST_LETTERS = "lost-letters"
    MIXED_LANGUAGES = "mixed-languages"
    GAP = "gap"
    DOUBTFUL_COPY = "doubtful-copy"
    COPY_OF_WORK = "copy-of-work"
    ADDS_TO_WORK = "adds-to-work"
    SAME_TITLE = "same-title"
    DOUBTFUL_WORK = "doubtful-work"
    EMPTY_PART = "empty-part"
    VERY_SHORT = "very-short"
    UNTITLED = "untitled"
    NO_AUTHOR = "no-author"
    GUESSED_TITLE = "guessed-title"
    GUESSED_AUTHOR = "guessed-author"
    GUESSED_LANGUAGE = "guessed-language"


#: How much each weighs when stories are put in order, the most troubled first.
WEIGHTS: dict[Trouble, int] = {
    Trouble.NOT_ACCEPTED: 200,
    Trouble.LOST_LETTERS: 60,
    Trouble.MIXED_LANGUAGES: 50,
    Trouble.GAP: 40,
    Trouble.DOUBTFUL_COPY: 40,
    Trouble.COPY_OF_WORK: 40,
    Trouble.ADDS_TO_WORK: 35,
    Trouble.SAME_TITLE: 35,
    Trouble.DOUBTFUL_WORK: 30,
    Trouble.EMPTY_PART: 30,
    Trouble.VERY_SHORT: 25,
    Trouble.UNTITLED: 20,
    Trouble.NO_AUTHOR: 15,
    Trouble.GUESSED_TITLE: 10,
    Trouble.GUESSED_AUTHOR: 10,
    Trouble.GUESSED_LANGUAGE: 5,
}

SENTENCES: dict[Trouble, StrOrPromise] = {
    Trouble.NOT_ACCEPTED: _(
        "It could not be accepted: a part is empty or too complex, or the archive wants it rated"
        " first."
    ),
    Trouble.LOST_LETTERS: _("Letters are lost for good."),
    Trouble.MIXED_LANGUAGES: _("Its parts are in different languages."),
    Trouble.GAP: _("A number is missing between its parts."),
    Trouble.DOUBTFUL_COPY: _(
        "One text is perhaps another copy of a part, perhaps not."
    ),
    Trouble.COPY_OF_WORK: _("It holds another copy of a chapter in the library."),
    Trouble.ADDS_TO_WORK: _("It continues a work in the library."),
    Trouble.SAME_TITLE: _("The library has a work of this title by this author."),
    Trouble.DOUBTFUL_WORK: _("Its parts are perhaps not one work."),
    Trouble.EMPTY_PART: _("A part has no text."),
    Trouble.VERY_SHORT: _("It is very short."),
    Trouble.UNTITLED: _("It has no title."),
    Trouble.NO_AUTHOR: _("Its author is unknown."),
    Trouble.GUESSED_TITLE: _("Its title is a guess."),
    Trouble.GUESSED_AUTHOR: _("Its author is a guess."),
    Trouble.GUESSED_LANGUAGE: _("Its language is a guess."),
}

#: Found once, by looking at more than the story; they stay until it is accepted.
LASTING = (Trouble.NOT_ACCEPTED, Trouble.SAME_TITLE)


def look_over(story: Story, kept: Sequence[Part], others: Sequence[Part]) -> None:
    """Set the story's ``troubles`` and ``trouble`` by what it is now; not saved.

    ``kept`` become its chapters; ``others`` are versions of them, and what is excluded.
    """
    lasting = [code for code in LASTING if code in story.troubles]
    found = {*lasting, *_of_story(story), *_of_kept(kept), *_of_others(others)}
    codes = sorted(found, key=list(Trouble).index)
    story.troubles = [str(code) for code in codes]
    story.trouble = sum(WEIGHTS[code] for code in codes)


def look_over_again(story: Story) -> None:
    """``look_over`` a saved story by its saved parts, and save what was found."""
    parts = list(story.parts.in_order())
    kept = [part for part in parts if part.becomes_chapter]
    look_over(story, kept, [part for part in parts if not part.becomes_chapter])
    story.save(update_fields=["trouble", "troubles"])


def _of_story(story: Story) -> Iterable[Trouble]:
    if not story.title and not story.adds_to_id:
        yield Trouble.UNTITLED
    if not story.author and not story.adds_to_id:
        yield Trouble.NO_AUTHOR
    if story.adds_to_id:
        yield Trouble.ADDS_TO_WORK
    guesses = (
        (story.title, story.title_sure, Trouble.GUESSED_TITLE),
        (story.author, story.author_sure, Trouble.GUESSED_AUTHOR),
        (story.language, story.language_sure, Trouble.GUESSED_LANGUAGE),
    )
    for value, sure, code in guesses:
        if value and _is_guess(sure):
            yield code
    if _is_guess(story.belongs_sure):
        yield Trouble.DOUBTFUL_WORK


def _is_guess(sure: float | None) -> bool:
    return sure is not None and sure < SURE


def _of_kept(kept: Sequence[Part]) -> Iterable[Trouble]:
    if any(part.lost_letters for part in kept):
        yield Trouble.LOST_LETTERS
    if len({part.language for part in kept if part.language}) > 1:
        yield Trouble.MIXED_LANGUAGES
    if has_gap(kept):
        yield Trouble.GAP
    if kept and sum(part.word_count for part in kept) < VERY_SHORT:
        yield Trouble.VERY_SHORT


def has_gap(parts: Sequence[Part]) -> bool:
    """Whether a whole number is missing between the smallest and the largest of the parts."""
    held: set[int] = set()
    for part in parts:
        if part.number is not None:
            last = part.last_number or part.number
            held.update(
                range(int(part.number), min(int(last), int(part.number) + 500) + 1)
            )
    return bool(held) and len(held) < max(held) - min(held) + 1


def _of_others(others: Sequence[Part]) -> Iterable[Trouble]:
    if any(part.copy_kind and _is_guess(part.likeness) for part in others):
        yield Trouble.DOUBTFUL_COPY
    if any(part.copy_of_id for part in others):
        yield Trouble.COPY_OF_WORK
    if any(part.excluded and not part.word_count for part in others):
        yield Trouble.EMPTY_PART
