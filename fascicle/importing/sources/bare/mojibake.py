"""Undo text that was decoded as what it is not: "donâ€™t", "Ïðèâåò", "ΓÇÖ".

UTF-8 read as windows-1252 is mended run by run, as good text and bad stand side by side in
one file; rarer kinds only where they explain most of what is not ASCII.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252

from .encodings import best_single_byte, best_wide
from .evidence import decoding_table, text_score

#: Codecs that UTF-8 is mistaken for, besides windows-1252.
_SINGLE = ("mac_roman", "cp437", "cp850", "cp1251", "koi8-r", "cp866", "cp1250")
_USUAL = re.compile(
    "[\x80-\u017f\u0192\u02c6\u02dc\u0218-\u021b\u2010-\u203a\u20ac\u2122\u2190-\u21ff\u2500-\u27bf\u3000-\u303f"
    "\ufeff\ufb01\ufb02\U0001f000-\U0001faff\u2060\u200b-\u200f]+"
)
_ENOUGH_MARKS = 40
_WORD_JOINER = "\u2060"  # may stand at a line's end, where the next line goes on
_MOST = 0.75
_MIXED_SCRIPTS = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}


@dataclass(frozen=True, slots=True)
class Mending:
    """A way to mend lines of one file; it keeps the number of lines."""

    kind: str
    mend: Callable[[str], str]


def find_mendings(lines: Sequence[str]) -> list[Mending]:
    """What has to be undone in a file's lines, in this order. Looks only at lines beyond ASCII."""
    text = "\n".join(line for line in lines if not line.isascii())[:2_000_000]
    if not text:
        return []
    whole = _misread_whole(text)
    mendings = [whole] if whole else []
    if not whole or whole.kind.startswith("utf-8"):
        runs = _misread("cp1252").findall(text)
        if runs:
            mend = partial(_mend_runs, trusting=len(runs) >= 3, scripts=_scripts(runs))
            mendings.append(Mending("misdecoded-utf-8", mend))
    return mendings


def _scripts(runs: Sequence[str]) -> frozenset[str]:
    """Scripts that a file's longer runs are written in: a single letter of them is no accident."""
    found: set[str] = set()
    for run in runs[:5000]:
        good: str | None = run
        for _ in range(3):
            good = _reread(good, "cp1252") if good else None
            if good and _one_script(good):
                found |= _letter_scripts(good)
    return frozenset(found)


def _byte_of(codec: str) -> dict[str, int]:
    """Character to byte. For windows-1252 also each byte by its Latin-1 name."""
    table = (
        {chr(byte): byte for byte in range(0x80, 0x100)} if codec == "cp1252" else {}
    )
    name = "sloppy-windows-1252" if codec == "cp1252" else codec
    for byte in range(0x80, 0x100):
        char = decoding_table(name)[byte]
        if char != "\ufffd":
            table[char] = byte
    return table


_bytes_of = cache(_byte_of)


@cache
def _misread(codec: str) -> re.Pattern[str]:
    """Runs of characters that would be UTF-8 if written in ``codec``."""
    table = _bytes_of(codec)

    def between(first: int, last: int) -> str:
        chars = "".join(char for char, byte in table.items() if first <= byte <= last)
        return "[" + re.escape(chars) + "]"

    tail = between(0x80, 0xBF)
    two, three, four = between(0xC2, 0xDF), between(0xE0, 0xEF), between(0xF0, 0xF4)
    return re.compile(f"(?:{two}{tail}|{three}{tail}{{2}}|{four}{tail}{{3}})+")


