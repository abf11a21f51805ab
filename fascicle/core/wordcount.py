"""How many words a text has, as readers of its language count them.

Scripts that part words with spaces: runs between white space that hold a letter or digit,
as word processors count, so that "don't", "well-known", "3.14" and "waited—and" are one
each. Chinese and Japanese: each character, as archives do. Thai, Lao, Khmer and Burmese
write no spaces and need a dictionary to part words; one word for every three letters (vowel
signs and tone marks not counted) comes within a few per cent on prose.
"""

import html
import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del em i ins q s small span strong sub sup u".split()
)
_WORDISH = re.compile(r"[^\W_]")
_HAN_KANA = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_UNSPACED = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17f9\ua9e0-\ua9ff\uaa60-\uaa7f"
)
_CHARACTER = re.compile(f"[{_HAN_KANA}]")
_UNSPACED_LETTER = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u104c-\u1055\u1780-\u17b3\ua9e0-\ua9fe\uaa60-\uaa7a]"
)
_NOT_SPACED = re.compile(f"[{_HAN_KANA}{_UNSPACED}]+")
LETTERS_PER_WORD = 3


def count_words(text: str) -> int:
    """The number of words in plain text."""
    if text.isascii():
        return _spaced_words(text)
    characters = len(_CHARACTER.findall(text))
    letters = len(_UNSPACED_LETTER.findall(text))
    unspaced = -(-letters // LETTERS_PER_WORD)
    if characters or letters:
        text = _NOT_SPACED.sub(" ", text)
    return characters + unspaced + _spaced_words(text)


def count_words_in_html(markup: str) -> int:
    """The number of words that show; a block element parts words, an inline one does not."""
    return count_words(html.unescape(_TAG.sub(_gap, markup)))


def _gap(tag: re.Match[str]) -> str:
    return "" if tag.group(2).lower() in _INLINE else " "


def _spaced_words(text: str) -> int:
    return sum(1 for run in text.split() if _WORDISH.search(run))
