"""A file's bytes as repaired text."""

import hashlib
import re

from fascicle.importing.story import Problem, SourceText

from .encodings import decode
from .repairs import repair_lines

LINE_END = re.compile(r"\r\n|\n|\r")
_BLOCK_TAG = re.compile(
    r"(?i)</?(?:html|head|body|title|p|br|hr|div|center|h[1-6]|table|td|tr|font|blockquote|pre|ul|ol|li)\b[^<>]{0,400}>"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def read_text(name: str, data: bytes) -> SourceText:
    """Decode and repair one file. Never raises.

    The lines are those of the decoded text split on CR LF, LF or CR; no repair joins,
    splits or moves one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    problem = _problem_of_bytes(data)
    if problem:
        return SourceText(name, sha256, len(data), "", 0.0, (), problem=problem)
    decoded = decode(data)
    lines, repairs = repair_lines(LINE_END.split(decoded.text), decoded)
    return SourceText(
        name=name,
        sha256=sha256,
        size=len(data),
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        lines=lines,
        is_html=_is_html(lines),
        repairs=repairs,
        problem=None if any(line.strip() for line in lines) else Problem.EMPTY,
    )


def _problem_of_bytes(data: bytes) -> Problem | None:
    if not data:
        return Problem.EMPTY
    sample = data[:100_000]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x1b$" in sample:
        return None
    controls = len(_CONTROL.findall(sample.replace(b"\0", b"")))
    return Problem.BINARY if controls * 20 > len(sample) else None


def _is_html(lines: tuple[str, ...]) -> bool:
    tags = sum(len(_BLOCK_TAG.findall(line)) for line in lines)
    return tags >= 3 or tags * 4 >= sum(bool(line.strip()) for line in lines)
