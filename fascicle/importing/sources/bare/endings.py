"""Lines that say a text ends, or goes on elsewhere."""

import re
from dataclasses import dataclass

from .numbers import parse_number
from .vocabulary import CHAPTER_WORDS, CONTINUED_WORDS, END_WORDS, PART_WORDS

_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_DIVISION = "|".join(
    sorted(
        (re.escape(word) for word in [*CHAPTER_WORDS, *PART_WORDS]),
        key=len,
        reverse=True,
    )
)
_PART_ENDS = re.compile(
    rf"(?i)^(?:end|ende|fin|fine|finis|конец|einde|終|نهاية)\s*(?:of|von|de la|du|de|del|di"
    rf"|d[’'])?\s*(?:the\s+)?(?:this\s+)?(?P<word>{_DIVISION})"
    r"\s*(?P<number>[\w-]{1,14})?(?:\s*(?:/|of|von|de|sur|из)\s*(?P<total>\d{1,4}"
    r"|\?+))?(?:[\s:.,-].{0,40})?$"
)
_PART_ENDED = re.compile(
    rf"(?i)^(?:{_DIVISION})\s+(?P<number>[\w-]{{1,14}})\s+(?:ends|ende|fin|end|finis)$"
)
_CONTINUED = re.compile(
    r"(?i)^(?:to be |will be )?(?:continued|cont'?d|cont\.?)(?: (?:in|on|with|soon|next"
    r"|tomorrow)\b.{0,40})?$"
    r"|^(?:to be continued|tbc|fortsetzung folgt|wird fortgesetzt|à suivre|continuar[áa]|(?:da"
    r" )?continua(?:re)?|продолжение следует"
    r"|продовження .{0,10}|wordt vervolgd|fortsättning följer|待[续續]|未完(?:待[续續])?"
    r"|つづく|続く"
    r"|يتبع|c\.?d\.?n\.?)\b.{0,30}$"
)
_NAMED = re.compile(
    rf"(?i)\b(?:in|with|next:?)\s+(?:the next )?(?:{_DIVISION})\s+(?P<number>[\w-]{{1,14}})"
)
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Ending:
    """``kind``: ended, continued or part (the end of a numbered part)."""

    kind: str
    number: float | None = None
    total: int | None = None
    next: float | None = None


def parse_ending(text: str) -> Ending | None:
    """The line as an end mark, or None if it is none."""
    if len(text) > _LONGEST:
        return None
    bare = _EDGES.sub("", text).casefold().replace("’", "'")
    full = text.strip().casefold()
    if not bare and full not in END_WORDS:
        return None
    if bare in CONTINUED_WORDS or full in CONTINUED_WORDS or _CONTINUED.match(bare):
        return Ending("continued", next=_number(_NAMED.search(bare)))
    if bare in END_WORDS or full in END_WORDS:
        return None if _is_plain_number(full) else Ending("ended")
    match = _PART_ENDS.match(bare) or _PART_ENDED.match(bare)
    if not match or (match["number"] and parse_number(match["number"]) is None):
        return None
    total = match.groupdict().get("total")
    return Ending(
        "part", _number(match), int(total) if total and total.isdigit() else None
    )


def _number(match: re.Match[str] | None) -> float | None:
    return parse_number(match["number"]) if match and match["number"] else None


def _is_plain_number(text: str) -> bool:
    return text.strip().isdigit()
