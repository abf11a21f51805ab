"""A file's bytes as repaired text."""

import hashlib
import re

from fascicle.importing.story import Repair, SourceText

from .encodings import Decoded, decode
from .problems import problem_of_bytes, problem_of_text
from .repairs import repair_lines

LINE_END = re.compile(r"\r\n|\n|\r")
_BLOCK_TAG = re.compile(
    r"(?i)</?(?:html|head|body|title|p|br|hr|div|center|h[1-6]|table|td|tr|font|blockquote|pre"
    r"|ul|ol|li)\b[^<>]{0,400}>"
)


def read_text(name: str, data: bytes) -> SourceText:
    """Decode and repair one file. Never raises.

    The lines are those of the decoded text split on CR LF, LF or CR; no repair joins,
    splits or moves one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    problem = problem_of_bytes(data)
    if problem:
        return SourceText(name, sha256, len(data), "", 0.0, (), problem=problem)
    decoded = decode(data)
    raw = LINE_END.split(decoded.text)
    is_html = _is_html(raw)
    lines, repairs = repair_lines(raw, is_html=is_html)
    return SourceText(
        name=name,
        sha256=sha256,
        size=len(data),
        encoding=_encoding(decoded, data, repairs),
        confidence=decoded.confidence,
        lines=lines,
        is_html=is_html,
        repairs=(*_mixture(decoded), *repairs),
        problem=problem_of_text(lines, is_html=is_html),
    )


def _mixture(decoded: Decoded) -> tuple[Repair, ...]:
    if not decoded.mixed:
        return ()
    before, after, count = decoded.mixed
    return (Repair("utf-8-among-windows-1252", count, before, after),)


def _encoding(decoded: Decoded, data: bytes, repairs: tuple[Repair, ...]) -> str:
    """A file of ASCII that lost letters ("brute?s") was last saved as Latin-1, not as UTF-8."""
    lost = any(
        repair.kind in ("lost-letters", "lost-apostrophes") for repair in repairs
    )
    saved_narrow = lost and decoded.encoding == "utf-8" and data.isascii()
    return "latin-1" if saved_narrow else decoded.encoding


def _is_html(lines: list[str]) -> bool:
    tags = sum(len(_BLOCK_TAG.findall(line)) for line in lines if "<" in line)
    return tags >= 3 or tags * 4 >= sum(bool(line.strip()) for line in lines)
