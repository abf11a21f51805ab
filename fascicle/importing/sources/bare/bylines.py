"""Who a line says the text is by."""

import re
from dataclasses import dataclass

from .appearance import (
    is_name_like,
    is_title_cased,
    is_title_like,
    is_wide,
    undecorated,
)
from .front_vocabulary import BYLINE, BYLINE_AFTER

_COPYRIGHT = re.compile(
    r"(?i)^(?:copyright|\(c\)|©)[\s,©]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–,]\s*(?:19|20)\d\d)*)?"
    r"[\s,]*(?:by\s+)?(?P<name>[^\W\d_][^\d]{1,50})$"
)
_BYLINE = re.compile(
    rf"(?i)^(?:\(?(?:c|©)\)?\s*)?(?:{BYLINE})(?:\s*[:：]\s*|\s+)(?P<name>\S.{{0,60}})$"
)
_WIDE_BYLINE = re.compile(
    rf"^(?:作者|著者|作|文|著)\s*[:：/／ 　]\s*(?P<name>\S{{1,20}})$"
    rf"|^(?P<before>\S{{2,12}})\s*{BYLINE_AFTER}$"
)
#: "de Plume": the word begins many sentences, so only a short name may follow.
_SMALL_BYLINE = re.compile(
    r"^(?:de|da|od|z|af|fra) (?P<name>[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2})$"
)
_JOINED = re.compile(
    r"(?P<title>.{2,90}?)[\s,.:;–—-]+(?:\(c\)\s*)?(?P<by>[Bb]y:?|BY:?|[Vv]on|[Pp]ar|[Pp]or|[Dd]i"
    r"|written by|Written by)"
    r"\s+(?P<name>[^\d\s(][^()]{1,50})$"
)
_ADDRESS = re.compile(
    r"\s*[<(\[]\s*(?:mailto:)?[\w.+-]+@[\w.-]+\s*[>)\]]?|\s+[\w.+-]+@[\w.-]+\.\w+$"
)
_TRAILING = re.compile(
    r"(?i)\s*(?:,\s*)?(?:\(?(?:c|©)\)?\s*)?(?:copyright\s*)?(?<!\w)(?:19|20)\d\d(?:\s*[-–]\s*(?:19"
    r"|20)?\d\d)?\.?$"
)
_MOST_WORDS = 7
_MOST_PEN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Byline:
    """An author, and the title where the line has both."""

    author: str
    title: str = ""


def parse_byline(text: str) -> Byline | None:
    """The line as a byline, or None: "by X", "von X", "作者：X", "X 著"."""
    bare = _cleaned(text)
    wide = _WIDE_BYLINE.match(bare)
    if wide:
        return Byline((wide["name"] or wide["before"]).strip())
    small = _SMALL_BYLINE.match(bare)
    if small:
        return Byline(small["name"])
    rights = _COPYRIGHT.match(bare)
    if rights:
        name = clean_name(rights["name"])
        return Byline(name) if is_name_like(name) else None
    match = _BYLINE.match(bare)
    if not match:
        return None
    name = clean_name(match["name"])
    return Byline(name) if _may_be_author(name) else None


def parse_title_and_byline(text: str) -> Byline | None:
    """The line as a title and its author in one: "Trust Me by A. Writer"."""
    bare = _cleaned(text)
    match = _JOINED.fullmatch(bare)
    if not match or not is_title_like(match["title"]):
        return None
    name, title = clean_name(match["name"]), undecorated(match["title"])
    if match["by"].endswith(":") and len(name.split()) <= _MOST_PEN_WORDS:
        return Byline(name, title.strip(" ,:-–—"))
    known = match["by"].lower() in ("by", "written by")
    if not (is_name_like(name) or (known and _may_be_pen_name(name, title))):
        return None
    return Byline(name, title.strip(" ,:-–—")) if title[:1] not in '"“' else None


def clean_name(name: str) -> str:
    """A name without mail address, year and decoration."""
    bare = _TRAILING.sub("", _ADDRESS.sub("", name))
    return undecorated(bare).strip(" ,;:|-–—").removesuffix("(c)").strip()


def _cleaned(text: str) -> str:
    bare = undecorated(text)
    if bare[:1] in "([" and bare[-1:] in ")]":
        bare = bare[1:-1].strip()
    return _TRAILING.sub("", _ADDRESS.sub("", bare)).strip()


def _may_be_pen_name(name: str, title: str) -> bool:
    """One that begins with a capital, or holds what only pen names hold."""
    if not _may_be_author(name):
        return False
    odd = " " not in name and bool(re.search(r"[_\d]|[a-z][A-Z]", name))
    return name[0].isupper() or (odd and is_title_cased(title))


def _may_be_author(name: str) -> bool:
    """A pen name may be anything short that is no sentence."""
    if not name or len(name) > 60 or len(name.split()) > _MOST_WORDS:
        return False
    if name[0] in "\"“'‘" or re.search(r"[.!?,;:]\s+[a-z]|[;:!?]$", name):
        return False
    lowered = name.split()[0].casefold()
    if lowered in (
        "the",
        "a",
        "my",
        "now",
        "then",
        "this",
        "that",
        "his",
        "her",
        "all",
    ) and not (is_name_like(name) or name.istitle()):
        return False
    return is_wide(name) or not name[0].islower() or len(name.split()) <= 2
