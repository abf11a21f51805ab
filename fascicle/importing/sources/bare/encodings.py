"""Which encoding a file's bytes are in. A ladder: what proves itself comes first.

Detectors in libraries take English with curly quotes for Central European; so the last
rungs are judged by our own ``evidence``.
"""

import codecs
import re
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252

from .evidence import byte_trigrams, single_byte_score, wide_score


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text: the codec that decodes them, and how sure we are of it."""

    text: str
    encoding: str
    confidence: float
    mixed: tuple[str, str, int] | None = None  # an example of UTF-8 among other bytes


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Codec, and how much better than it another must be to be believed.
_SINGLE_BYTE = {
    "cp1252": 0.3,
    "mac_roman": 0.1,
    "iso8859-15": 0.0,
    "cp850": 0.1,
    "cp437": 0.05,
    "cp1250": 0.05,
    "iso8859-2": 0.0,
    "cp1254": 0.0,
    "cp1257": 0.0,
    "cp852": 0.0,
    "iso8859-3": -0.1,
    "mac_latin2": -0.1,
    "mac_turkish": -0.1,
    "cp1251": 0.2,
    "koi8-r": 0.1,
    "koi8-u": 0.0,
    "cp866": 0.1,
    "mac_cyrillic": 0.0,
    "iso8859-5": 0.0,
    "cp1253": 0.1,
    "iso8859-7": 0.0,
    "cp737": 0.0,
    "cp1255": 0.1,
    "cp1256": 0.1,
    "iso8859-6": 0.0,
    "cp874": 0.1,
    "cp862": 0.0,
}
_WIDE = ("gb18030", "cp932", "euc_jp", "big5hkscs", "cp949")
_NAMES = {"big5hkscs": "big5", "cp949": "euc_kr"}
_META = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:-]{2,30})")
_UTF8 = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_SAMPLE_BYTES = 400_000


def decode(data: bytes) -> Decoded:
    """The text of a file. Never raises; what cannot be decoded becomes U+FFFD."""
    for rung in (_by_mark, _by_escapes, _by_utf8, _by_utf16_shape, _by_mixture):
        decoded = rung(data)
        if decoded:
            return decoded
    return _by_evidence(data)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(codec, "replace"), codec, 1.0)
    return None


def _by_escapes(data: bytes) -> Decoded | None:
    """ISO-2022: seven bits, with escape sequences that nothing else has."""
    if b"\x1b$" not in data:
        return None
    codec = "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp"
    for candidate in (codec, "iso2022_jp_ext"):
        try:
            return Decoded(data.decode(candidate), candidate, 0.99)
        except UnicodeDecodeError:
            continue
    text = data.decode("iso2022_jp_ext", "replace")
    return Decoded(text, codec, 0.8) if wide_score(text) > 0.3 else None


def _by_utf8(data: bytes) -> Decoded | None:
    if data.isascii():
        return Decoded(data.decode("ascii"), "utf-8", 1.0)
    # A file may have been cut in the middle of a character.
    body = data[:-3] + data[-3:].split(b"\xf0")[0].split(b"\xe2")[0]
    for whole in (data, body):
        try:
            text = whole.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return Decoded(text + "\ufffd" * (whole is not data), "utf-8", 0.99)
    return None


def _by_utf16_shape(data: bytes) -> Decoded | None:
    """UTF-16 that lost its mark: line feeds and spaces come as pairs with a zero."""
    sample = data[: _SAMPLE_BYTES & ~1]
    little = sum(sample.count(pair) for pair in (b" \x00", b"\n\x00", b"\r\x00"))
    big = sum(sample.count(pair) for pair in (b"\x00 ", b"\x00\n", b"\x00\r"))
    zeros = sample[::2].count(0), sample[1::2].count(0)
    if max(zeros) * 25 < len(sample) or min(zeros) * 4 > max(zeros) or not little + big:
        return None
    codec = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = data.decode(codec, "replace")
    return Decoded(text, codec, 0.9) if text.count("\ufffd") * 50 <= len(text) else None


def _by_mixture(data: bytes) -> Decoded | None:
    """UTF-8 and a single-byte encoding in one file: each run by what it is."""
    rest, runs = _UTF8.subn(b"", data)
    stray = sum(rest.count(byte) for byte in map(_byte, range(0x80, 0x100)))
    if not runs or stray > 20 * runs or _looks_wide(data):
        return None
    text = "".join(_mixed_parts(data))
    before = _UTF8.search(data)
    example = before.group()[:40] if before else b""
    if _share_of_odd_text(text) > 0.2:
        return None
    mixed = (
        example.decode("sloppy-windows-1252"),
        example.decode("utf-8", "ignore"),
        runs,
    )
    return Decoded(text, "cp1252", 0.85, mixed)


def _byte(value: int) -> bytes:
    return bytes([value])


def _mixed_parts(data: bytes) -> list[str]:
    parts, at = [], 0
    for match in _UTF8.finditer(data):
        parts.append(data[at : match.start()].decode("sloppy-windows-1252"))
        parts.append(match.group().decode("utf-8"))
        at = match.end()
    parts.append(data[at:].decode("sloppy-windows-1252"))
    return parts


def _share_of_odd_text(text: str) -> float:
    high = [char for char in text if char >= "\x80"]
    usual = sum(
        "\xa0" <= char <= "\u017f" or "\u2010" <= char <= "\u2122" for char in high
    )
    return 1 - usual / len(high) if high else 0.0


def _looks_wide(data: bytes) -> bool:
    return max(_wide_candidates(data).values(), default=0.0) > 0.4


def _wide_candidates(data: bytes) -> dict[str, float]:
    sample = data[:_SAMPLE_BYTES]
    found = {}
    for codec in _WIDE:
        text = sample.decode(codec, "replace")
        if text.count("\ufffd") * 50 <= len(text):
            found[codec] = wide_score(text)
    return found


def _by_evidence(data: bytes) -> Decoded:
    wide = _wide_candidates(data)
    best = max(wide, key=lambda codec: wide[codec], default="")
    if best and wide[best] > 0.4:
        text = data.decode(best, "replace")
        return Decoded(text, _NAMES.get(best, best), min(0.99, 0.6 + wide[best] / 2))
    return _by_trigrams(data)


def _by_trigrams(data: bytes) -> Decoded:
    trigrams = byte_trigrams(data)
    scores = {
        codec: single_byte_score(trigrams, codec) + lean * (1 + 8 / trigrams.total())
        for codec, lean in _SINGLE_BYTE.items()
    }
    hint = _declared(data)
    if hint in scores:
        scores[hint] += 0.3
    codec = max(scores, key=lambda name: scores[name])
    second = max(score for name, score in scores.items() if name != codec)
    confidence = max(0.3, min(0.98, 0.6 + (scores[codec] - second) / 3))
    if codec == "cp1252":
        text = data.decode("sloppy-windows-1252")
        plain = not re.search(rb"[\x80-\x9f]", data)
        return Decoded(text, "latin-1" if plain else "cp1252", max(confidence, 0.6))
    return Decoded(data.decode(codec, "replace"), codec, confidence)


def _declared(data: bytes) -> str:
    match = _META.search(data[:4096])
    if not match:
        return ""
    name = match.group(1).decode("ascii").lower()
    return {"iso-8859-1": "cp1252", "windows-1252": "cp1252"}.get(name, name)
