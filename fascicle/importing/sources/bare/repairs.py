"""Repairs of damaged text, line by line, each counted with one example."""

import re
from collections.abc import Callable, Sequence

from fascicle.importing.story import Repair

from .encodings import Decoded
from .mojibake import undo_misdecoding

_JUNK = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff\xad]")
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


def repair_lines(
    lines: Sequence[str], decoded: Decoded
) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
    """The lines repaired, as many as came in, and what was repaired."""
    repairs: dict[str, Repair] = {}
    if decoded.mixed:
        before, after, count = decoded.mixed
        repairs["utf-8-in-cp1252"] = Repair("utf-8-in-cp1252", count, before, after)
    out = []
    for line in lines:
        if not line.isascii():
            line = _counted(repairs, "misdecoded-utf-8", undo_misdecoding, line)
        out.append(_counted(repairs, "invisible-characters", _drop_junk, line))
    return tuple(out), tuple(repairs.values())


def _counted(
    repairs: dict[str, Repair], kind: str, repair: Callable[[str], str], line: str
) -> str:
    mended = repair(line)
    if mended != line:
        known = repairs.get(kind) or Repair(kind, 0, line[:80], mended[:80])
        repairs[kind] = Repair(kind, known.count + 1, known.before, known.after)
    return mended


def _drop_junk(line: str) -> str:
    return _JUNK.sub("", line)
