"""Sketches of texts, by which copies, fragments and wholes are told without the texts.

A sketch is the sequence, in the order of the text, of those shingles (runs of words) whose
hash falls below a threshold. The threshold is a power of two chosen by the text's length,
and the sample is by hash alone. So two sketches, brought to the lower threshold, show how
much of one text stands in the other, where in it, and what stands twice.
"""

from __future__ import annotations

from array import array
from base64 import b85decode, b85encode
from binascii import crc32
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

SHINGLE = 5
#: At least this many shingles are kept of a text that has them.
KEPT = 64
#: As many per thousand are taken, at most, of a long text.
_LONGEST = 512
_BYTES = 5


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hashes in the order of the text; one in 2**``rarity`` shingles is sampled."""

    hashes: array[int]
    rarity: int

    def at(self, rarity: int) -> array[int]:
        """The hashes that a sparser sample would have."""
        if rarity <= self.rarity:
            return self.hashes
        mask = (1 << rarity) - 1
        return array("Q", (each for each in self.hashes if not each & mask))


def sketch_of(words: Sequence[str]) -> Sketch:
    shingles = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
    encoded = [" ".join(shingle).encode() for shingle in shingles]
    checked = [crc32(each) for each in encoded]
    rarity = 0
    while len(checked) >> rarity > 2 * _wanted(len(words)):
        rarity += 1
    mask = (1 << rarity) - 1
    kept = (
        _hash(each, check)
        for each, check in zip(encoded, checked, strict=True)
        if not check & mask
    )
    return Sketch(array("Q", kept), rarity)


def _wanted(words: int) -> int:
    return min(max(KEPT, words // 200), _LONGEST)


def _hash(shingle: bytes, check: int) -> int:
    """40 bits, of which the lower 20 are those that the sample goes by."""
    rest = blake2b(shingle, digest_size=3).digest()
    return (int.from_bytes(rest, "big") >> 4) << 20 | check & 0xFFFFF


def joined(sketches: Iterable[Sketch]) -> Sketch:
    """The sketch of texts that follow one another."""
    parts = list(sketches)
    if len(parts) == 1:
        return parts[0]
    rarity = max((part.rarity for part in parts), default=0)
    hashes = array("Q")
    for part in parts:
        hashes.extend(part.at(rarity))
    return Sketch(hashes, rarity)


def packed(sketch: Sketch) -> str:
    data = b"".join(each.to_bytes(_BYTES, "big") for each in sketch.hashes)
    return b85encode(data).decode("ascii")


def unpacked(text: str, rarity: int) -> Sketch:
    data = b85decode(text)
    hashes = (
        int.from_bytes(data[at : at + _BYTES], "big")
        for at in range(0, len(data), _BYTES)
    )
    return Sketch(array("Q", hashes), rarity)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two texts share what they say. Shares are of the different shingles, 0 to 1.

    ``one`` and ``other`` say from where to where the shared stretch goes in each, as shares of
    its length; ``shared`` is how many of the sample are in both.
    """

    shared: int
    of_one: float
    of_other: float
    one: tuple[float, float]
    other: tuple[float, float]

    @property
    def likeness(self) -> float:
        """Jaccard's index."""
        if not self.shared:
            return 0.0
        both = self.shared / self.of_one + self.shared / self.of_other - self.shared
        return self.shared / both


def overlap(one: Sketch, other: Sketch) -> Overlap:
    rarity = max(one.rarity, other.rarity)
    left, right = one.at(rarity), other.at(rarity)
    shared = set(left).intersection(right)
    if not shared:
        return Overlap(0, 0.0, 0.0, (0.0, 0.0), (0.0, 0.0))
    return Overlap(
        len(shared),
        len(shared) / len(set(left)),
        len(shared) / len(set(right)),
        _span(left, shared),
        _span(right, shared),
    )


def _span(hashes: array[int], shared: set[int]) -> tuple[float, float]:
    """Where the shared stretch begins and stops; a few strays outside it do not count."""
    places = [at for at, each in enumerate(hashes) if each in shared]
    strays = len(places) // 20
    first, last = places[strays], places[-1 - strays]
    margin = strays * (last - first) / max(len(places) - 2 * strays - 1, 1)
    return (
        max((first - margin) / len(hashes), 0.0),
        min((last + 1 + margin) / len(hashes), 1.0),
    )


def doubled(sketch: Sketch) -> float:
    """Which share of the text stands in it twice."""
    if not sketch.hashes:
        return 0.0
    return 2 * (1 - len(set(sketch.hashes)) / len(sketch.hashes))
