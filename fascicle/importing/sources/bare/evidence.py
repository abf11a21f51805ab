"""How plausible a decoding is: letters where letters belong, quotes where quotes belong.

Single-byte text is judged on trigrams: every character above ASCII with its neighbours.
Scores are means per character; below 0 is implausible, above 1 is convincing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from .alphabets import CHINESE, CYRILLIC, KOREAN, LATIN, OTHER

SAMPLE = 20_000

_OPENING, _CLOSING = frozenset("“‘„‚«‹"), frozenset("”’»›“‘")
_DASHES = frozenset("–—―")
_QUIET = frozenset("\xa0…•·°©®™€£½¼¾ªº¡¿§†")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH = re.compile(r"[^\x00-\x7f]")


def byte_trigrams(data: bytes) -> Counter[bytes]:
    """Each byte above ASCII with the bytes beside it, from at most ``SAMPLE`` places."""
    padded = b"\n" + data + b"\n"
    found: Counter[bytes] = Counter()
    for count, match in enumerate(_HIGH_BYTE.finditer(padded)):
        if count >= SAMPLE:
            break
        found[padded[match.start() - 1 : match.start() + 2]] += 1
    return found


def single_byte_score(
    trigrams: Mapping[bytes, int], codec: str, language: str
) -> float:
    """How plausible these bytes are in ``codec``.

    ``language`` is what the ASCII part of the text is written in, or "" if not known.
    """
    table = decoding_table(codec)
    decoded: Counter[str] = Counter()
    for (before, byte, after), count in trigrams.items():
        decoded[table[before] + table[byte] + table[after]] += count
    return _trigram_score(decoded, language)


def text_score(text: str, language: str = "") -> float:
    """How plausible decoded text is, by its characters above ASCII; 0 if it has none."""
    padded = "\n" + text + "\n"
    found: Counter[str] = Counter()
    for count, match in enumerate(_HIGH.finditer(padded)):
        if count >= SAMPLE:
            break
        found[padded[match.start() - 1 : match.start() + 2]] += 1
    return _trigram_score(found, language)


@cache
def decoding_table(codec: str) -> str:
    """What each of the 256 bytes means in a single-byte codec."""
    return "".join(bytes([byte]).decode(codec, "replace") for byte in range(256))


def _trigram_score(trigrams: Counter[str], language: str) -> float:
    letters: Counter[str] = Counter()
    score, total = 0.0, 0
    for trigram, count in trigrams.items():
        total += count
        score += count * _fit(trigram)
        if trigram[1].isalpha():
            letters[trigram[1].lower()] += count
    return (score + _alphabet_score(letters, language)) / total if total else 0.0


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0]


@cache
def _fit(trigram: str) -> float:
    """How well a character sits between its neighbours."""
    before, char, after = trigram[0], trigram[1], trigram[2]
    category = unicodedata.category(char)
    if char.isalpha():
        return _letter_fit(before, char, after)
    if char in _OPENING or char in _CLOSING:
        return _quote_fit(before, char, after)
    if category in ("Mn", "Mc"):
        return 0.5 if before.isalpha() or unicodedata.category(before) == "Mn" else -4.0
    if char in _DASHES:
        return 1.3
    return -6.0 if category == "Cc" else _symbol_fit(before, char, after)


def _symbol_fit(before: str, char: str, after: str) -> float:
    if char == "\ufffd":
        return -6.0
    if char in "£€°" and (before.isdigit() or after.isdigit()):
        return 1.5
    if char in _QUIET:
        return 0.5
    return -3.0 if before.isalpha() or after.isalpha() else -1.5


def _letter_fit(before: str, char: str, after: str) -> float:
    script = _script(char)
    neighbours = [_script(other) for other in (before, after) if other.isalpha()]
    if any(other != script for other in neighbours):
        return -4.0
    if char.isupper() and before.islower():
        return -8.0
    if char.islower() and before.isupper() and after.isupper():
        return -2.0
    if before.isdigit() or after.isdigit():
        return -2.0
    return 0.5 if neighbours else -0.5


def _quote_fit(before: str, char: str, after: str) -> float:
    if char == "’" and before.isalpha() and after.isalpha():
        return 2.0
    opens = not before.isalnum() and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if (opens and char in _OPENING) or (closes and char in _CLOSING):
        return 1.5
    return 0.0 if opens or closes else -3.0


def _alphabet_score(letters: Counter[str], language: str) -> float:
    """The sum over the letters, in the language that explains them best."""
    latin = {language: LATIN[language]} if language in LATIN else LATIN
    alphabets = (*latin.values(), *CYRILLIC.values(), *OTHER.values())
    return max(_language_score(letters, alphabet) for alphabet in alphabets)


def _language_score(letters: Counter[str], alphabet: str) -> float:
    # In English every accent is on a guest: none is a sign of the right encoding.
    top = 0.5 if alphabet is LATIN["en"] else 1.5
    score = 0.0
    for letter, count in letters.items():
        rank = alphabet.find(letter)
        score += count * (-1.5 if rank < 0 else top - rank / len(alphabet))
    return score


def wide_score(text: str) -> float:
    """How plausible text is as Chinese, Japanese or Korean: 0 to about 1."""
    wide = _HIGH.findall(text[: 4 * SAMPLE])[:SAMPLE]
    if not wide:
        return 0.0
    counts = Counter(wide)
    chinese = kana = korean = hangul = odd = 0
    for char, count in counts.items():
        chinese += count * (
            char in CHINESE or char in "，。、；：？！「」『』《》（）　“”…—"
        )
        kana += count * ("\u3041" <= char <= "\u30fe" or char in "、。「」『』　")
        hangul += count * ("\uac00" <= char <= "\ud7a3")
        korean += count * (char in KOREAN)
        odd += count * _is_odd_in_wide_text(char)
    korean = korean if hangul * 2 > len(wide) else 0
    best = max(chinese * 1.6, kana * 1.4, korean * 1.5)
    return (best - 5 * odd) / len(wide)


def _is_odd_in_wide_text(char: str) -> bool:
    return (
        "\uff61" <= char <= "\uff9f" or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
    )
