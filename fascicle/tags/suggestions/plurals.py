"""Singulars and plurals, by simple rules of several languages.

Keys have no accents, so the rules have none. A rule proposes; both names must be there.
"""

from collections.abc import Iterator

#: Ending of the singular, ending of the plural, how sure a pair makes us.
ENDINGS = (
    ("", "s", 0.85),  # English, Spanish, French, Portuguese, Dutch
    ("", "es", 0.8),  # English, Spanish
    ("y", "ies", 0.9),  # English
    ("f", "ves", 0.85),
    ("fe", "ves", 0.85),
    ("man", "men", 0.85),
    ("child", "children", 0.95),
    ("z", "ces", 0.85),  # Spanish
    ("ao", "oes", 0.9),  # Portuguese
    ("m", "ns", 0.8),
    ("al", "ais", 0.8),
    ("el", "eis", 0.8),
    ("al", "aux", 0.85),  # French
    ("eau", "eaux", 0.9),
    ("eu", "eux", 0.8),
    ("", "en", 0.6),  # German, Dutch
    ("", "n", 0.6),
    ("", "er", 0.5),
    ("", "e", 0.5),
    ("o", "i", 0.5),  # Italian
    ("a", "e", 0.4),
    ("e", "i", 0.4),
    ("a", "or", 0.5),  # Swedish, Norwegian, Danish
    ("", "ar", 0.5),
    ("e", "er", 0.5),
    ("", "ы", 0.7),  # Russian and its neighbours
    ("", "и", 0.7),
    ("а", "ы", 0.7),
    ("а", "и", 0.7),
    ("я", "и", 0.7),
    ("ь", "и", 0.7),
    ("и", "ии", 0.5),  # of "й", whose mark the key has not
    ("о", "а", 0.5),
    ("ο", "α", 0.5),  # Greek
    ("οσ", "οι", 0.6),
    ("η", "εσ", 0.6),
    ("α", "εσ", 0.5),
)
_BY_LAST_LETTER: dict[str, list[tuple[str, str, float]]] = {}
for _ending in ENDINGS:
    _BY_LAST_LETTER.setdefault(_ending[1][-1], []).append(_ending)
#: A shorter word says too little.
SHORTEST = 4


def singulars(key: str) -> Iterator[tuple[str, float]]:
    """What the singular of a name may be: its last word's, in any of the languages."""
    last = key[key.rfind(" ") + 1 :]
    if len(last) <= SHORTEST or not last.isalpha():
        return
    for singular, plural, confidence in _BY_LAST_LETTER.get(key[-1], ()):
        if key.endswith(plural):
            yield key[: len(key) - len(plural)] + singular, confidence


def without_s(parts: list[str]) -> list[str]:
    """Words, each without a plural's ``s``."""
    return [
        word[:-1] if len(word) > SHORTEST and word[-1] == "s" != word[-2] else word
        for word in parts
    ]
