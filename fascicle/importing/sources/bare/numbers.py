"""Numbers as writers of headings write them: digits, Roman, words, CJK numerals."""

import re
import unicodedata

from .vocabulary import NUMBER_WORDS, ORDINAL_SUFFIXES, TENS_WORDS

_ROMAN = re.compile(
    r"(?=[MDCLXVI])M{0,3}(CM|CD|D?C{0,4})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})$"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_CJK_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "両": 2, "两": 2, "兩": 2, "壱": 1, "弐": 2, "参": 3, "廿": 20, "卅": 30,
}  # fmt: skip
_CJK_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGEST = 5000


def parse_number(text: str) -> float | None:
    """The number that ``text`` is, or None if it is none: "7", "IV", "twenty-one", "第" apart.

    Letters fit a Roman numeral only when they are all of one case.
    """
    word = unicodedata.normalize("NFKC", text).strip(" .:)(-–—\t[]#")
    if not word:
        return None
    word = re.sub(r"(?<=\d)[a-d]$", "", word)  # "7b" is a piece of the seventh
    if re.fullmatch(r"\d{1,4}(\.\d)?", word):
        return float(word)
    if (roman := parse_roman(word)) is not None:
        return roman
    if (cjk := parse_cjk(word)) is not None:
        return cjk
    return parse_words(word)


def parse_roman(word: str) -> float | None:
    """A Roman numeral, in capitals or all small."""
    if not (word.isupper() or word.islower()) or not _ROMAN.match(word.upper()):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word.upper()]
    total = sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )
    return float(total) if 0 < total <= _LARGEST else None


def parse_cjk(word: str) -> float | None:
    """Chinese and Japanese numerals: 三, 十二, 二十一, 百二, 一〇三."""
    if not word or any(c not in _CJK_DIGITS and c not in _CJK_UNITS for c in word):
        return None
    if not any(c in _CJK_UNITS for c in word):
        digits = [_CJK_DIGITS[c] for c in word]
        if len(digits) == 1 or all(d < 10 for d in digits):
            return float("".join(str(d) for d in digits))
        return float(sum(digits))
    total = pending = 0
    for c in word:
        if c in _CJK_UNITS:
            total += (pending or 1) * _CJK_UNITS[c]
            pending = 0
        else:
            pending = _CJK_DIGITS[c]
    return float(total + pending)


def parse_words(word: str) -> float | None:
    """A number in words, cardinal or ordinal, in any language of the vocabulary."""
    folded = word.casefold().replace("’", "'")
    if folded in NUMBER_WORDS:
        return float(NUMBER_WORDS[folded])
    digits = re.fullmatch(r"(\d{1,4})(" + "|".join(ORDINAL_SUFFIXES) + r")", folded)
    if digits:
        return float(digits[1])
    parts = re.split(r"[\s-]+", folded)
    if len(parts) == 2 and parts[0] in TENS_WORDS and parts[1] in NUMBER_WORDS:
        unit = NUMBER_WORDS[parts[1]]
        return float(TENS_WORDS[parts[0]] + unit) if unit < 10 else None
    return None
