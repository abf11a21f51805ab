"""Finding the words of a query again in a text, to show where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from fascicle.search.text import analysis
from fascicle.search.text.query import LONGEST_PHRASE
from fascicle.search.words.grammar import All, Either, Field, Node, Words

#: How much of a text is shown around what was found, in signs.
WIDTH = 240
LEAD = 60
#: As many finds are looked at to choose what to show.
MOST_FINDS = 60
#: As many words or phrases of a query are looked for.
MOST_PHRASES = 6
#: Letters by which a word is recognized before it is looked at closely.
_BEGINNING = 4
_VARIANTS = {
    "a": "aàáâãäåāăą",
    "c": "cçćč",
    "d": "dďđð",
    "e": "eèéêëēėęě",
    "g": "gğ",
    "i": "iìíîïīıį",
    "l": "lł",
    "n": "nñńň",
    "o": "oòóôõöøōő",
    "r": "rř",
    "s": "sśşšß",
    "t": "tţť",
    "u": "uùúûüūůű",
    "y": "yýÿ",
    "z": "zźżž",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words in a row: how to come upon them quickly, and how to be sure."""

    pattern: re.Pattern[str]
    hints: frozenset[str]
    """One of these is in any text that the pattern fits."""
    said: tuple[str, ...]
    is_prefix: bool


class Marker:
    """Finds what a query asks for in texts of one language."""

    def __init__(self, node: Node, language: str, also: Field = Field.ANY) -> None:
        """``language`` is empty where words are not stemmed. Words that are looked for in
        ``also`` alone are found as well.
        """
        self._analyzer = analysis.stemmer_of(language)
        #: The same few words are found again and again.
        self._words = cache(analysis.words)
        phrases = (self._phrase(words) for words in _wanted(node, {Field.ANY, also}))
        self._phrases = list(islice(filter(None, phrases), MOST_PHRASES))

    def excerpt(self, text: str) -> tuple[Piece, ...]:
        """The stretch of a text with the most of what is asked for; empty if there is nothing."""
        finds = self._finds(text)
        if not finds:
            return ()
        begin = _best_begin(finds)
        end = min(len(text), begin + WIDTH)
        begin, end = _at_spaces(text, begin, end)
        shown = [find for find in finds if begin <= find[0] and find[1] <= end]
        pieces = list(_pieces(text, begin, end, shown))
        if begin:
            pieces.insert(0, Piece("… "))
        if end < len(text):
            pieces.append(Piece(" …"))
        return tuple(pieces)

    def whole(self, text: str) -> tuple[Piece, ...]:
        """All of a short text; empty if nothing stands in it."""
        finds = self._finds(text)
        return tuple(_pieces(text, 0, len(text), finds)) if finds else ()

    def _finds(self, text: str) -> list[tuple[int, int, int]]:
        """Where something stands: begin, end, which phrase."""
        found = []
        lowered = text.lower()
        for number, phrase in enumerate(self._phrases):
            if not any(hint in lowered for hint in phrase.hints):
                continue  # many times as quick as the pattern
            count = 0
            for match in phrase.pattern.finditer(text):
                if self._is_it(match[0], phrase):
                    found.append((match.start(), match.end(), number))
                    count += 1
                if count >= MOST_FINDS:
                    break
        return sorted(found)

    def _phrase(self, words: Words) -> _Phrase | None:
        asked = words.text[: analysis.LONGEST_SAID]
        plain = analysis.words(asked)[:LONGEST_PHRASE]
        if not plain:
            return None
        if analysis.is_unspaced(asked):
            literal = asked.strip()
            hints = frozenset({literal.lower()})
            pattern = re.compile(re.escape(literal), re.I)
            return _Phrase(pattern, hints, (), is_prefix=False)
        said = plain if words.is_prefix else analysis.words(asked, self._analyzer)
        pattern = re.compile(r"\W+".join(map(_beginning, plain)), re.I)
        said = said[:LONGEST_PHRASE] or plain
        return _Phrase(pattern, _hints(plain[0]), tuple(said), words.is_prefix)

    def _is_it(self, found: str, phrase: _Phrase) -> bool:
        if not phrase.said:
            return True
        if not phrase.is_prefix:
            return tuple(self._words(found, self._analyzer)) == phrase.said
        written = self._words(found)
        return (
            len(written) == len(phrase.said)
            and written[:-1] == list(phrase.said[:-1])
            and written[-1].startswith(phrase.said[-1])
        )


def _wanted(node: Node, where: Set[Field]) -> Iterator[Words]:
    """What is asked for in these fields; what is excluded cannot be shown."""
    match node:
        case Words() if node.where in where:
            yield node
        case All(nodes) | Either(nodes):
            for one in nodes:
                yield from _wanted(one, where)


def _beginning(word: str) -> str:
    """A pattern for words that begin like this one, whatever their accents and ending."""
    letters = (
        f"[{_VARIANTS[letter]}]" if letter in _VARIANTS else re.escape(letter)
        for letter in word[:_BEGINNING]
    )
    return rf"\b{''.join(letters)}[\w'’]*"


def _hints(word: str) -> frozenset[str]:
    """The beginning as it is, or any letter with an accent that may stand in it."""
    begun = word[:_BEGINNING]
    accented = (_VARIANTS.get(letter, letter)[1:] for letter in begun)
    return frozenset({begun}.union(*accented))


def _best_begin(finds: Sequence[tuple[int, int, int]]) -> int:
    """Where to begin so that the most different things are shown; the first of equals."""
    best, most = 0, 0
    every = len({number for _first, _last, number in finds})
    for index, (begin, _end, _number) in enumerate(finds):
        end = begin + WIDTH - LEAD
        near = takewhile(
            lambda find, end=end: find[0] < end,  # type: ignore[misc]
            finds[index : index + MOST_FINDS],
        )
        within = {number for _first, last, number in near if last <= end}
        if len(within) > most:
            best, most = begin, len(within)
        if most == every:
            break  # none is better
    return max(0, best - LEAD)


def _at_spaces(text: str, begin: int, end: int) -> tuple[int, int]:
    """Not in the middle of a word, where there are spaces near."""
    if begin and (space := text.find(" ", begin, begin + LEAD // 2)) >= 0:
        begin = space + 1
    if end < len(text) and (space := text.rfind(" ", end - LEAD // 2, end)) >= 0:
        end = space
    return begin, end


def _pieces(
    text: str, begin: int, end: int, finds: Iterable[tuple[int, int, int]]
) -> Iterator[Piece]:
    place = begin
    for first, last, _number in finds:
        if first < place:
            continue
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], is_found=True)
        place = last
    if place < end:
        yield Piece(text[place:end])
