"""How names in Cyrillic, Greek and kana sound in Latin letters.

There are several ways to write each, so what comes out is loosened until they agree: it is for
comparing, not for showing.
"""

import re

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџѓќѕ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g"
        " dj j lj nj c dz g k dz".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_KANA = {
    kana: sound
    for row, sounds in {
        "あいうえお": "a i u e o",
        "かきくけこ": "ka ki ku ke ko",
        "がぎぐげご": "ga gi gu ge go",
        "さしすせそ": "sa shi su se so",
        "ざじずぜぞ": "za ji zu ze zo",
        "たちつてと": "ta chi tsu te to",
        "だぢづでど": "da ji zu de do",
        "なにぬねの": "na ni nu ne no",
        "はひふへほ": "ha hi fu he ho",
        "ばびぶべぼ": "ba bi bu be bo",
        "ぱぴぷぺぽ": "pa pi pu pe po",
        "まみむめも": "ma mi mu me mo",
        "やゆよ": "ya yu yo",
        "らりるれろ": "ra ri ru re ro",
        "わゐゑをん": "wa i e o n",
        "ゔ": "vu",
    }.items()
    for kana, sound in zip(row, sounds.split(), strict=True)
}
_SMALL = dict(zip("ぁぃぅぇぉゃゅょゎ", "a i u e o ya yu yo wa".split(), strict=True))

_LETTERS = str.maketrans(
    {k: v.replace("_", "") for k, v in (_CYRILLIC | _GREEK).items()}
)
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F5)}  # to hiragana
_GREEK_PAIRS = (
    ("ου", "u"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("μπ", "b"),
    ("ντ", "nt"),
    ("γγ", "ng"),
)
_LATIN = re.compile(r"[\x00-\x7f·]*")
#: Spellings of one sound, in this order.
_LOOSER = (
    ("shch", "sch"), ("tch", "ch"), ("tsch", "ch"), ("kh", "h"), ("ch", "h"), ("zh", "j"),
    ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ks", "x"), ("ou", "o"), ("w", "v"), ("y", "i"),
    ("j", "i"), ("ie", "e"), ("ii", "i"), ("uu", "u"), ("oo", "o"), ("q", "k"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def is_latin(text: str) -> bool:
    """Whether a key is in plain Latin letters."""
    return text.isascii()


def sound(text: str) -> str:
    """Loosened Latin letters for a name without spaces; empty if it is in a script unknown here."""
    latin = text if text.isascii() else _latin(text)
    if not _LATIN.fullmatch(latin):
        return ""
    for spelling, looser in _LOOSER:
        latin = latin.replace(spelling, looser)
    return _DOUBLED.sub(r"\1", latin)


def _latin(text: str) -> str:
    for pair, letters in _GREEK_PAIRS:
        text = text.replace(pair, letters)
    hiragana = text.translate(_LETTERS).translate(_KATAKANA).replace("ー", "")
    return _kana(hiragana) if not hiragana.isascii() else hiragana


def _kana(text: str) -> str:
    out: list[str] = []
    doubled = False
    for letter in text:
        if letter == "っ":
            doubled = True
        elif letter in _SMALL:
            out[-1:] = [_glided(out[-1] if out else "", _SMALL[letter])]
        else:
            sound = _KANA.get(letter, letter)
            out.append(sound[0] + sound if doubled else sound)
            doubled = False
    return "".join(out)


def _glided(sound: str, small: str) -> str:
    """ "ki" and a small "ya" are "kya"; "shi" and it are "sha"; "fu" and a small "a" are "fa"."""
    if small[0] != "y":
        return sound[:-1] + small
    if sound[:-1] in {"sh", "ch", "j"}:
        return sound[:-1] + small[1:]
    return sound[:-1] + small
