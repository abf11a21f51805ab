"""How a line looks: like a title, like a name, like the first line of a story.

Each judges a line alone; where it stands decides whether the likeness counts.
"""

import re
import unicodedata

from .front_vocabulary import (
    ARGUMENT_OPENINGS,
    NAME_PARTICLES,
    NOT_NAMES,
    SMALL_WORDS,
)

LONGEST_TITLE = 90
_LONGEST_WIDE = 30
_WORDS = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_QUOTED = re.compile(
    r"^[\"“„«'‘「『《【](?P<inner>[^\"“”„«»「」『』《》【】]{1,80})[\"”“»'’」』》】]$"
)
_SENTENCE_ENDS = (".", ",", ";", ":", "。", "，", "、", "؛", "،")
_WIDE_SENTENCE = re.compile("[。，、！？「」『』；]")
_TWO_SENTENCES = re.compile(r"[a-zà-ÿа-я]{2}[.!?]\s+[A-ZА-Я\"“]")
_DECORATION = "*_=~#>•<|-" + "".join(
    char for char in map(chr, range(0x3001)) if char.isspace()
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DATED = re.compile(
    r"(?i)^(?:[^\W\d_]{3,14},?\s+){0,3}(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+)?[^\W\d_]{0,12}[\s./,-]*"
    r"(?:\d{1,2}[\s./,-]+)?(?:1[5-9]|20)\d\d\.?$"
)
_ADDRESS = re.compile(
    r"(?i)^\W*(?:e-?mail\W+)?(?:<?[\w.+-]+@[\w.-]+\.\w+>?|https?://\S+|www\.\S+)\W*$"
)
_ARGUMENT = re.compile(r"(?i)^(?:" + "|".join(ARGUMENT_OPENINGS) + r")\b")


def undecorated(text: str) -> str:
    """A line without the stars, dashes and quotation marks that set it off."""
    bare = text.strip(_DECORATION)  # a pattern with $ would take quadratic time
    quoted = _QUOTED.match(bare)
    return quoted["inner"].strip() if quoted else bare


def is_wide(text: str) -> bool:
    """Whether a text is written without spaces, as Chinese and Japanese are."""
    return len(_WIDE.findall(text[:200])) * 2 > len(text[:200].strip())


def is_title_cased(text: str) -> bool:
    """Whether the words that count all begin with a capital, or all letters are capitals."""
    words = [word for word in _WORDS.findall(text) if word[0].isalpha()]
    if not words:
        return False
    if text.upper() == text and text.lower() != text:
        return True
    heavy = [word for word in words if word.casefold().strip(".") not in SMALL_WORDS]
    raised = sum(not word[0].islower() for word in heavy)
    return words[0][0].isupper() and raised == len(heavy) > 0


def is_title_like(text: str, *, closed: bool = False) -> bool:
    """Whether a line could be a title: short, no sentence, nothing that is spoken.

    ``closed`` allows a full stop at its end, as old books have.
    """
    bare = undecorated(text)
    if not any(char.isalpha() for char in bare):
        return bool(re.fullmatch(r"\d{3,5}", bare)) and not _YEAR.fullmatch(bare)
    if is_wide(bare):
        return len(bare) <= _LONGEST_WIDE and not _WIDE_SENTENCE.search(bare)
    if len(bare) > LONGEST_TITLE or is_dated(bare) or is_address(bare):
        return False
    if bare[0] in '"“„«‘—–([{' or _is_open_speech(text):
        return False
    if bare[0].islower():
        few = len(bare) < 40 and len(bare.split()) <= 4
        return few and not bare.endswith((*_SENTENCE_ENDS, "!", "?"))
    return _ends_like_title(bare, closed=closed)


def _ends_like_title(bare: str, *, closed: bool) -> bool:
    cased = is_title_cased(bare)
    if bare.endswith(_SENTENCE_ENDS) and not bare.endswith("..."):
        return closed and bare.endswith(".") and cased
    return cased or not _TWO_SENTENCES.search(bare)


def _is_open_speech(text: str) -> bool:
    """A line that begins or ends a speech: what is wholly in quotes may be a title."""
    stripped = text.strip(" \t*_")
    quotes = sum(stripped.count(mark) for mark in '"“”„«»「」')
    return quotes > 0 and not _QUOTED.match(stripped) and not is_title_cased(stripped)


def is_plain_phrase(text: str) -> bool:
    """Whether a line reads as a few words of a sentence rather than as a title.

    Titles in many languages capitalise the first word only: these pass when they are short.
    """
    if is_wide(text) or is_title_cased(undecorated(text)) or not text.isascii():
        return len(text.split()) > 9
    return len(text.split()) > 6


def is_name_like(text: str) -> bool:
    """Whether a line could be a person's name or a pen name of at least two words."""
    bare = unicodedata.normalize("NFC", undecorated(text))
    if is_wide(bare):
        return 2 <= len(bare) <= 12 and bool(re.fullmatch(r"[\w·・•\s]+", bare))
    words = bare.replace(".", ". ").split()
    if not 2 <= len(words) <= 6 or any(char.isdigit() for char in bare):
        return False
    if re.search(r"[^\w\s.'’\-&,]", re.sub(r"[\u0610-\u061a\u064b-\u065f]", "", bare)):
        return False
    folded = [word.casefold().strip(".,") for word in words]
    if any(word in NOT_NAMES for word in folded):
        return False
    return (
        all(
            not word[0].islower() or word.casefold() in NAME_PARTICLES for word in words
        )
        and not words[-1][0].islower()
    )


def is_dated(text: str) -> bool:
    """Whether a line is a date, or a place and a date: "London, August, 1889."."""
    return (
        len(text) < 60 and bool(_YEAR.search(text)) and bool(_DATED.match(text.strip()))
    )


def is_address(text: str) -> bool:
    """Whether a line is a mail or web address and no more."""
    return len(text) < 200 and bool(_ADDRESS.match(text))


def is_argument(text: str) -> bool:
    """Whether a passage tells what a chapter holds, as old novels do under its number."""
    if len(text) > 900 or len(text) < 12:
        return False
    if _ARGUMENT.match(text.strip()):
        return len(text) < 400
    parts = [part.strip(" .") for part in re.split(r"\s*(?:—|--+|–)\s*", text.strip())]
    return (
        len(parts) >= 3
        and all(
            part and (not part[0].islower()) and part[0] not in "\"“'‘«"
            for part in parts
        )
        and len(text) / len(parts) < 110
    )
