"""Which encoding a file's bytes are in. A ladder: what proves itself comes first.

Detectors in libraries take English with curly quotes for Central European; so the last
rungs are judged by our own ``evidence``.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252

from .evidence import byte_trigrams, single_byte_score, text_score, wide_score
from .language import language_by_words


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text: the codec that decodes them, and how sure we are of it."""

    text: str
    encoding: str
    confidence: float
    mixed: tuple[str, str, int] | None = (
        None  # UTF-8 in it: an example before, after; runs
    )


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Single-byte codecs, and how much each is preferred before anything is known.
SINGLE_BYTE = {
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
    "cp1251": 0.1,
    "koi8-r": 0.05,
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
WIDE = ("gb18030", "cp932", "euc_jp", "big5hkscs", "cp949")
_NAMES = {"big5hkscs": "big5", "cp949": "euc_kr"}
_META = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:-]{2,30})")
_UTF8 = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_STRAY = re.compile(rb"[\x80-\xff]")
_CUT_OFF = re.compile(
    rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z"
)
_SAMPLE_BYTES = 400_000
_FEW_BYTES = 8
#: A few characters prove little: preferences weigh as much as this many characters more.
_PREFERENCE = 8
_WIDE_ENOUGH = 0.4


def decode(data: bytes) -> Decoded:
    """The text of a file. Never raises; what cannot be decoded becomes U+FFFD."""
    for rung in (
        _by_mark,
        _by_escapes,
        _by_utf16_shape,
        _by_utf8,
        _by_mixture,
        _by_wide,
    ):
        decoded = rung(data)
        if decoded:
            return decoded
    return _by_trigrams(data)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(codec, "replace"), codec, 1.0)
    return None


def _by_escapes(data: bytes) -> Decoded | None:
    """ISO-2022 and HZ: seven bits, with escape sequences that nothing else has."""
    if data.isascii() and b"~{" in data and b"~}" in data:
        return _if_wide(data, "hz")
    if b"\x1b$" not in data:
        return None
    codecs_to_try = (
        ("iso2022_kr",) if b"\x1b$)C" in data else ("iso2022_jp", "iso2022_jp_ext")
    )
    for codec in codecs_to_try:
        try:
            return Decoded(data.decode(codec), codec, 0.99)
        except UnicodeDecodeError:
            continue
    return _if_wide(data, codecs_to_try[-1])


def _if_wide(data: bytes, codec: str) -> Decoded | None:
    text = data.decode(codec, "replace")
    return Decoded(text, codec, 0.8) if wide_score(text) > _WIDE_ENOUGH else None


def _by_utf8(data: bytes) -> Decoded | None:
    if data.isascii():
        return Decoded(data.decode(), "utf-8", 1.0)
    whole = _CUT_OFF.sub(b"", data)
    try:
        text = whole.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if whole.isascii():
        return None
    return Decoded(text + "\ufffd" * (len(whole) < len(data)), "utf-8", 0.99)


def _by_utf16_shape(data: bytes) -> Decoded | None:
    """UTF-16 that lost its mark."""
    codec = utf16_shape(data)
    return Decoded(data.decode(codec, "replace"), codec, 0.9) if codec else None


def utf16_shape(data: bytes) -> str:
    """The codec of UTF-16 without a mark, or "".

    Every second byte is the same in most alphabets; Chinese, Japanese and Korean prove
    themselves by their commonest characters.
    """
    sample = data[: _SAMPLE_BYTES & ~1]
    if len(sample) < _FEW_BYTES:
        return ""
    for codec, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        page, share = _commonest(high)
        text = sample.decode(codec, "replace")
        if share > 0.4 and page < 0x20 and page not in b"\t\n\r":
            fits = _commonest(low)[1] < 0.4
        else:
            fits = not _is_utf8(sample) and wide_score(text) > _WIDE_ENOUGH + 0.1
        if fits and _is_text(text):
            return codec
    return ""


def _is_utf8(data: bytes) -> bool:
    try:
        _CUT_OFF.sub(b"", data).decode()
    except UnicodeDecodeError:
        return False
    return True


def _commonest(data: bytes) -> tuple[int, float]:
    byte, count = Counter(data).most_common(1)[0]
    return byte, count / len(data)


