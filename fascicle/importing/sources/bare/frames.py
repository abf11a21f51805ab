"""What mail programs, sites and projects put around a text."""

import re
from collections.abc import Sequence

from fascicle.importing.story import Line

from .appearance import is_address
from .front_vocabulary import (
    CHROME,
    NAVIGATION,
    NAVIGATION_SURE,
    PROJECT_END,
    PROJECT_START,
)

_ITEMS = re.compile(r"\s*(?:\||·|•|::|»|«|\]\s*\[|\s[-–—/]\s|\s{3,}|［|］)\s*")
_ITEM = re.compile(
    rf"(?i)^[\s\[\](){{}}<>«»←→*-]*(?:{NAVIGATION})[\s\[\](){{}}<>«»←→*.-]*$"
)
_SURE = re.compile(rf"(?i){NAVIGATION_SURE}")
_CHROME = re.compile(rf"(?i){CHROME}")
_START = re.compile(rf"(?i){PROJECT_START}")
_END = re.compile(rf"(?i){PROJECT_END}")
_FORWARD = re.compile(
    r"(?i)^\W*(?:begin |end )?(?:forwarded|original|ursprüngliche|weitergeleitete|пересылаемое) "
    r"(?:message|nachricht|e-?mail|сообщение)\W*(?:from .*)?$"
)
_LONGEST = 160
_SIGNATURE_LINES = 12
_NEAR = 400


def is_navigation(text: str) -> bool:
    """Whether a line only leads elsewhere: "Back to the index | Next part"."""
    if len(text) > _LONGEST or not _SURE.search(text):
        return False
    items = [item for item in _ITEMS.split(text.strip()) if item.strip(" []()<>*-|")]
    if not items or not all(_ITEM.match(item) for item in items):
        return False
    marked = len(items) > 1 or bool(re.search(r"[\[\]<>«»←→|]", text))
    return marked or len(text.split()) >= 2


def is_chrome(text: str) -> bool:
    """Whether a passage is a site's, a list's or a program's, not the writer's."""
    return len(text) < 1500 and bool(_CHROME.search(text))


def is_forward_mark(text: str) -> bool:
    """A line above a forwarded posting."""
    return len(text) < 90 and bool(_FORWARD.match(text.strip(" -_=>")))


def project_frame(lines: Sequence[Line]) -> tuple[int, int]:
    """The last line of a library's licence before the text and the first after it (or 0)."""
    first = next((n.number for n in lines[:_NEAR] if _START.search(n.text[:200])), 0)
    ends = (n.number for n in lines if n.number > first and _END.search(n.text[:200]))
    return first, next(ends, 0)


def sealed_signature(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The lines of a cryptographic signature, where one begins and ends."""
    begins = [n.number for n in lines if n.text.startswith("-----BEGIN PGP SIGNATURE")]
    ends = [n.number for n in lines if n.text.startswith("-----END PGP SIGNATURE")]
    if not begins or not ends or ends[-1] < begins[-1]:
        return None
    return begins[-1], ends[-1]


def signature_start(lines: Sequence[Line], raw: Sequence[str]) -> int:
    """The line ``--`` that begins a mail's signature at the end of a file; 0 if none."""
    filled = [line for line in lines if not line.is_blank][-_SIGNATURE_LINES:]
    for line in filled[1:]:
        if line.text.strip() == "--" and _is_signature(
            [other for other in filled if other.number > line.number],
            sure=raw[line.number - 1].endswith("-- "),
        ):
            return line.number
    return 0


def _is_signature(after: Sequence[Line], *, sure: bool) -> bool:
    if not after or any(len(line.text) > 90 for line in after):
        return False
    return sure or len(after) <= 4 or any(is_address(line.text) for line in after)
