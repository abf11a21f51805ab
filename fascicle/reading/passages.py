"""Finding a passage again in a text that was edited since: pure, over paragraphs' words.

A passage is known by its words, by a few before and after it, and by where it stood, as the
W3C's Web Annotation Data Model has it. Offsets count code points from a paragraph's beginning;
a passage over several paragraphs has a line end between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

#: How much of what stands around a passage is kept, in characters.
AROUND: Final = 40
#: Occurrences of a passage's words that are weighed against each other.
_MOST_PLACES: Final = 500
#: As much of a passage, by words, must still stand for it to be the same one.
_ALIKE: Final = 0.65
#: Longer passages are looked for by their first words alone.
_MOST_WORDS: Final = 1_500
_SEED: Final = 3  # words
_WORD = re.compile(r"\w+")
#: Marks that editors and programs exchange for one another, each for one character.
_FOLDS = str.maketrans("‘’‚‛“”„‟«»–—‑\n", '\'\'\'\'""""""--- ')


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a text: which, between which, and where they were."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    paragraph: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """From a character of one paragraph up to before one of the same or a later paragraph."""

    paragraph: int
    start: int
    last_paragraph: int
    end: int


class Text:
    """The words of a text by paragraphs, in which many passages may be looked for."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.paragraphs = paragraphs
        self.words = "\n".join(paragraphs)

    @cached_property
    def folded(self) -> str:
        return _folded(self.words)

    @cached_property
    def marks(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.folded))


def find(passage: Passage, text: Text) -> Span | None:
    """Where the passage stands now, or None where its words are no longer in the text."""
    expected = _offset(text.paragraphs, passage.paragraph, passage.start)
    if passage.quote and text.words.startswith(passage.quote, expected):
        here = _fits(passage, text.words, expected)
        if here == len(passage.prefix) + len(passage.suffix):
            return _span(text.paragraphs, expected, expected + len(passage.quote))
    found = _same_words(passage, text, expected) or _like_words(passage, text, expected)
    return _span(text.paragraphs, *found) if found else None


def span_of(passage: Passage) -> Span:
    """Where the passage stands in the very text it was taken from."""
    lines = passage.quote.split("\n")
    last = passage.paragraph + len(lines) - 1
    begin = passage.start if len(lines) == 1 else 0
    return Span(passage.paragraph, passage.start, last, begin + len(lines[-1]))


def passage_at(paragraphs: Sequence[str], span: Span) -> Passage:
    """The passage in a span of these paragraphs, with what stands around it."""
    text = "\n".join(paragraphs)
    start = _offset(paragraphs, span.paragraph, span.start)
    end = _offset(paragraphs, span.last_paragraph, span.end)
    return Passage(
        quote=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
        paragraph=span.paragraph,
        start=span.start,
    )


def _offset(paragraphs: Sequence[str], paragraph: int, start: int) -> int:
    """Where a paragraph's character stands in the text; its end if there is none such."""
    before = paragraphs[:paragraph]
    rest = start if paragraph < len(paragraphs) else 0
    return sum(len(one) + 1 for one in before) + rest


def _span(paragraphs: Sequence[str], start: int, end: int) -> Span:
    first, first_at = _place(paragraphs, start)
    last, last_at = _place(paragraphs, max(start, end - 1))
    return Span(first, first_at, last, last_at + 1)


def _place(paragraphs: Sequence[str], offset: int) -> tuple[int, int]:
    for number, words in enumerate(paragraphs):
        if offset <= len(words):
            return number, offset
        offset -= len(words) + 1
    last = max(0, len(paragraphs) - 1)
    return last, len(paragraphs[last]) if paragraphs else 0


def _same_words(passage: Passage, text: Text, expected: int) -> tuple[int, int] | None:
    """The same words, as they are or else by letters alone: the best of their places."""
    places = [*_places(passage.quote, text.words)] or [
        *_places(_folded(passage.quote), text.folded)
    ]
    if not places:
        return None
    best = max(
        places, key=lambda at: (_fits(passage, text.words, at), -abs(at - expected))
    )
    return best, best + len(passage.quote)


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _fits(passage: Passage, text: str, at: int) -> int:
    """How many characters before and after this place are as they were."""
    end = at + len(passage.quote)
    before = _alike(passage.prefix[::-1], text[max(0, at - AROUND) : at][::-1])
    return before + _alike(passage.suffix, text[end : end + AROUND])


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other))
    )


def _folded(text: str) -> str:
    """Letters without case, and marks without their shape; every character stays one."""
    text = text.translate(_FOLDS)
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _like_words(passage: Passage, text: Text, expected: int) -> tuple[int, int] | None:
    """Words that were edited: the stretch that has most of them, in their order."""
    mine = [one.group() for one in _WORD.finditer(_folded(passage.quote))][:_MOST_WORDS]
    words = [one.group() for one in text.marks]
    best = (0.0, 0, 0, 0)
    for at in sorted(_beginnings(mine, words)):
        low = max(0, at - 2)
        window = words[low : at + len(mine) + len(mine) // 4 + 3]
        matcher = SequenceMatcher(None, mine, window, autojunk=False)
        blocks = [one for one in matcher.get_matching_blocks() if one.size]
        kept = sum(one.size for one in blocks) / len(mine)
        if kept >= _ALIKE:
            start = text.marks[low + blocks[0].b].start()
            end = text.marks[low + blocks[-1].b + blocks[-1].size - 1].end()
            best = max(best, (kept, -abs(start - expected), start, end))
    return best[2:] if best[0] else None


def _beginnings(mine: Sequence[str], words: Sequence[str]) -> set[int]:
    """Where the passage may begin: where some words of it stand together, the rarest first."""
    size = min(_SEED, len(mine))
    if not size or len(mine) < _SEED:
        return set()  # too little to know a passage by once it was edited
    seeds: dict[tuple[str, ...], list[int]] = {
        tuple(mine[n : n + size]): [] for n in range(len(mine) - size + 1)
    }
    offsets = {tuple(mine[n : n + size]): n for n in range(len(mine) - size + 1)}
    for at in range(len(words) - size + 1):
        if (places := seeds.get(tuple(words[at : at + size]))) is not None:
            places.append(at)
    rare = sorted((one for one in seeds.items() if one[1]), key=lambda one: len(one[1]))
    return {
        max(0, at - offsets[seed]) for seed, places in rare[:4] for at in places[:4]
    }
