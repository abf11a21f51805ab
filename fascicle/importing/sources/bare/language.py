"""The language of a text: by its script and common words; by a model where these leave it open."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from fascicle.importing.story import Conclusion, Document, Evidence

from .common_words import CYRILLIC_WORDS, LATIN_WORDS
from .language_model import language_model

#: Scripts of one language (as far as stories go), by the first word of a letter's name.
_BY_SCRIPT = {
    "HANGUL": "ko",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "ETHIOPIC": "am",
    "TIBETAN": "bo",
}
_SAMPLE = 8_000
_FEW_LETTERS = 40
_FEW_WIDE = 12
_FEW_FOR_MODEL = 25
_UNLIKELY = 0.5
_LISTS = {"LATIN": LATIN_WORDS, "CYRILLIC": CYRILLIC_WORDS}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(document: Document) -> Conclusion[str] | None:
    """The language most of a document is in (ISO 639-1), or None where that cannot be told."""
    return language_of_text(_sample([line.text for line in document.lines]))


def _sample(lines: list[str]) -> str:
    """Running text from three places, as headers may be in another language."""
    filled = [line for line in lines if len(line) > 20] or lines
    part = _SAMPLE // 3
    pieces = []
    for start in (len(filled) // 10, len(filled) // 2, len(filled) * 4 // 5):
        size = 0
        for line in filled[start:]:
            if size >= part:
                break
            pieces.append(line[: part - size])
            size += len(pieces[-1])
    return "\n".join(pieces)


def language_of_text(text: str) -> Conclusion[str] | None:
    """The language of a text (ISO 639-1), or None where it is too short or unknown."""
    text = text[:_SAMPLE]
    return language_by_words(text) or _by_model(text)


def language_by_words(text: str) -> Conclusion[str] | None:
    """The language of a text where its script or its commonest words leave no doubt."""
    text = text[:_SAMPLE]
    scripts = Counter(_script(char) for char in text if char.isalpha())
    wide = sum(scripts[name] for name in ("CJK", "HIRAGANA", "KATAKANA"))
    if wide * 2 > scripts.total():
        return _east_asian(scripts, wide)
    script, letters = scripts.most_common(1)[0] if scripts else ("", 0)
    if letters < _FEW_LETTERS:
        return None
    if script in _LISTS:
        return _by_words(text, _LISTS[script])
    if script == "ARABIC":
        return _arabic_script(text)
    return _by_script(script, letters / scripts.total())


def _by_script(script: str, share: float) -> Conclusion[str] | None:
    language = _BY_SCRIPT.get(script)
    return _conclude(language, share, f"{script.lower()} script") if language else None


def _by_model(text: str) -> Conclusion[str] | None:
    if sum(map(len, _WORD.findall(text))) < _FEW_FOR_MODEL:
        return None
    language, likelihood = language_model().classify(text)
    if likelihood < _UNLIKELY:
        return None
    return _conclude(language, 0.9 * float(likelihood), "letters and their order")


@lru_cache(maxsize=20_000)
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0].split("-", 1)[0]


def _conclude(language: str, confidence: float, quote: str) -> Conclusion[str]:
    return Conclusion(
        language, round(min(0.99, confidence), 2), (Evidence("language", quote),)
    )


def _east_asian(scripts: Counter[str], wide: int) -> Conclusion[str] | None:
    if wide < _FEW_WIDE:
        return None
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 20 > wide:
        return _conclude("ja", 0.6 + kana / wide, "kana")
    return _conclude("zh", 0.95, "Chinese characters without kana")


def _arabic_script(text: str) -> Conclusion[str]:
    counts = Counter(text)
    if sum(counts[char] for char in "ٹڈڑےں") * 60 > len(text):
        return _conclude("ur", 0.95, "letters of Urdu")
    if sum(counts[char] for char in "پچژگیک") * 40 > len(text):
        return _conclude("fa", 0.95, "letters of Persian")
    return _conclude("ar", 0.97, "arabic script")


def _by_words(text: str, lists: Mapping[str, frozenset[str]]) -> Conclusion[str] | None:
    """The language whose common words make up the largest share of the text."""
    words = Counter(word.lower() for word in _WORD.findall(text))
    total = words.total()
    if total < _FEW_WIDE:
        return None
    shares = {
        language: sum(words[word] for word in common) / total
        for language, common in lists.items()
    }
    (best, share), (_, second) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    margin = (share - second) / share if share else 0.0
    if share < 0.12 or margin < 0.1 or (total < 30 and margin < 0.3):
        return None
    known = sorted(
        (word for word in lists[best] if words[word]), key=lambda w: -words[w]
    )[:5]
    confidence = 0.5 + min(0.3, share) + min(0.2, margin)
    return _conclude(best, confidence, ", ".join(known))
