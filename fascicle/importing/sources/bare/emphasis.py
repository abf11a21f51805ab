"""Emphasis in plain text: which convention a file keeps, and its use on a paragraph.

The same mark means different things in different houses, so a file's convention is
guessed once, from all of it, and only that one is read as emphasis.
"""

import re
from collections import Counter

from fascicle.importing.story import Document

_INSIDE = r"(?![\s{m}])([^{m}<>\n]{{1,500}}?)(?<![\s{m}])"
_STAR = re.compile(r"(?<![\w*\\])\*" + _INSIDE.format(m="*") + r"\*(?![\w*])")
_STARS = re.compile(r"(?<![\w*\\])\*\*" + _INSIDE.format(m="*") + r"\*\*(?![\w*])")
_LOW = re.compile(r"(?<![\w\\])_(?!_)" + _INSIDE.format(m="_") + r"_(?!\w)")
_SLASH = re.compile(r"(?<![\w/<:.~])/" + _INSIDE.format(m="/") + r"/(?![\w/])")
_MARKED = {"*": _STAR, "_": _LOW, "/": _SLASH, "**": _STARS}
_TAGGED = re.compile(r"<(em|strong|u)>(.*?)</\1>")
_CAPS = re.compile(
    r"(?<![\w.&’'-])[^\W\d_a-z][^\W\d_a-z’'-]*(?:[ ,-]+[^\W\d_a-z][^\W\d_a-z’'-]*)*(?![\w-])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
#: What people write between asterisks when they act instead of stress.
ACTIONS = frozenset(
    [
        "grin",
        "grins",
        "sigh",
        "sighs",
        "smile",
        "smiles",
        "laugh",
        "laughs",
        "hug",
        "hugs",
        "wink",
    ]
    + [
        "winks",
        "giggle",
        "giggles",
        "snort",
        "snorts",
        "blush",
        "blushes",
        "shrug",
        "shrugs",
        "eg",
    ]
    + [
        "cough",
        "nod",
        "nods",
        "wave",
        "waves",
        "bounce",
        "sniff",
        "gasp",
        "smirk",
        "eyeroll",
        "g",
    ]
)


def guess_emphasis(document: Document) -> str:
    """The file's mark of emphasis: "*", "_", "/", "**", "caps", "html", or "" for none."""
    if document.paragraphs == "html":
        return "html"
    found: Counter[str] = Counter()
    for line in document.lines:
        for mark, pattern in _MARKED.items():
            if mark in line.text:
                found[mark] += sum(
                    1 for m in pattern.finditer(line.text) if _stresses(m)
                )
        if "<" in line.html:
            found["html"] += len(_TAGGED.findall(line.html))
    if found:
        mark, count = found.most_common(1)[0]
        if count:
            return mark
    return "caps" if _shouts(document) else ""


def _stresses(match: re.Match[str]) -> bool:
    inner = match.group(1)
    return inner.lower().strip() not in ACTIONS and any(
        char.isalpha() for char in inner
    )


def _shouts(document: Document) -> bool:
    return (
        sum(len(_capitals(line.text)) for line in document.lines if not line.is_blank)
        >= 1
    )


def emphasise(markup: str, style: str) -> tuple[str, tuple[str, ...]]:
    """A paragraph's HTML with the file's marks turned into ``em`` and ``strong``, and the
    stressed strings. Capitals stay as they stand."""
    if style in _MARKED:
        tag = "strong" if style == "**" else "em"
        markup = _MARKED[style].sub(
            lambda m: f"<{tag}>{m.group(1)}</{tag}>" if _stresses(m) else m.group(),
            markup,
        )
    found = tuple(re.sub(r"<[^<>]*>", "", m.group(2)) for m in _TAGGED.finditer(markup))
    if style == "caps":
        found += tuple(_capitals(markup))
    return markup, found


def _capitals(text: str) -> list[str]:
    """Runs of words in capitals in a line that is not all in capitals."""
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if upper * 2 > len(letters):
        return []
    runs = (match.group() for match in _CAPS.finditer(text))
    return [run for run in runs if _is_shout(run)]


def _is_shout(run: str) -> bool:
    letters = [char for char in run if char.isalpha()]
    return (
        len(letters) > 1
        and all(char.isupper() for char in letters)
        and not _ROMAN.fullmatch(run)
    )
