"""Names as words: what is left of them when spaces and punctuation don't matter."""

import re

#: Signs inside words that come and go.
_DROPPED = "'’‘ʼ`´\"“”„«»"
_BETWEEN = " \t-‐‑‒–—―_.,:;!?¡¿()[]{}<>~·・‧•…*=|\\、。「」『』"
#: Signs that mean something: "A/B" and "A & B" are two things, and so are "C" and "C++".
_MEANT = "/+#"

_TABLE = {
    **{ord(sign): None for sign in _DROPPED},
    **{ord(sign): " " for sign in _BETWEEN},
    **{ord(sign): f" {sign} " for sign in _MEANT},
    ord("&"): " and ",
}
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")

#: In the languages that have them and are written in Latin letters.
ARTICLES = frozenset(
    """
    the a an
    der die das ein eine
    le la les un une
    el los las una unos unas
    il lo gli i uno
    o os as um uma
    de het een
    """.split()
)


def words(key: str) -> list[str]:
    """The words of a name's key."""
    return key.translate(_TABLE).split()


def joined(parts: list[str]) -> str:
    """Words without spaces; but numbers stay apart: "1 2" is not "12"."""
    close = "".join(parts)
    if close.isalpha():
        return close
    spaced = _BETWEEN_DIGITS.sub("·", " ".join(parts))
    return spaced.replace(" ", "")


def without_article(parts: list[str]) -> list[str]:
    """Words without the article in front; all of them if nothing else is there."""
    if len(parts) > 1 and parts[0] in ARTICLES:
        return parts[1:]
    return parts


def unordered(parts: list[str]) -> str:
    """The same for every order of words; for pairings ("A/B"), for every order of who is paired."""
    if "/" not in parts:
        return " ".join(sorted(parts)) if len(parts) > 1 else ""
    paired = " ".join(parts).split(" / ")
    return " / ".join(sorted(paired))


def initials(parts: list[str]) -> list[str]:
    """The initials of a name, with and without its small words."""
    if len(parts) < 2 or not all(part[0].isalpha() for part in parts):
        return []
    every = "".join(part[0] for part in parts)
    big = "".join(part[0] for part in parts if len(part) > 3 or part not in _SMALL)
    return [each for each in dict.fromkeys((every, big)) if len(each) > 1]


_SMALL = ARTICLES | frozenset(
    "of and in on to for at by with und et y e von des du del".split()
)
