"""Who and what a text is about: its proper names and how often each stands there.

Languages with capitals: words with a capital that do not begin a sentence. German gives
every noun a capital, so there a word that usually follows an article is no name. Scripts
without capitals: the runs of letters that recur most, but for the commonest.
"""

import re
from collections import Counter
from collections.abc import Iterable

from fascicle.importing.grouping.words import fold

#: How many names a profile keeps.
KEPT = 40
_MOST = 200
_LEAST = 2

# A word after a word, not after a full stop or an opening quote.
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_]{3,}")
_AFTER_WORD = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{3,}")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_KATAKANA_RUN = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÞА-ЯΑ-Ω]")

_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december god lord sir mister missus miss "
    "madam madame monsieur mademoiselle herr frau fräulein señor señora don doña mr mrs "
    "english french german american england france europe the and but chapter part "
    "christmas easter heaven".split()
)
_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
    "mein meine meinen meinem meiner dein deine sein seine seinen seinem seiner ihr ihre "
    "ihren ihrem ihrer unser unsere unserer diese dieser diesem diesen dieses jede jeder "
    "jedem jeden zum zur im am vom ins ans beim".split()
)
_BEFORE = re.compile(r"([^\W\d_]+) ([^\W\d_]{3,})")
_COMMON_HAN = frozenset(
    "的一是了不在人有我他这這个個上们們来來到时時大地为為子中你说說生国國年着著就那和要她出也得里裡后後自以会會"
    "家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開"
    "些所同行面前已又与與从從此其何等者且則则乃即便吾汝曰云若雖虽今見见聽听問问知言無无非將将被使令叫"
    "兩两二三四五六七八九十百千萬万今日本間方分氣気思何時云居樣様"
)


def names_of(text: str, language: str) -> list[tuple[str, int]]:
    """The names of a text and how often they stand in it, the most frequent first."""
    if language == "de":
        found = _german(text)
    elif language in ("zh", "ja", "ko", "th"):
        found = _unspaced(text)
    elif _CAPITALS.search(text):
        found = _capitalised(text)
    else:
        found = Counter(_LETTERS.findall(text))
    return _best(found.items())


def _best(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for word, count in found:
        folded = word.casefold()
        folded = folded if folded.isascii() else fold(folded)
        if folded not in _NO_NAMES:
            counts[folded] += count
    often = [(name, min(n, _MOST)) for name, n in counts.items() if n >= _LEAST]
    often.sort(key=lambda item: (-item[1], item[0]))
    return often[:KEPT]


def _capitalised(text: str) -> Counter[str]:
    found = Counter(_INSIDE.findall(text))
    return Counter({word: n for word, n in found.items() if word[0].isupper()})


def _german(text: str) -> Counter[str]:
    names, nouns = Counter[str](), Counter[str]()
    for word in _AFTER_WORD.findall(text):
        if word[0].isupper():
            names[word] += 1
    for before, word in _BEFORE.findall(text):
        if word[0].isupper() and before.casefold() in _ARTICLES:
            nouns[word] += 1
    return Counter({word: n for word, n in names.items() if nouns[word] * 5 < n})


def _unspaced(text: str) -> Counter[str]:
    found = Counter(_KATAKANA_RUN.findall(text))
    for run in _HAN_RUN.findall(text):
        for at in range(len(run) - 1):
            if run[at] not in _COMMON_HAN and run[at + 1] not in _COMMON_HAN:
                found[run[at : at + 2]] += 1
    return found
