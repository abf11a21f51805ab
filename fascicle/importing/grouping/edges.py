"""How texts begin and end: what one ends with, the next often takes up."""

from base64 import b85decode, b85encode
from binascii import crc32
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

#: So many words make a beginning or an end.
REACH = 150
_LETTERS = 4
_OTHERS = 20

Codes = frozenset[int]


def packed(words: Sequence[str]) -> str:
    """The different longer words of a stretch, as codes of 16 bits; in scripts that part no
    words, pairs of letters."""
    found = {word for word in words if len(word) >= _LETTERS}
    if len(found) * 8 < len(words):
        found = {one + other for one, other in pairwise(words)}
    codes = sorted({crc32(word.encode()) & 0xFFFF for word in found})
    return b85encode(b"".join(code.to_bytes(2, "big") for code in codes)).decode()


def unpacked(text: str) -> Codes:
    data = b85decode(text)
    return frozenset(
        int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)
    )


@dataclass(frozen=True, slots=True)
class Edges:
    """The beginning and the end of a text."""

    head: Codes
    tail: Codes


class Continuity:
    """Weighs what ends and beginnings of one work's parts share: what all have says little."""

    def __init__(self, parts: Iterable[Edges]) -> None:
        self._with: Counter[int] = Counter()
        self._all = _OTHERS
        for part in parts:
            self._with.update(part.head)
            self._with.update(part.tail)
            self._all += 2

    def follows(self, one: Edges, other: Edges) -> float:
        """How much of what ``one`` ends with ``other`` begins with, 0 to 1."""
        shared = self._weight(one.tail & other.head)
        if not shared:
            return 0.0
        return shared / sqrt(self._weight(one.tail) * self._weight(other.head))

    def _weight(self, codes: Codes) -> float:
        return sum(log(self._all / (self._with[code] or 1)) ** 2 for code in codes)
