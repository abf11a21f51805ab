"""Repairs of damaged text, line by line, each counted with one example.

Mis-decoded text is undone first, as what follows looks at its characters. No repair
joins, splits or moves a line.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fascicle.importing.story import Repair

from .mojibake import find_mendings

#: At the end of a line: the next line goes on without a space.
NO_BREAK = "\u2060"
_EXAMPLE = 80

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_C1 = re.compile("[\x80-\x9f]")
_CARET_M = re.compile(r"\^M$")

_REFERENCE = re.compile(r"&(?:amp;)?(#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_ESCAPED_REFERENCE = re.compile(
    r"&amp;(#\d{2,6}|[lr][sd]quo|[mn]dash|hellip|nbsp|eacute);"
)

_EFICTION = {"17": "’", "16": "‘", "0": "“", "1": "”", "30": "…", "12": "—", "11": "–"}
_EFICTION_DAMAGE = re.compile(
    r"(?<=[a-zA-Z\s.,!?…])r(17|16|30|12|11|0|1);|\br(0|16);(?=[A-Z])"
)

_QUOTED = re.compile(r"(?:=(?:[0-9A-F]{2}))+")
_QUOTED_SIGN = re.compile(r"=(?:3D|[89A-F][0-9A-F])|=20$|[^=\s]=$")
_SOFT_BREAK = re.compile(r"=[ \t]*$")

_LOST_APOSTROPHE = re.compile(
    r"(?<=[a-zA-Z])[?\ufffd](?=(?:t|s|m|d|ll|re|ve)\b)|(?<=\b[ldjnmcs])[?\ufffd](?=[aeiouhéèê]\w)"
    r"|(?<=\bqu)[?\ufffd](?=[aeiouhéè])"
)


@dataclass(frozen=True, slots=True)
class _Step:
    kind: str
    mend: Callable[[str], str]


def repair_lines(
    lines: Sequence[str], *, is_html: bool
) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
    """The lines repaired, as many as came in, and what was repaired."""
    found: list[Repair] = []
    current = list(lines)
    for step in _steps(current, is_html=is_html):
        repair = _apply(step, current)
        if repair:
            found.append(repair)
    return tuple(current), tuple(found)


def _apply(step: _Step, lines: list[str]) -> Repair | None:
    count, before, after = 0, "", ""
    for at, line in enumerate(lines):
        mended = step.mend(line)
        if mended == line:
            continue
        if not count:
            before, after = _around_change(line, mended)
        count += 1
        lines[at] = mended
    return Repair(step.kind, count, before, after) if count else None


def _around_change(before: str, after: str) -> tuple[str, str]:
    """Both texts, cut to where they begin to differ."""
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    start = max(0, same - 20)
    return before[start : start + _EXAMPLE], after[start : start + _EXAMPLE]


def _steps(lines: list[str], *, is_html: bool) -> Iterator[_Step]:
    """The repairs a file needs. Each is chosen when those before it are done."""
    if _is_quoted_printable(lines):
        yield _Step("quoted-printable", _undo_quoted_printable)
    for mending in find_mendings(lines):
        yield _Step(mending.kind, mending.mend)
    yield _Step("windows-1252-controls", _name_c1)
    yield _Step("control-characters", partial(_CONTROLS.sub, ""))
    yield _Step("invisible-characters", _drop_invisible)
    if sum(line.endswith("^M") for line in lines) > 1:
        yield _Step("caret-m", partial(_CARET_M.sub, ""))
    if is_html:
        yield _Step("escaped-references", partial(_ESCAPED_REFERENCE.sub, r"&\1;"))
    else:
        yield _Step("character-references", _resolve_references)
    yield _Step("efiction-references", _undo_efiction)
    yield _Step("lost-apostrophes", partial(_LOST_APOSTROPHE.sub, "’"))


def _name_c1(line: str) -> str:
    if line.isascii():
        return line
    return _C1.sub(
        lambda m: m.group().encode("latin-1").decode("sloppy-windows-1252"), line
    )


def _drop_invisible(line: str) -> str:
    if line.isascii():
        return line
    tail = NO_BREAK if line.endswith(NO_BREAK) else ""
    return _INVISIBLE.sub("", line) + tail


def _resolve_references(line: str) -> str:
    if "&" not in line:
        return line
    return _REFERENCE.sub(_resolve, line)


def _resolve(match: re.Match[str]) -> str:
    shown = html.unescape(f"&{match.group(1)};")
    if (
        shown.startswith("&")
        and shown != "&"
        or any(char in "\r\n\x00" for char in shown)
    ):
        return match.group()
    return shown


def _undo_efiction(line: str) -> str:
    if ";" not in line:
        return line
    return _EFICTION_DAMAGE.sub(lambda m: _EFICTION[m.group(1) or m.group(2)], line)


def _is_quoted_printable(lines: Sequence[str]) -> bool:
    signs = 0
    for line in lines:
        if "=" in line:
            signs += len(_QUOTED_SIGN.findall(line))
            if signs >= 3:
                return True
    return False


def _undo_quoted_printable(line: str) -> str:
    if "=" not in line:
        return line
    soft = _SOFT_BREAK.search(line)
    if soft and not set(line.strip()) <= set("=-~* "):
        line = line[: soft.start()]
        line = line if line.endswith(" ") else line + NO_BREAK
    return _QUOTED.sub(_unquote, line)


def _unquote(match: re.Match[str]) -> str:
    data = bytes.fromhex(match.group().replace("=", ""))
    if any(byte in b"\r\n\x00" for byte in data):
        data = bytes(byte for byte in data if byte not in b"\r\n\x00")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("sloppy-windows-1252")
