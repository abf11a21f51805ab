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
_SOFT_HYPHEN = "\xad"
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
#: The first bytes of a character in UTF-8, without its last.
_CUT_CHARACTER = re.compile(
    r"(?:=[CD][0-9A-F]|=E[0-9A-F](?:=[89AB][0-9A-F])?|=F[0-7](?:=[89AB][0-9A-F]){0,2})$"
)

_LINE_ENDS = frozenset("\r\n\x00")
_LOST_APOSTROPHE = re.compile(
    r"(?<=[a-zA-Z])[?\ufffd](?=(?:t|s|m|d|ll|re|ve)\b)|(?<=\b[ldjnmcs])[?\ufffd](?=[aeiouhéèê]\w)"
    r"|(?<=\bqu)[?\ufffd](?=[aeiouhéè])"
)
_LOST_LETTER = re.compile(
    r"(?<![\w/=?&.-])[^\W\d_]{1,30}\?[^\W\d_]{1,30}(?![\w=&/?])|[^\W\d_]{0,30}\ufffd[^\W\d_]{0,30}"
)
_FEW_LOST = 3


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
    lost = _lost_letters(current)
    return tuple(current), (*found, *([lost] if lost else []))


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
        yield _Step("quoted-printable", QuotedPrintable().undo)
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
    tail = NO_BREAK if line.endswith((NO_BREAK, _SOFT_HYPHEN)) else ""
    return _INVISIBLE.sub("", line) + tail


def _resolve_references(line: str) -> str:
    if "&" not in line:
        return line
    return _REFERENCE.sub(_resolve, line)


def _resolve(match: re.Match[str]) -> str:
    shown = html.unescape(f"&{match.group(1)};")
    if (shown.startswith("&") and shown != "&") or any(
        char in "\r\n\x00" for char in shown
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


class QuotedPrintable:
    """Undoes the encoding line by line; a character may be cut in two by a line's end."""

    def __init__(self) -> None:
        self._held = b""

    def undo(self, line: str) -> str:
        """The line as it was typed; ``NO_BREAK`` at its end where the next one goes on."""
        held, self._held = self._held, b""
        soft = _SOFT_BREAK.search(line)
        goes_on = bool(soft) and not set(line.strip()) <= set("=-~* ")
        if goes_on and soft:
            line = line[: soft.start()]
        line = _quoted(held) + line
        cut = _CUT_CHARACTER.search(line) if goes_on else None
        if cut:
            line, self._held = line[: cut.start()], _bytes(cut.group())
        return _QUOTED.sub(_unquote, line) + NO_BREAK * goes_on


def _bytes(quoted: str) -> bytes:
    return bytes.fromhex(quoted.replace("=", ""))


def _quoted(data: bytes) -> str:
    return "".join(f"={byte:02X}" for byte in data)


def _unquote(match: re.Match[str]) -> str:
    data = bytes(byte for byte in _bytes(match.group()) if byte not in b"\r\n\x00")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("sloppy-windows-1252")


# ------------------------------------------------------------- what cannot be mended


def _lost_letters(lines: Sequence[str]) -> Repair | None:
    """Letters that were lost before the file came to us: counted and shown, never guessed."""
    count, example = 0, ""
    for line in lines:
        if "?" not in line and "\ufffd" not in line:
            continue
        found = _LOST_LETTER.findall(line)
        count += len(found)
        example = example or (found[0] if found else "")
    if count < _FEW_LOST:
        return None
    return Repair("lost-letters", count, example[:_EXAMPLE], example[:_EXAMPLE])
