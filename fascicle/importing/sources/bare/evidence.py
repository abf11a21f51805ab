"""How plausible a decoding is: letters where letters belong, quotes where quotes belong.

A single-byte decoding is judged on trigrams: every byte above ASCII with its neighbours.
Scores are means per character; above 0 is plausible, about 2 is certain.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from .alphabets import CHINESE, CYRILLIC, KOREAN, LATIN, OTHER

SAMPLE = 20_000

_OPENING, _CLOSING = frozenset("“‘„‚«‹"), frozenset("”’»›“‘")
_QUIET = frozenset("\xa0…•·°©®™€£½¼¾ªº¡¿§†")
_DASHES = frozenset("–—―")
_HIGH = re.compile(rb"[\x80-\xff]")


def byte_trigrams(data: bytes) -> Counter[bytes]:
    """Each byte above ASCII with the bytes beside it, from at most ``SAMPLE`` places."""
    padded = b"\n" + data + b"\n"
    found: Counter[bytes] = Counter()
    for count, match in enumerate(_HIGH.finditer(padded)):
        if count >= SAMPLE:
            break
        found[padded[match.start() - 1 : match.start() + 2]] += 1
    return found


def single_byte_score(trigrams: Mapping[bytes, int], codec: str) -> float:
    """How plausible these bytes are as text in ``codec``."""
    table = decoding_table(codec)
    letters: Counter[str] = Counter()
    score, total = 0.0, 0
    for (before, byte, after), count in trigrams.items():
        char = table[byte]
        total += count
        score += count * _fit(table[before], char, table[after])
        if char.isalpha():
            letters[char.lower()] += count
    return (score + _alphabet_score(letters)) / total if total else 0.0


@cache
def decoding_table(codec: str) -> str:
    """What each of the 256 bytes means in a single-byte codec."""
    return "".join(bytes([byte]).decode(codec, "replace") for byte in range(256))


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0] if char.isalpha() else ""


@cache
def _fit(before: str, char: str, after: str) -> float:
    """How well a character sits between its neighbours."""
    if char.isalpha():
        return _letter_fit(before, char, after)
    if char == "\ufffd" or unicodedata.category(char) == "Cc":
        return -6.0
    if char in _OPENING or char in _CLOSING:
        return _quote_fit(before, char, after)
    if unicodedata.category(char) in ("Mn", "Mc"):
        return 0.5 if before.isalpha() or unicodedata.category(before) == "Mn" else -4.0
    if char in _DASHES:
        return 1.0
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
        return -4.0
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


def _alphabet_score(letters: Counter[str]) -> float:
    """The sum over the letters, in the language that explains them best."""
    languages = {**LATIN, **CYRILLIC, **OTHER}
    scores = (_language_score(letters, alphabet) for alphabet in languages.values())
    return max(scores, default=0.0)


def _language_score(letters: Counter[str], alphabet: str) -> float:
    score = 0.0
    for letter, count in letters.items():
        rank = alphabet.find(letter)
        score += count * (-1.5 if rank < 0 else 1.5 - rank / len(alphabet))
    return score


def wide_score(text: str) -> float:
    """How plausible text is as Chinese, Japanese or Korean: 0 to about 1."""
    wide = [char for char in text[: 4 * SAMPLE] if char >= "\x80"][:SAMPLE]
    if not wide:
        return 0.0
    chinese = kana = korean = hangul = odd = 0
    for char in wide:
        chinese += char in CHINESE or char in "，。、；：？！「」『』《》（）　“”…—"
        kana += "\u3041" <= char <= "\u30fe" or char in "、。「」『』　"
        hangul += "\uac00" <= char <= "\ud7a3"
        korean += char in KOREAN
        odd += (
            "\uff61" <= char <= "\uff9f"
            or "\ue000" <= char <= "\uf8ff"
            or char == "\ufffd"
        )
    korean = korean if hangul * 2 > len(wide) else 0
    best = max(chinese * 1.6, kana * 1.4, korean * 1.5)
    return (best - 5 * odd) / len(wide)