def _reread(run: str, codec: str) -> str | None:
    table = _bytes_of(codec)
    try:
        return bytes(table[char] for char in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


# ------------------------------------------------------------- run by run


_LOST_TAIL = re.compile(r"â€(?:\?|\ufffd|(?=[\s.,;:!?)\]—-]|$))")


def _mend_runs(line: str, *, trusting: bool, scripts: frozenset[str]) -> str:
    """Mend every run that is UTF-8 read as windows-1252, however many times."""
    pattern = _misread("cp1252")
    mend = partial(_mended_run, trusting=trusting, scripts=scripts)
    mended = line
    for _ in range(3):
        before = mended
        mended = pattern.sub(mend, mended)
        if mended == before:
            break
    if trusting and "â€" in mended:
        mended = _LOST_TAIL.sub("”", mended)
    return mended


def _mended_run(
    match: re.Match[str], *, trusting: bool, scripts: frozenset[str]
) -> str:
    run = match.group()
    good = _reread(run, "cp1252")
    if good is None or not _could_be_read(good, scripts):
        return run
    if not trusting and len(run) == 2 and _could_be_meant(match):
        return run
    return good


def _could_be_read(text: str, scripts: frozenset[str] = frozenset()) -> bool:
    letters = _letter_scripts(text)
    return bool(
        _USUAL.fullmatch(text) or _one_script(text) or (letters and letters <= scripts)
    )


def _one_script(text: str) -> bool:
    """Several letters of one script: too long a run to be an accident."""
    return len(text) > 1 and len(_letter_scripts(text)) == 1


def _letter_scripts(text: str) -> set[str]:
    """The scripts of a text's letters; those that Japanese mixes count as one."""
    names = {
        unicodedata.name(char, "?").split(" ")[0] for char in text if char.isalpha()
    }
    return {_MIXED_SCRIPTS.get(name, name) for name in names}


def _could_be_meant(match: re.Match[str]) -> bool:
    """A capital and a closing mark, as in "MANHÃ”": two characters that may both be right."""
    before = match.string[match.start() - 1 : match.start()]
    lead, tail = match.group()[0], match.group()[1]
    return (
        lead.isupper()
        and (before.isupper() or not before.isalpha())
        and tail in "”’“…–—»"
    )


# ------------------------------------------------------------- whole files


def _misread_whole(text: str) -> Mending | None:
    sample = text[:60_000]
    covered = {codec: _explained(sample, codec) for codec in ("cp1252", *_SINGLE)}
    best = max(covered, key=covered.__getitem__)
    if covered[best] > _MOST:
        if covered["cp1252"] > _MOST:
            return None  # mended run by run
        return Mending(f"utf-8-as-{best}", partial(_mend_as, codec=best))
    return _other_single_byte(text)


def _explained(text: str, codec: str) -> float:
    """How much of what is beyond ASCII stands in runs that are UTF-8 in ``codec``."""
    covered = 0
    for match in _misread(codec).finditer(text):
        good = _reread(match.group(), codec)
        if good is not None and _could_be_read(good):
            covered += len(match.group())
    if not covered:
        return 0.0
    table = _bytes_of(codec)
    high = sum(char in table for char in text if char >= "\x80")
    return covered / high if high >= 4 else 0.0


def _mend_as(line: str, codec: str) -> str:
    return _misread(codec).sub(
        lambda run: _reread(run.group(), codec) or run.group(), line
    )


#: What Cyrillic text is mistaken for when both sides are single-byte.
_CYRILLIC_PAIRS = (
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
)
_LATIN_1 = re.compile("[" + re.escape("".join(_bytes_of("cp1252"))) + "]")
_FILLED = re.compile(r"\S")


def _other_single_byte(text: str) -> Mending | None:
    """Text in another script that was read as Latin-1, or Cyrillic read as other Cyrillic."""
    sample = text[:100_000]
    if _is_mostly_accented(sample):
        data = _as_bytes(sample)
        codec = _better_codec(data)
        if codec:
            return Mending(f"{codec}-as-latin-1", lambda line: _recode(line, codec))
    if sum("\u0400" <= char <= "\u04ff" for char in sample) * 2 > len(sample):
        return _swapped_cyrillic(sample)
    return None


def _is_mostly_accented(text: str) -> bool:
    """More accents and marks than any language in Latin script has."""
    high = len(_LATIN_1.findall(text))
    return high >= _ENOUGH_MARKS and high * 3 > len(_FILLED.findall(text))


def _as_bytes(text: str) -> bytes:
    table = _bytes_of("cp1252")
    return bytes(
        table.get(char, 0x3F) if char >= "\x80" else ord(char) for char in text
    )


def _better_codec(data: bytes) -> str:
    codec, score = best_wide(data)
    if score > 0.5:
        return codec
    codec, score, _ = best_single_byte(data)
    letters = [char for char in decoding_table(codec)[0xC0:] if char.isalpha()]
    foreign = not any("LATIN" in unicodedata.name(char, "") for char in letters[:3])
    return codec if score > 0.8 and foreign else ""


def _recode(line: str, codec: str) -> str:
    body = line.removesuffix(_WORD_JOINER)
    table = _bytes_of("cp1252")
    if body.isascii() or any(char >= "\x80" and char not in table for char in body):
        return line
    return _as_bytes(body).decode(codec, "replace") + line[len(body) :]


def _swapped_cyrillic(text: str) -> Mending | None:
    best, best_score = None, text_score(text) + 0.7
    for wrong, right in _CYRILLIC_PAIRS:
        mended = text.encode(wrong, "replace").decode(right, "replace")
        if text_score(mended) > best_score:
            best, best_score = (wrong, right), text_score(mended)
    if best is None:
        return None
    wrong, right = best
    return Mending(
        f"{right}-as-{wrong}",
        lambda line: line.encode(wrong, "replace").decode(right, "replace"),
    )
