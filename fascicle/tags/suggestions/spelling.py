"""Names that differ in one letter.

Two such names share a name with one letter taken out. All of these are hashed and sorted, so that
two hundred thousand names are a matter of seconds and of little memory.
"""

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

#: Shorter names are too near to one another to say anything.
SHORTEST = 7
LONGEST = 60
#: Where so many are alike they are a series, not misspellings.
MOST_ALIKE = 12
#: From here on, a letter more or less is another word: ideographs, kana, hangul.
_SYLLABLES = "\u2e80"


def neighbours(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``names`` where two differ in one letter, each once."""
    hashes, places = array("q"), array("i")
    for place, name in enumerate(names):
        if SHORTEST <= len(name) <= LONGEST and max(name) < _SYLLABLES:
            shortened = _shortened(name)
            hashes.extend(shortened)
            places.extend([place] * len(shortened))
    seen: set[tuple[int, int]] = set()
    for alike in _alike(hashes, places):
        for one, other in _pairs(alike):
            if (one, other) not in seen and _one_letter(names[one], names[other]):
                seen.add((one, other))
                yield one, other


def _shortened(name: str) -> list[int]:
    """Hashes of a name, and of it without each of its letters. Digits are no misspellings."""
    found = {hash(name)}
    for i, letter in enumerate(name):
        if letter.isalpha() and i:
            found.add(hash(name[:i] + name[i + 1 :]))
    return list(found)


def _alike(hashes: "array[int]", places: "array[int]") -> Iterator[list[int]]:
    keys, values = np.frombuffer(hashes, np.int64), np.frombuffer(places, np.int32)
    if not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    for start, size in zip(
        starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True
    ):
        if size <= MOST_ALIKE:
            yield values[start : start + size].tolist()


def _pairs(places: list[int]) -> Iterator[tuple[int, int]]:
    for i, one in enumerate(places):
        for other in places[i + 1 :]:
            yield one, other


def _one_letter(one: str, other: str) -> bool:
    """Whether a letter is exchanged, missing, or two have changed places, inside a long word."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if not (left + right).isalpha() or not _inside(one, start):
        return False
    if len(left) == len(right) == 2:
        return left == right[::-1]
    return max(len(left), len(right)) == 1


def _inside(name: str, place: int) -> bool:
    """Whether a place is behind the first letter of a word of five letters or more."""
    begin = name.rfind(" ", 0, place) + 1
    end = name.find(" ", place)
    length = (len(name) if end < 0 else end) - begin
    return place > begin and length >= 5
