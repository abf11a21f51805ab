"""A chapter's words in the form in which texts are compared: no case, accents, marks or layout."""

import html
import re
import unicodedata

_TAG = re.compile(r"<[^<>]*>")
_INNER = re.compile(r"(?<=\w)['’‘ʼ`\u00ad\u200b-\u200d‐‑-](?=\w)")
_WORD = re.compile(r"\w+")
#: Scripts written without spaces: each character stands for a word.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SINGLE = re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")


def plain(markup: str) -> str:
    """What shows of a chapter's HTML; blocks and breaks part words."""
    return html.unescape(_TAG.sub(" ", markup))


def words_of(text: str) -> list[str]:
    """Its words, folded: "To-day, don’t" and "today dont" are alike."""
    text = _INNER.sub("", text.replace("_", " ")).casefold()
    if not text.isascii():
        text = fold(text)
    if _HAS_UNSPACED.search(text):
        return _SINGLE.findall(text)
    return _WORD.findall(text)


def fold(text: str) -> str:
    """The text without accents and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
