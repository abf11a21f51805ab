"""How texts and queries are made into words: the same way on both sides.

Case, width and accents are folded as in names. Scripts that put no spaces between words are cut
into overlapping pairs of signs, so that any run of them can be found as a phrase. Words are then
stemmed by tantivy, each text as its language asks for; the index keeps stems of all languages
together, and a query looks for whatever a word becomes in any of them.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

import tantivy

#: Languages with a Snowball stemmer in tantivy, by their BCP 47 subtag.
STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "el": "greek",
    "hu": "hungarian",
    "it": "italian",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "es": "spanish",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
#: The name of the analyzer that does not stem.
PLAIN = "plain"
#: Words longer than this, in bytes of UTF-8, are not kept.
LONGEST_WORD = 60
#: As much of a query's words in a row is looked at: signs, before and after they are folded.
LONGEST_SAID = 1000

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ＇](?=\w)")
_ASCII = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
#: Han, kana, bopomofo, Thai, Lao, Myanmar, Khmer, and Han beyond the basic plane.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def cut(text: str) -> str:
    """The words of a text with single spaces between; what is no word is gone."""
    if text.isascii():
        return _plain(text).translate(_ASCII)
    return _gaps().sub(" ", _UNSPACED.sub(_pairs, _plain(text)))


def cut_to_be_found(text: str) -> str:
    """The same for the index: there the last sign of an unspaced run stands alone, too.

    Every sign is so the beginning of a word, and can be looked for by itself.
    """
    if text.isascii():
        return _plain(text).translate(_ASCII)
    paired = _UNSPACED.sub(lambda run: f"{_pairs(run)}{run[0][-1]} ", _plain(text))
    return _gaps().sub(" ", paired)


def _plain(text: str) -> str:
    if text.isascii():
        return _APOSTROPHE.sub("", text.lower()) if "'" in text else text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text)
        if not (unicodedata.combining(letter) and ord(letter) < 0x0370)
    )
    return _APOSTROPHE.sub("", unicodedata.normalize("NFC", bare))


def _pairs(run: "re.Match[str]") -> str:
    """Overlapping pairs: ``ABC`` → ``AB BC``; marks stay with the sign they stand on."""
    signs: list[str] = []
    for sign in run[0]:
        if signs and unicodedata.category(sign).startswith("M"):
            signs[-1] += sign
        else:
            signs.append(sign)
    if len(signs) == 1:
        return f" {signs[0]} "
    pairs = (one + other for one, other in pairwise(signs))
    return f" {' '.join(pairs)} "


@cache
def _gaps() -> re.Pattern[str]:
    """What is neither letter nor digit, nor a mark that stands on one."""
    marks = "".join(
        chr(code)
        for code in range(0x0300, 0x20000)
        if unicodedata.category(chr(code)).startswith("M")
    )
    return re.compile(f"(?:[^\\w{marks}]|_)+")


def is_unspaced(text: str) -> bool:
    """Whether some of it is of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def stemmer_of(language: str) -> str:
    """The analyzer for texts of a BCP 47 language."""
    return STEMMERS.get(language.split("-")[0].lower(), PLAIN)


def names() -> list[str]:
    """Every analyzer there is."""
    return [PLAIN, *dict.fromkeys(STEMMERS.values())]


@cache
def analyzer(name: str) -> tantivy.TextAnalyzer:
    """The analyzer of this name; it expects a text that is cut."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    if name != PLAIN:
        builder = builder.filter(tantivy.Filter.stemmer(name))
    return builder.build()


def words(text: str, name: str = PLAIN) -> list[str]:
    """The words of a text as an analyzer leaves them."""
    return list(analyzer(name).analyze(cut(text)))


def stemmed(text: str, name: str) -> str:
    """A text for the index: its stems with spaces between."""
    return " ".join(analyzer(name).analyze(cut_to_be_found(text)))


@lru_cache(512)
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """What the words of a query may have become in texts of whatever language, each once.

    Of very many only the first; one sign may unfold into many.
    """
    plain = cut(text[:LONGEST_SAID])[:LONGEST_SAID]
    found = (tuple(analyzer(name).analyze(plain)) for name in names())
    return tuple(dict.fromkeys(stems for stems in found if stems))
