"""Names that look like other names (UTS 39).

Two names whose ``skeleton`` is the same look the same to a reader, whatever letters they are
made of. Letters of two alphabets in one word are a disguise; a name with a word in each is not.
"""

import unicodedata
from functools import cache

from confusable_homoglyphs.categories import aliases_categories
from confusable_homoglyphs.confusables import confusables_data

from fascicle.core.names import one_line

#: Alphabets that one language writes together (UTS 39 §5.2, "highly restrictive").
_TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)
_EVERYWHERE = {"COMMON", "INHERITED", "Unknown"}
#: Joiners, which Indic and Persian words need; elsewhere they are nothing but hidden.
_JOINERS = {"\u200c", "\u200d"}
_JOINED_IN = ("ARABIC", "DEVANAGARI", "BENGALI", "MALAYALAM", "SINHALA", "TAMIL")


def skeleton(name: str) -> str:
    """What a name looks like: names of the same skeleton are taken for one another."""
    plain = unicodedata.normalize("NFKC", one_line(name))
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if _shows(letter)
    )
    # Once as it is written and once in small letters: "Ines" is "lnes", and "MAX" is "max".
    return " ".join(_prototypes(_prototypes(bare).casefold()).split())


def mixes_alphabets(name: str) -> bool:
    """Whether a word of the name takes its letters from alphabets that no language mixes."""
    return any(_is_mixed(word) for word in name.split())


def has_unseen(name: str) -> bool:
    """Whether something in the name cannot be seen, or is no letter that anybody agreed on."""
    joins = any(script in _scripts(name) for script in _JOINED_IN)
    return any(
        unicodedata.category(letter) in {"Cc", "Cf", "Cn", "Co", "Cs"}
        and not (joins and letter in _JOINERS)
        for letter in name
    )


def _shows(letter: str) -> bool:
    """Whether a letter makes a difference to the eye; accents are too easily overlooked."""
    if unicodedata.combining(letter):
        return ord(letter) >= 0x0370 and not 0xFE00 <= ord(letter) <= 0xFE0F
    return unicodedata.category(letter) != "Cf"


def _is_mixed(word: str) -> bool:
    scripts = _scripts(word)
    return len(scripts) > 1 and not any(scripts <= group for group in _TOGETHER)


def _scripts(text: str) -> set[str]:
    return {aliases_categories(letter)[0] for letter in text} - _EVERYWHERE


def _prototypes(text: str) -> str:
    table = _table()
    return "".join(table.get(letter, letter) for letter in text)


@cache
def _table() -> dict[str, str]:
    """For each letter that looks like another, that other one.

    The data names both directions: a letter with one likeness takes it; where two have but
    each other, the first in the code charts stands for both.
    """
    likenesses = {
        letter: [other["c"] for other in others]
        for letter, others in confusables_data.items()
        if len(letter) == 1
    }
    table = {}
    for letter, others in likenesses.items():
        if len(others) != 1:
            continue
        (other,) = others
        mutual = likenesses.get(other) == [letter]
        if not mutual or other < letter:
            table[letter] = other
    return table
