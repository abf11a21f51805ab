"""Lines that head a chapter or a part: what they number, what they name."""

import re
import unicodedata
from dataclasses import dataclass

from .numbers import parse_cjk, parse_number
from .vocabulary import (
    CHAPTER_WORDS,
    CJK_UNITS,
    LARGE_WORDS,
    NUMBER_WORDS,
    PART_WORDS,
    TENS_WORDS,
    UNNUMBERED_WORDS,
)

LONGEST = 120  # characters; a heading longer than this is a sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart. ``work`` is a title before the number ("Trust Me (1/4)").

    ``kind``: chapter, part, counter ("2/5"), bare (a number alone), named ("Prologue").
    """

    kind: str
    number: float | None = None
    last: float | None = None
    total: int | None = None
    title: str = ""
    work: str = ""
    word: str = ""


def _alternatives(words: list[str]) -> str:
    return "|".join(
        sorted((re.escape(word) for word in set(words)), key=len, reverse=True)
    )


_DIVISION = _alternatives([*CHAPTER_WORDS, *PART_WORDS])
_NUMBER_WORD = _alternatives([*NUMBER_WORDS, *TENS_WORDS])
_NUMBER = (
    r"(?:\d{1,4}(?:\.\d)?(?:st|nd|rd|th|[a-d](?![\w'’]))?|[ivxlcdm]{1,8}"
    rf"|(?:{_alternatives([*TENS_WORDS])})[\s-](?:{_NUMBER_WORD})|(?:{_NUMBER_WORD})"
    r"|[〇一二三四五六七八九十百千]{1,6})"
)
_OF = (
    r"(?:\s*(?:/|of|von|de|sur|из|di)\s*(?P<total>\d{1,4}|\?+|x|xx|"
    + _NUMBER_WORD
    + "))"
)
_DIVIDED = re.compile(
    rf"(?i)^(?P<word>{_DIVISION})(?:[\s.:#№]|\b)\s*(?:n[o°º]\.?\s*|#\s*|number\s+|the\s+(?=\w+(?:st|nd|rd|th|first)\b))?"
    rf"(?P<number>{_NUMBER})(?![\w'’])(?P<half>\s*(?:½|1/2|(?:and\s+)?a\s+half))?"
    rf"(?:\s*(?:-|–|—|to|and|&|bis|à|und|et|y)\s*(?P<last>{_NUMBER})(?![\w'’]))?"
    rf"{_OF}?\s*(?P<rest>.*)$"
)
_NUMBER_FIRST = re.compile(
    rf"(?i)^(?:the\s+)?(?P<number>{_NUMBER})[\s.-]+(?P<word>{_DIVISION})\b\.?\s*(?P<rest>.*)$"
)
_COUNTER = re.compile(
    r"(?i)[\[({]?\b(?P<number>\d{1,3})\s*(?:/|\bof\b)\s*(?P<total>\d{1,3}\b|\?+|x{1,2}\b)[\])}]?"
)
_CJK = re.compile(
    r"^(?:[第제]|(?=\d{1,4}\s*[話话화장章](?:$|[\s:：.])))\s*"
    rf"(?P<number>[〇零一二三四五六七八九十百千\d]{{1,7}})\s*(?P<word>[{CJK_UNITS}])"
    r"(?:$|[\s　:：·・、.]+(?P<rest>.*)$|(?P<joined>.{1,40})$)"
)
_PLAIN_COUNTER = re.compile(
    r"^(?P<work>.*[^\W\d].*?)(?:\s*[(\[{](?P<number>\d{1,3})[)\]}]|\s+(?:[-–—|]|#"
    r"|[-–—:] ?#)\s*(?P<plain>\d{1,3}))$"
)
_NUMBERED = re.compile(
    r"^(?P<number>\d{1,3}|[IVXLC]{1,7})(?:[.):]\s*|\s*[–—|-]\s+)(?P<title>[^\W\d_].{1,70})$"
    r"|^(?P<wide>[〇一二三四五六七八九十百]{1,4})[、．.：:　 ]\s*(?P<name>[^\W\d_].{0,20})$"
)
_BARE = re.compile(
    r"^(?:[-–—~*=#.\s]*)(?P<number>\d{1,3}|[IVXLC]{1,7}|[ivxlc]{2,7}|[〇一二三四五六七八九十百]{1,4})"
    r"(?P<mark>[.):]?)(?:[-–—~*=#.\s]*)$"
)
_NAMED = re.compile(
    rf"(?i)^(?P<word>{_alternatives(UNNUMBERED_WORDS)})(?:\s*[:.–—-]\s*(?P<rest>.+)|\W*)$"
)
_SEPARATOR = re.compile(r"^[\s:.,–—~|*-]+|[\s:,–—~|*-]+$")
_MARKS = re.compile(r"^[\s*_=~#>•<{-]+|[\s*_=~#<•>}-]+$")


def _unmarked(line: str) -> str:
    """The line without what sets it off; of a line far too long for a heading, nothing."""
    if len(line) > 8 * LONGEST:
        return ""  # the pattern would take quadratic time
    return _MARKS.sub("", unicodedata.normalize("NFKC", line)).strip()


def parse_heading(line: str) -> Heading | None:
    """The line as a heading, or None if it is none.

    Only the line itself is judged; whether a bare number is a heading depends on its place.
    """
    text = _unmarked(line)
    if not text or len(text) > LONGEST:
        return None
    if text[0] in "([" and text[-1] in ")]":
        inner = parse_heading(text[1:-1])
        return inner if inner and inner.number and not inner.title else None
    return (
        _cjk(text)
        or _divided(text)
        or _number_first(text)
        or _named(text)
        or _bare(text)
    )


def parse_counter(line: str) -> Heading | None:
    """A title with a counter or division after it: "Trust Me (1/4)", "Ozma of Oz, Chapter 3"."""
    text = _unmarked(line)
    if not text or len(text) > LONGEST:
        return None
    return _with_division(text) or _with_counter(text) or _with_number(text)


def parse_numbered(line: str) -> Heading | None:
    """A number and a name: "3. A Gambling Den". Many sentences look so: where it stands decides."""
    text = _unmarked(line)
    match = _NUMBERED.match(text)
    number = parse_number(match["number"] or match["wide"]) if match else None
    if not match or not number:
        return None
    return Heading("bare", number, title=_name(match["title"] or match["name"]))


def _with_number(text: str) -> Heading | None:
    """ "Trust Me (3)" """
    match = _PLAIN_COUNTER.match(text)
    number = int(match["number"] or match["plain"]) if match else 0
    if not match or not number:
        return None
    return Heading("counter", float(number), work=_SEPARATOR.sub("", match["work"]))


def _with_counter(text: str) -> Heading | None:
    matches = list(_COUNTER.finditer(text))
    if not matches:
        return None
    match = matches[-1]
    number, total = float(match["number"]), _total(match["total"])
    # "1/2" of a cup, "24/7" and dates are no counters.
    if (
        number == 0
        or (total is not None and number > total)
        or "/" in text[match.end() :]
    ):
        return None
    before = re.sub(
        rf"(?i)[\s,:–—-]*\b(?:{_DIVISION})\.?\s*$", "", text[: match.start()]
    )
    after = _SEPARATOR.sub("", text[match.end() :])
    return Heading("counter", number, None, total, after, _SEPARATOR.sub("", before))


def _with_division(text: str) -> Heading | None:
    for match in re.finditer(rf"(?i)[\s,:;–—(\[-]+(?=(?:{_DIVISION})[\s.#])", text):
        tail = text[match.end() :].rstrip(")]")
        heading = _divided(tail)
        work = _SEPARATOR.sub("", text[: match.start()])
        if heading and heading.kind == "chapter" and work and len(heading.title) < 70:
            parted = (
                text[match.start() : match.end()].strip() != "" or not heading.title
            )
            if parted:
                return Heading(
                    "counter",
                    heading.number,
                    heading.last,
                    heading.total,
                    heading.title,
                    work,
                )
    return None


def _divided(text: str) -> Heading | None:
    match = _DIVIDED.match(text)
    if not match:
        return None
    rest = match["rest"]
    if rest and not _may_follow_number(rest):
        return None
    number = parse_number(match["number"])
    if number is None:
        return None
    number += 0.5 if match["half"] else 0.0
    inner = _divided(_SEPARATOR.sub("", rest)) if _is_large(match["word"]) else None
    if inner:
        return inner
    last = parse_number(match["last"]) if match["last"] else None
    return Heading(
        "chapter",
        number,
        last,
        _total(match["total"]),
        _name(rest),
        "",
        match["word"].casefold(),
    )


def _is_large(word: str) -> bool:
    return word.casefold() in LARGE_WORDS or word.casefold() in PART_WORDS


def _number_first(text: str) -> Heading | None:
    match = _NUMBER_FIRST.match(text)
    if (
        not match
        or len(text) > 70
        or (match["rest"] and not _may_follow_number(match["rest"]))
    ):
        return None
    number = parse_number(match["number"])
    if number is None or (match["number"].isdigit() and not _is_ordinal(match, text)):
        return None
    return Heading(
        "chapter", number, title=_name(match["rest"]), word=match["word"].casefold()
    )


def _is_ordinal(match: re.Match[str], text: str) -> bool:
    """ "1. Kapitel", "2 глава": a figure that counts the chapter, rather than chapters."""
    dotted = text[match.end("number") :].lstrip().startswith(".")
    alone = not match["rest"] and not match["word"].isascii()
    return match["word"].casefold() in CHAPTER_WORDS and (dotted or alone)


def _may_follow_number(rest: str) -> bool:
    """A title follows a number after a mark or in capitals; a sentence goes on in small letters."""
    if re.match(r"^[\s]*[.:,;–—\-)\]|(\[~*]", rest) or rest.startswith("　"):
        return not re.search(r"[a-z]{3,}[.!?]\s+[A-Z]\w+.{30,}", rest)
    first = rest.lstrip()[:1]
    return first.isupper() and len(rest) < 70 and not rest.rstrip().endswith((".", ","))


def _cjk(text: str) -> Heading | None:
    match = _CJK.match(text)
    if not match:
        return None
    number = parse_cjk(match["number"]) or parse_number(match["number"])
    title = (match["rest"] or match["joined"] or "").strip()
    if number is None or title.endswith(("。", "，")):
        return None
    return Heading("chapter", number, title=title, word=match["word"])


def _named(text: str) -> Heading | None:
    match = _NAMED.match(text)
    if not match or len(text) > 80:
        return None
    title = f"{match['word']}: {match['rest']}" if match["rest"] else match["word"]
    return Heading("named", title=title.strip(), word=match["word"].casefold())


def _bare(text: str) -> Heading | None:
    match = _BARE.match(text)
    number = parse_number(match["number"]) if match else None
    if number is None or number == 0:
        word = text.strip(".:-– ")
        number = parse_number(word) if word.isupper() or word.istitle() else None
        if number is None or word.isdigit() or len(word) < 3:
            return None
    return Heading("bare", number)


def _name(rest: str) -> str:
    name = _SEPARATOR.sub("", rest).strip(" .\t")
    return name.strip('()[]"“”') if len(name) < 100 else ""


def _total(text: str | None) -> int | None:
    number = parse_number(text) if text else None
    return int(number) if number else None
