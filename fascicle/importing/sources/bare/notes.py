"""Is a passage the writer speaking about the work, or the work speaking?

No phrase decides. Signs of the writer and of the story are weighed against each other, and how
much is needed depends on where the passage stands: beside a label, in brackets, after the end.
"""

import re
from functools import lru_cache

from .note_languages import (
    OTHER_ADDRESS_SIGNS,
    OTHER_STORY_SIGNS,
    OTHER_WRITER_SIGNS,
)
from .note_vocabulary import ADDRESS_SIGNS, STORY_SIGNS, WRITER_SIGNS

_BRACKETS = re.compile(r"^\s*[\[({<~].{10,}[\])}>~]\s*$", re.S)
_LABEL = re.compile(
    r"(?i)^[\W_]*(a/?n|author.?s?.{0,2} notes?|notes? (from|by) the author|end ?notes?"
    r"|(story|chapter|pre|post|beginning|closing|opening|final|translator.?s|editor.?s)"
    r".{0,8} notes?|to my readers?|a note|notes|nota del autor|note de l.auteur"
    r"|anmerkung(en)?( (der|des) \w+)?|примечани[ея]( автора)?|от автора|作者的话|作者有话说"
    r"|後書き|前書き|あとがき|まえがき|ملاحظة( الكاتب)?|disclaimers?|acknowledge?ments?"
    r"|dedication|author.?s (preface|foreword|afterword)|content (notes?|warnings?)"
    r"|(trigger )?warnings?|recap|(the )?story so far|previously.{0,40})[\W_]*$"
)
#: How a note ends: a wish, a place and year, a name after a dash or a wave.
_SIGN_OFF = re.compile(
    r"(?i)^\W*(love|hugs|cheers|thanks|thank you|regards|best|yours|enjoy|ciao|later|peace"
    r"|(xo)+x?|x{2,}|happy reading|lg|liebe grüße|bises|bisous|saludos|besos)\b[\w ,.!~*-]{0,40}$"
    r"|^[\w ]{2,30}, ?([\w ]{2,20},? )?(1[5-9]|20)\d\d\W*$"
    r"|^(~|--?|–|—|\*) ?[^\W\d_][\w. "
    r"]{1,30}(~|\*)?$"
)
_LETTER_END = re.compile(
    r"(?i)^\W*p\.? ?s\b|\b(write (back|soon|to me)|i remain|yours? (ever|truly|faithfully"
    r"|sincerely|obediently|affectionately|loving)|(ever|as ever|truly|faithfully"
    r"|sincerely),? yours?"
    r"|your (ever |most )?(loving|obedient|affectionate|humble|devoted)|forgive me|by the time you"
    r" read this|whoever (finds|reads) this|if (you|anyone|anybody) (finds?|reads?) (this|it)"
    r"|tell (my|them|him|her) )\b|^\W*(my )?dear(est)? [A-Z]"
)
_UNCLEAR = 1.9  # who only speaks to somebody may be of the story
_LONG_ENOUGH = 60  # words from which a note has an "I" or a "you"
_LONG = 110  # words from which a passage is more likely narration


_COMPILED = tuple(
    tuple((weight, re.compile(pattern, re.I | re.S)) for weight, pattern in signs)
    for signs in (
        (*WRITER_SIGNS, *OTHER_WRITER_SIGNS),
        (*ADDRESS_SIGNS, *OTHER_ADDRESS_SIGNS),
        (*STORY_SIGNS, *OTHER_STORY_SIGNS),
    )
)


@lru_cache(maxsize=4096)
def noteness(text: str) -> float:
    """How much the passage reads as a note: above 2 it likely is, below 0.5 it likely is not.

    At least one sign of the writer or a clear word to the reader is needed.
    """
    sample = text[:3000].replace("’", "'")
    writer, address, story = (
        sum(weight for weight, pattern in signs if pattern.search(sample))
        for signs in _COMPILED
    )
    if writer < 2.0 and is_letter_end(text):
        return 0.0
    if writer < 1.0 and address < 2.0:
        return 0.0
    words = len(text.split())
    length = max(0.0, (words - _LONG) / _LONG)
    brackets = 1.0 if is_bracketed(text) else 0.0
    strength = writer + 0.7 * min(address, 3.0) + brackets - story - length
    voiceless = address < 0.5 and words > _LONG_ENOUGH and writer < 5.0
    sure = brackets or (writer >= 1.0 and not voiceless)
    return strength if sure else min(strength, _UNCLEAR)


def storyness(text: str) -> float:
    """How much the passage reads as narration or talk."""
    sample = text[:3000].replace("’", "'")
    return sum(weight for weight, pattern in _COMPILED[2] if pattern.search(sample))


def is_bracketed(text: str) -> bool:
    """Whether the whole passage stands in brackets (stars are emphasis)."""
    return bool(_BRACKETS.match(text))


def is_note_label(text: str) -> bool:
    """Whether the passage is only the heading of a note: "A/N", "Author's notes", "To my"
    " readers"."""
    return len(text) < 60 and bool(_LABEL.match(text))


def is_sign_off(text: str) -> bool:
    """Whether the passage signs a note: "Love, Kat", "~Nora", "Saltmouth, June 1904". Tells
    something only beside a note."""
    return len(text) < 60 and bool(_SIGN_OFF.match(text.strip()))


def is_letter_end(text: str) -> bool:
    """Whether a passage closes a letter, which may be one in the story."""
    return len(text) < 400 and bool(_LETTER_END.search(text))


def note_kind(text: str) -> str:
    """What sort of note a passage is."""
    if re.search(
        r"(?i)disclaim|\b(don'?t|do not|nothing|none|not) (own|belong|sue|mine)|own nothing"
        r"|borrowing"
        r"|copyright|personal use|no (profit|money|infringement)|all rights reserved",
        text.replace("’", "'"),
    ):
        return "disclaimer"
    return "author-note"