def _is_text(text: str) -> bool:
    controls = sum(text.count(chr(code)) for code in (0xFFFD, *range(9)))
    return controls * 50 <= len(text)


def _by_mixture(data: bytes) -> Decoded | None:
    """UTF-8 and windows-1252 in one file: each run by what it is."""
    rest, runs = _UTF8.subn(b"", data)
    if not runs or len(_STRAY.findall(rest)) > 20 * runs:
        return None
    text = "".join(_mixed_parts(data))
    if _share_of_odd_characters(text) > 0.2 or best_wide(data)[1] > _WIDE_ENOUGH:
        return None
    if best_single_byte(data)[1] > text_score(text, _language_of_ascii(data)):
        return None
    match = _UTF8.search(data)
    example = match.group()[:40] if match else b""
    before, after = (
        example.decode("sloppy-windows-1252"),
        example.decode("utf-8", "ignore"),
    )
    return Decoded(text, "cp1252", 0.85, (before, after, runs))


def _mixed_parts(data: bytes) -> list[str]:
    parts, at = [], 0
    for match in _UTF8.finditer(data):
        parts.append(data[at : match.start()].decode("sloppy-windows-1252"))
        parts.append(match.group().decode("utf-8"))
        at = match.end()
    parts.append(data[at:].decode("sloppy-windows-1252"))
    return parts


def _share_of_odd_characters(text: str) -> float:
    high = [char for char in text if char >= "\x80"]
    usual = sum(
        "\xa0" <= char <= "\u017f" or "\u2010" <= char <= "\u2122" for char in high
    )
    return 1 - usual / len(high) if high else 0.0


def best_wide(data: bytes) -> tuple[str, float]:
    """The codec that makes the best Chinese, Japanese or Korean of the bytes."""
    sample = data[:_SAMPLE_BYTES]
    best = ("", 0.0)
    for codec in WIDE:
        text = sample.decode(codec, "replace")
        if text.count("\ufffd") * 50 <= len(text):
            best = max(best, (codec, wide_score(text)), key=lambda found: found[1])
    return best


def _by_wide(data: bytes) -> Decoded | None:
    codec, score = best_wide(data)
    if score <= _WIDE_ENOUGH:
        return None
    return Decoded(
        data.decode(codec, "replace"),
        _NAMES.get(codec, codec),
        min(0.99, 0.6 + score / 2),
    )


def _by_trigrams(data: bytes) -> Decoded:
    codec, score, second = best_single_byte(data, _declared(data))
    confidence = max(0.3, min(0.98, 0.6 + (score - second) / 3))
    if codec == "cp1252":
        narrow = not re.search(rb"[\x80-\x9f]", data)
        text = data.decode("sloppy-windows-1252")
        return Decoded(text, "latin-1" if narrow else "cp1252", max(confidence, 0.6))
    return Decoded(data.decode(codec, "replace"), codec, confidence)


def best_single_byte(data: bytes, hint: str = "") -> tuple[str, float, float]:
    """The best single-byte codec for the bytes, its score, and the score of the next."""
    trigrams = byte_trigrams(data)
    language = _language_of_ascii(data)
    weight = 1 + _PREFERENCE / max(1, trigrams.total())
    scores = {
        codec: single_byte_score(trigrams, codec, language) + preference * weight
        for codec, preference in SINGLE_BYTE.items()
    }
    if hint in scores:
        scores[hint] += 0.3
    first, second = sorted(scores, key=lambda codec: -scores[codec])[:2]
    return first, scores[first], scores[second]


def _language_of_ascii(data: bytes) -> str:
    """What the text is written in, as far as its ASCII letters show."""
    middle = len(data) // 3
    text = data[middle : middle + 24_000].decode("latin-1")
    found = language_by_words(re.sub(r"[^\W\d_]*[\x80-\xff][^\W\d_]*", " ", text))
    return found.value if found else ""


def _declared(data: bytes) -> str:
    """What the page says of itself: a hint, as it often lies."""
    match = _META.search(data[:4096])
    if not match:
        return ""
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return ""
    return {"iso8859-1": "cp1252", "mac-roman": "mac_roman"}.get(name, name)
