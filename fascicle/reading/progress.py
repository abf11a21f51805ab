"""Finding a reader's place again in texts that were edited, moved, split, merged or deleted.

A place is known by the words that stand at it. They are looked for as they were, then as they may
have become; in the chapter where they were, then in the others from there outwards.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

#: As many characters of a text are kept of a place.
WORDS: Final = 160
#: A sentence of fewer words is not known by itself, only with what follows it.
FEW: Final = 4
#: What share of the words must still be there, for a place to be taken for the same.
ALIKE, MUCH_ALIKE = 0.55, 0.85
#: As many starts are looked at closely for a sentence that was edited.
CLOSELY: Final = 4

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[。！？][」』”’]*\s*")
#: Words; the scripts that part none are taken by the character.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")


class How(StrEnum):
    """How sure it is that a place is the one that was kept."""

    SAME = "same"
    ALIKE = "alike"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Kept:
    """A place as it was kept. ``chapter`` is a key; ``within`` the paragraph goes from 0 to 1."""

    chapter: int | None
    position: int
    paragraph: int = 0
    words: str = ""
    within: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A chapter as it is now: its key, where it stands, and what its paragraphs say."""

    chapter: int
    position: int
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a chapter as it is now; ``offset`` counts the characters of the paragraph."""

    chapter: int
    paragraph: int
    offset: int
    how: How


def find_again(kept: Kept, texts: Iterable[Text]) -> Place | None:
    """The kept place among these texts, the likeliest first; None if there are none.

    The texts may be loaded one by one: no more are taken than are needed.
    """
    wanted = _Wanted.of(kept.words)
    if not wanted.tokens:
        return _nearest(kept, list(texts))
    seen: list[_Stream] = []
    for text in texts:
        stream = _Stream.of(text)
        seen.append(stream)
        if (start := _as_it_was(wanted, stream, kept)) is not None:
            return stream.place(start, How.SAME)
        if text.chapter == kept.chapter:
            likeness, start = _likest(wanted, stream)
            if likeness >= MUCH_ALIKE:
                return stream.sentence(start, How.ALIKE)
    for stream in seen:
        likeness, start = _likest(wanted, stream)
        if likeness >= ALIKE:
            return stream.sentence(start, How.ALIKE)
    return _nearest(kept, [stream.text for stream in seen])


def words_at(paragraph: str, within: float) -> tuple[str, float]:
    """The sentence at a place and what follows it, and how far into the paragraph it begins."""
    start = sentence_start(paragraph, round(within * len(paragraph)))
    return cut(paragraph[start:]), start / max(len(paragraph), 1)


def sentence_start(paragraph: str, offset: int) -> int:
    """Where the sentence begins that a character is in."""
    ends = [found.end() for found in _SENTENCE_END.finditer(paragraph)]
    return max((end for end in ends if end <= offset < len(paragraph)), default=0)


def cut(text: str) -> str:
    """As much of a text as is kept, cut between words."""
    if len(text) <= WORDS:
        return text
    short = text[:WORDS]
    return short.rpartition(" ")[0] or short


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The words of a place; the first ``sentence`` of them are one sentence."""

    tokens: list[str]
    sentence: int

    @classmethod
    def of(cls, words: str) -> "_Wanted":
        tokens = _tokens(words)
        end = _SENTENCE_END.search(words)
        return cls(tokens, len(_tokens(words[: end.end()])) if end else len(tokens))


@dataclass(frozen=True, slots=True)
class _Stream:
    """The words of a text one after another, and where each stands."""

    text: Text
    tokens: list[str]
    spots: list[tuple[int, int]]
    where: dict[str, list[int]]

    @classmethod
    def of(cls, text: Text) -> "_Stream":
        tokens: list[str] = []
        spots: list[tuple[int, int]] = []
        where: dict[str, list[int]] = {}
        for number, paragraph in enumerate(text.paragraphs):
            for found in _TOKEN.finditer(paragraph):
                token = found[0].casefold()
                where.setdefault(token, []).append(len(tokens))
                tokens.append(token)
                spots.append((number, found.start()))
        return cls(text, tokens, spots, where)

    def place(self, start: int, how: How) -> Place:
        return Place(self.text.chapter, *self.spots[start], how)

    def sentence(self, start: int, how: How) -> Place:
        """The beginning of the sentence that a word stands in."""
        number, offset = self.spots[start]
        begin = sentence_start(self.text.paragraphs[number], offset)
        return Place(self.text.chapter, number, begin, how)


