"""The subject of a posting, taken apart: whose, what, which part."""

import re
from dataclasses import dataclass

from .appearance import undecorated
from .bylines import parse_title_and_byline
from .front_vocabulary import SUBJECT_PREFIX
from .headings import Heading, parse_counter, parse_heading

_PREFIX = re.compile(rf"(?i)^\s*{SUBJECT_PREFIX}")
_LIST = re.compile(r"^\s*\[(?!\s*\d)[^\[\]]{1,40}\]\s*")
_WRITER = re.compile(r"^\s*\{(?P<name>[^{}]{2,40})\}\s*")
_CODES = re.compile(
    r"\s*[(\[<]\s*(?:long|very long|short|complete|completed|new|repost|finished|revised"
    r"|unfinished|wip|oneshot|one-shot|fin"
    r"|[A-Za-z+/*?]{1,6}(?:\s*[,;/ ]\s*[A-Za-z+/*?0-9]{1,8})*|\d+k|rated [\w-]+|[GR]|PG(?:-?13)?"
    r"|NC-?17)\s*[)\]>]\s*$",
    re.I,
)
_RATING = re.compile(r"(?i)\s+(?:rated\s+)?(?:NC-?17|PG-?13|PG)\b")
_REPOST = re.compile(r"(?i)^(?:repost|re-?post|fwd?|tr|wg)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a subject line says; empty or None where it does not."""

    title: str = ""
    author: str = ""
    heading: Heading | None = None
    passed_on: bool = False  # a repost or forward: perhaps not by who sent it


def parse_subject(text: str) -> Subject:
    """Take a subject apart: prefixes, list names, {writer}, (codes), counters."""
    rest, author, passed_on = text.strip(), "", False
    for _ in range(6):
        before = rest
        passed_on = passed_on or bool(re.match(r"(?i)fwd?|wg|tr", rest))
        rest = _PREFIX.sub("", rest)
        writer = _WRITER.match(rest)
        if writer:
            author, rest = writer["name"].strip(), rest[writer.end() :]
        rest = _LIST.sub("", rest).strip()
        if rest == before:
            break
    rest = _RATING.sub("", _without_codes(rest)).strip()
    heading = parse_heading(rest) or parse_counter(rest)
    title = rest
    if heading:
        title = _without_codes(heading.work)
    joined = parse_title_and_byline(title)
    if joined:
        title, author = joined.title, author or joined.author
    return Subject(undecorated(title).strip(" ,:-–—"), author, heading, passed_on)


def _without_codes(text: str) -> str:
    for _ in range(4):
        shorter = _CODES.sub("", text).strip()
        if shorter == text or not shorter:
            break
        text = shorter
    return text
