"""Who and what a text is about: its proper names and how often each stands there.

Languages with capitals: words with a capital that do not always begin a sentence. German gives
every noun a capital, so there a word that usually follows an article is no name. A name that
often follows "in" or "from" is a place; places hold a text together, but link no series. Scripts
without capitals: the runs of letters that recur most, but for the commonest.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from fascicle.importing.grouping.words import fold

#: How many names a profile keeps.
KEPT = 40
_MOST = 200
_LEAST = 2

# A word and the next one, in one clause.
_PAIR = re.compile(r"(?<![^\W\d_])([^\W\d_]+),? (?=([^\W\d_]{3,}))")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_KATAKANA_RUN = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
_STYLED = re.compile(
    r"\b(Mr|Mrs|Ms|Mx|Dr|St|Mme|Mlle|Capt|Col|Gen|Lt|Sgt|Prof|Rev|Sr|Sra|Hr|Fr|M)\. "
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÞА-ЯΑ-Ω]")

_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december god lord sir mister missus miss "
    "madam madame monsieur mademoiselle herr frau fraulein senor senora don dona mrs mme mlle "
    "english french german american england france europe the and but chapter part "
    "christmas easter heaven sie ihnen ihr ihre ihren ihrem ihrer ihres dieu dios gott".split()
)
_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
    "mein meine meinen meinem meiner dein deine sein seine seinen seinem seiner ihr ihre "
    "ihren ihrem ihrer unser unsere unserer diese dieser diesem diesen dieses jede jeder "
    "jedem jeden zum zur im am vom ins ans beim".split()
)
_PLACING = frozenset(
    "in at from near into across throughout around via toward towards en dans depuis vers nach aus "
    "bei desde hacia sur в из на во по под за di da dal nel a à".split()
)
_COMMON_HAN = frozenset(
    "的一是了不在人有我他这這个個上们們来來到时時大地为為子中你说說生国國年着著就那和要她出也得里裡后後自以会會"
    "家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開"
    "些所同行面前已又与與从從此其何等者且則则乃即便吾汝曰云若雖虽今见見听聽问問知言无無非将將被使令叫"
    "兩两二三四五六七八九十百千萬万日本間方分氣気思時居様"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, folded, and how often it stands in a text."""

    name: str
    count: int
    is_place: bool = False


def names_of(text: str, language: str) -> list[Name]:
    """The names of a text, the most frequent first."""
    if language in ("zh", "ja", "ko", "th"):
        return _best(_unspaced(text).items())
    if not _CAPITALS.search(text):
        return _best(Counter(_WORD.findall(text)).items())
    text = _STYLED.sub(r"\1 ", text)
    pairs = [pair for pair in _PAIR.findall(text) if pair[1][0].isupper()]
    inside = Counter(word for _, word in pairs)
    if language == "de":
        inside = _without_nouns(inside, pairs)
        return _best(inside.items(), _places(inside, pairs))
    everywhere = Counter(_WORD.findall(text))
    found = Counter(
        {
            word: everywhere[word]
            for word in inside
            if everywhere[word] > everywhere[word.casefold()]
        }
    )
    return _best(found.items(), _places(inside, pairs))


def packed(names: Iterable[Name]) -> str:
    """As text: "anna 12 harbour -7", the minus for a place."""
    return " ".join(
        f"{each.name} {-each.count if each.is_place else each.count}" for each in names
    )


def unpacked(text: str) -> list[Name]:
    parts = text.split()
    return [
        Name(intern(name), abs(int(count)), count.startswith("-"))
        for name, count in zip(parts[::2], parts[1::2], strict=True)
    ]


def _best(found: Iterable[tuple[str, int]], places: Iterable[str] = ()) -> list[Name]:
    counts: Counter[str] = Counter()
    for word, count in found:
        if (name := _folded(word)) not in _NO_NAMES:
            counts[name] += count
    placed = {_folded(word) for word in places}
    names = [
        Name(name, min(count, _MOST), name in placed)
        for name, count in counts.items()
        if count >= _LEAST
    ]
    names.sort(key=lambda each: (-each.count, each.name))
    return names[:KEPT]


def _folded(word: str) -> str:
    word = word.casefold()
    return word if word.isascii() else fold(word)


def _places(found: Counter[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The names that often follow a word like "in", or such a name: "in New York"."""
    placed: Counter[str] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for before, word in pairs:
        if before.casefold() in _PLACING:
            placed[word] += 1
        elif before in found:
            after[before, word] += 1
    places = {word for word, count in placed.items() if count * 4 >= found[word]}
    return places | {
        word
        for (before, word), count in after.items()
        if before in places and count * 2 >= found[word]
    }


def _without_nouns(
    found: Counter[str], pairs: Iterable[tuple[str, str]]
) -> Counter[str]:
    after = Counter(word for before, word in pairs if before.casefold() in _ARTICLES)
    return Counter({word: n for word, n in found.items() if after[word] * 5 < n})


def _unspaced(text: str) -> Counter[str]:
    found = Counter(_KATAKANA_RUN.findall(text))
    for run in _HAN_RUN.findall(text):
        for at in range(len(run) - 1):
            if run[at] not in _COMMON_HAN and run[at + 1] not in _COMMON_HAN:
                found[run[at : at + 2]] += 1
    return found