def _tokens(text: str) -> list[str]:
    return [found[0].casefold() for found in _TOKEN.finditer(text)]


def _as_it_was(wanted: _Wanted, stream: _Stream, kept: Kept) -> int | None:
    """Where the sentence stands as it was; the best of several, by what follows and how near."""
    head = wanted.tokens[: wanted.sentence]
    starts = list(_starts(head, stream))
    if not starts:
        return None

    def rank(start: int) -> tuple[int, int]:
        distance = abs(stream.spots[start][0] - kept.paragraph)
        return -_in_common(wanted.tokens, stream, start), distance

    best = min(starts, key=rank)
    is_known = len(head) >= FEW or len(starts) == 1
    is_borne_out = _in_common(wanted.tokens, stream, best) >= min(
        len(wanted.tokens), FEW
    )
    is_own = stream.text.chapter == kept.chapter
    return best if is_borne_out or (is_known and is_own) else None


def _starts(head: Sequence[str], stream: _Stream) -> Iterator[int]:
    """Where these words stand one after another."""
    rarest = min(range(len(head)), key=lambda i: len(stream.where.get(head[i], ())))
    for at in stream.where.get(head[rarest], ()):
        start = at - rarest
        if start >= 0 and stream.tokens[start : start + len(head)] == head:
            yield start


def _in_common(tokens: Sequence[str], stream: _Stream, start: int) -> int:
    """How many of the words stand there one after another."""
    there = stream.tokens[start : start + len(tokens)]
    pairs = enumerate(zip(tokens, there, strict=False))
    return next((i for i, (one, other) in pairs if one != other), len(there))


def _likest(wanted: _Wanted, stream: _Stream) -> tuple[float, int]:
    """What share of the words stands where most of them do, and at which word that begins."""
    votes: Counter[int] = Counter()
    for i, token in enumerate(wanted.tokens):
        found = stream.where.get(token, ())
        for at in found:
            votes[max(at - i, 0)] += 1_000 // len(found)  # rare words say more
    best = (0.0, 0)
    for start, _votes in votes.most_common(CLOSELY):
        first = max(start - FEW, 0)
        window = stream.tokens[first : start + len(wanted.tokens) + FEW]
        blocks = SequenceMatcher(None, wanted.tokens, window, autojunk=False)
        matching = [one for one in blocks.get_matching_blocks() if one.size]
        share = sum(one.size for one in matching) / len(wanted.tokens)
        if share > best[0]:
            best = (share, first + max(matching[0].b - matching[0].a, 0))
    return best


def _nearest(kept: Kept, texts: Sequence[Text]) -> Place | None:
    """The same paragraph by its number, or the chapter that stands where the lost one did."""
    own = next((one for one in texts if one.chapter == kept.chapter), None)
    if own is not None:
        if kept.paragraph < len(own.paragraphs) and not kept.words:
            offset = round(kept.within * len(own.paragraphs[kept.paragraph]))
            return Place(own.chapter, kept.paragraph, offset, How.SAME)
        last = max(len(own.paragraphs) - 1, 0)
        is_top = kept.paragraph == 0 and not own.paragraphs
        how = How.SAME if is_top else How.NEAR
        return Place(own.chapter, min(kept.paragraph, last), 0, how)
    after = [one for one in texts if one.position >= kept.position]
    nearest = min(after, key=lambda one: one.position, default=None)
    nearest = nearest or max(texts, key=lambda one: one.position, default=None)
    return Place(nearest.chapter, 0, 0, How.NEAR) if nearest else None
