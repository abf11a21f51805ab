"""Made-up words of several scripts, used as often as those of a language."""

import random
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bench.distributions import by_rank

#: Words of most languages, and of those in scripts of their own.
SIZE, SMALLER = 50_000, 8_000

_LATIN = [c + v for c in "bdlmnrstvw" for v in "aeiou" if c + v != "nu"]
_CYRILLIC = [c + v for c in "бвдлмнрст" for v in "аеиоу"]
_HANZI = list(
    "山水火木月日星天地風雲雨雪花草林森海河湖石田門城橋船車書燈鐘鳥馬羊貓狼春夏秋冬"
)
_HANGUL = list("가나다라마바사아자하거너더러머버서어고노도로모보소오")
_KANA = list("あいうえおかきくけこさしすせそたちつてとなにぬねのまみむめも")
_THAI = list("กขคงจชดตนบพมยรลวสห")

_SYLLABLES = {
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
    "zh": _HANZI,
    "ja": _KANA,
    "ko": _HANGUL,
    "th": _THAI,
}
#: Languages written without spaces between words.
_UNSPACED = {"zh", "ja", "th"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, the most used first."""

    words: NDArray[np.object_]
    space: str

    def draw(self, dice: np.random.Generator, count: int) -> list[str]:
        """So many words, as often as they would be used."""
        return list(self.words[by_rank(len(self.words), dice, count)])

    def phrases(
        self, dice: np.random.Generator, lengths: NDArray[np.int64]
    ) -> list[str]:
        """Runs of so many words each."""
        words = self.draw(dice, int(lengths.sum()))
        ends = np.cumsum(lengths).tolist()
        starts = [0, *ends[:-1]]
        return [
            self.space.join(words[start:end])
            for start, end in zip(starts, ends, strict=True)
        ]


def lexicon(language: str) -> Lexicon:
    """The words of a language; the same ones every time."""
    script = language if language in _SYLLABLES else ""
    return Lexicon(_words(script), "" if script in _UNSPACED else " ")


@cache
def _words(script: str) -> NDArray[np.object_]:
    """As many words as a language uses, or as its few syllables make. Short ones are used most."""
    dice = random.Random(f"words {script}")
    syllables = _SYLLABLES.get(script, _LATIN)
    lengths = (2, 2, 2) if script == "zh" else (2, 3, 3, 4)
    size = min(SMALLER if script else SIZE, len(syllables) ** max(lengths) // 4)
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(dice.choices(syllables, k=dice.choice(lengths)))] = None
    ordered = sorted(words, key=lambda word: (len(word) + dice.random() * 2, word))
    return np.array(ordered, dtype=object)
