"""Undo text that was UTF-8 once and was read as something else."""

import re


def _wrong_characters() -> dict[str, int]:
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        char = bytes([byte]).decode("sloppy-windows-1252")
        table[char] = byte
    return table


_BYTES = _wrong_characters()


def _class(first: int, last: int) -> str:
    return (
        "["
        + re.escape("".join(c for c, byte in _BYTES.items() if first <= byte <= last))
        + "]"
    )


_TAIL = _class(0x80, 0xBF)
_MISREAD = re.compile(
    f"(?:{_class(0xC2, 0xDF)}{_TAIL}|{_class(0xE0, 0xEF)}{_TAIL}{{2}}|{_class(0xF0, 0xF4)}{_TAIL}{{3}})+"
)


def undo_misdecoding(text: str) -> str:
    """Mend every run of characters that is UTF-8 read as windows-1252, however often."""
    for _ in range(3):
        mended = _MISREAD.sub(_mend, text)
        if mended == text:
            break
        text = mended
    return text


def _mend(match: re.Match[str]) -> str:
    run = match.group()
    try:
        return bytes(_BYTES[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
