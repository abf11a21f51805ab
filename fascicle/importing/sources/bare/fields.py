"""Header blocks: lines that name a property of the work and its value."""

import re
from dataclasses import dataclass

from fascicle.importing.story import Line

from .notes import storyness
from .vocabulary import (
    AUTHOR_LABELS,
    MAIL_LABELS,
    MAIL_SURE,
    NOTE_LABELS,
    OTHER_LABELS,
    PART_LABELS,
    SERIES_LABELS,
    SUMMARY_LABELS,
    TITLE_LABELS,
)

_NARRATES = 1.5
_FIELD = re.compile(
    r"^\W{0,6}?([^\W\d_][\w/'’().\s#-]{0,30}?)\s{0,20}[\])*_]{0,2}\s{0,20}[:：]\s*[*_\])]{0,2}\s*(.*)$"
)
#: "TITLE - Trust Me": with a dash only for what begins a header block, or all in capitals.
_DASHED = re.compile(
    r"^\W{0,4}?([^\W\d_][\w'’ ]{2,20}?)\s+(?:-{1,2}|–|—|=|>|\.{3,})\s+(\S.{0,120})$"
)
_MAIL = re.compile(r"^([A-Za-zА-Яа-яà-ü][\w-]{1,30}):(?:\s+(.*)|)$")


@dataclass(frozen=True, slots=True)
class Field:
    """A header line: ``kind`` is title, author, series, part, summary, note or other."""

    kind: str
    label: str
    value: str
    line: int


_KINDS: tuple[tuple[str, set[str]], ...] = (
    ("title", TITLE_LABELS),
    ("author", AUTHOR_LABELS),
    ("series", SERIES_LABELS),
    ("part", PART_LABELS),
    ("summary", SUMMARY_LABELS),
    ("note", NOTE_LABELS),
    ("other", OTHER_LABELS),
)


def parse_field(line: Line) -> Field | None:
    """The line as a header field, or None. The label must be one that archives know."""
    text = line.text.strip()
    match = _FIELD.match(text) or _dashed(text)
    if not match:
        return None
    label = " ".join(match[1].casefold().replace("’", "'").split()).strip(" .*_#")
    label = re.sub(r"\s*\(?s?\)?$", "", label) if label.endswith("(s)") else label
    value = match[2].strip().strip("*_").strip()
    for kind, labels in _KINDS:
        if label in labels:
            if kind == "note" and storyness(value) >= _NARRATES:
                return None  # "Warning: not safe, said the sign."
            return Field(kind, label, value, line.number)
    return None


def _dashed(text: str) -> re.Match[str] | None:
    match = _DASHED.match(text)
    if match is None:
        return None
    plain = match[1].casefold() in (
        "title",
        "author",
        "titel",
        "autor",
        "titre",
        "auteur",
    )
    return match if plain or match[1].isupper() else None


def mail_header(lines: tuple[Line, ...]) -> dict[str, str] | None:
    """The headers of a mail or news posting, by lower-case name; None if the lines are none.

    Folded headers continue on indented lines.
    """
    headers: dict[str, str] = {}
    last = ""
    for line in lines:
        match = _MAIL.match(line.text.strip())
        if match and match[1].casefold() in MAIL_LABELS:
            last = match[1].casefold()
            headers.setdefault(last, (match[2] or "").strip())
        elif match and (line.text.startswith(("X-", "x-")) or "-" in match[1]):
            last = ""
        elif line.indent and last:
            headers[last] += " " + line.text.strip()
        elif not _is_forward_mark(line.text):
            return None
    return headers if len(headers) >= 2 and MAIL_SURE & headers.keys() else None


def _is_forward_mark(text: str) -> bool:
    return bool(
        re.match(
            r"(?i)^\W*(begin )?(forwarded|original|ursprüngliche|weitergeleitete) (message"
            r"|nachricht)",
            text.strip(" -"),
        )
        or re.match(r"^(From|>From) \S+@?\S* \w{3} \w{3}", text)
    )
