"""The faces a cover is set in: our own Literata, and for other scripts what the machine has."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

_OWN = Path(__file__).resolve().parents[2] / "core" / "static" / "fonts"
_SUBSETS = "latin latin-ext vietnamese greek greek-ext cyrillic cyrillic-ext".split()
_FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
_LINUX_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
#: One file for Chinese, Japanese and Korean, with a face for each.
_CJK = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc")
_CJK_PLACES = {"ja": 0, "ko": 1, "zh": 2}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
#: Looked for in this order.
_OTHERS = (
    *("NotoNaskhArabic-Regular.ttf", "NotoSerifHebrew-Regular.ttf"),
    *("NotoSerifThai-Regular.ttf", "NotoSerifDevanagari-Regular.ttf"),
    *("NotoSerif-Regular.ttf", "NotoSansArabic-Regular.ttf"),
    *("NotoSansHebrew-Regular.ttf", "NotoSansThai-Regular.ttf", "Garuda.ttf"),
    *("Songti.ttc", "Hiragino Mincho ProN.ttc", "simsun.ttc", "GeezaPro.ttc"),
    *("Thonburi.ttc", "DejaVuSerif.ttf", "DejaVuSans.ttf", "FreeSerif.ttf"),
    *("Arial Unicode.ttf", "arial.ttf"),
)
_NOWHERE = "\U0010ffff"  # a character no face has
_PROBE = 20  # points: enough to see whether a letter is there


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one face."""

    text: str
    face: ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class _Found:
    """One of our subsets, or a file of the machine's and a face's place in it."""

    subset: str = ""
    path: Path | None = None
    place: int = 0


@cache
def _files() -> dict[str, Path]:
    """The machine's font files by name."""
    found: dict[str, Path] = {}
    for folder in _FOLDERS.get(sys.platform, _LINUX_FOLDERS):
        for path in sorted(Path(folder).rglob("*.tt[fc]")):
            found.setdefault(path.name, path)
    return found


def _candidates(language: str) -> list[_Found]:
    code = language.lower()
    main = code.split("-")[0]
    place = 3 if code.startswith(_TRADITIONAL) else _CJK_PLACES.get(main, 2)
    wanted = [(name, place) for name in _CJK] + [(name, 0) for name in _OTHERS]
    own = [_Found(subset=subset) for subset in _SUBSETS]
    others = [
        _Found(path=_files()[name], place=n) for name, n in wanted if name in _files()
    ]
    return own + others


@lru_cache(maxsize=128)
def _face(found: _Found, size: int, weight: int) -> ImageFont.FreeTypeFont:
    if found.path:
        return ImageFont.truetype(str(found.path), size, index=found.place)
    path = _OWN / f"literata-{found.subset}-wght-normal.woff2"
    face = ImageFont.truetype(str(path), size)
    face.set_variation_by_axes([weight])
    return face


def _has(face: ImageFont.FreeTypeFont, letter: str) -> bool:
    shape, nothing = face.getmask(letter), face.getmask(_NOWHERE)
    return (shape.size, bytes(shape)) != (nothing.size, bytes(nothing))


@lru_cache(maxsize=4096)
def _find(cluster: str, language: str) -> _Found | None:
    for found in _candidates(language):
        face = _face(found, _PROBE, 400)
        if all(_is_unseen(letter) or _has(face, letter) for letter in cluster):
            return found
    return None


def _is_unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Cf", "Cc"}


def settable(text: str, language: str) -> str | None:
    """The text without symbols that no face here has; None if it is letters we lack."""
    kept = []
    for cluster in clusters_of(unicodedata.normalize("NFC", text)):
        if _find(cluster, language):
            kept.append(cluster)
        elif cluster[0].isalnum():
            return None
    return " ".join("".join(kept).split())


def runs_of(text: str, language: str, size: int, weight: int) -> list[Run]:
    """Settable text, cut where the face changes."""
    runs: list[Run] = []
    for cluster in clusters_of(text):
        found = _find(cluster, language) or _Found(subset=_SUBSETS[0])
        face = _face(found, size, weight)
        if runs and (runs[-1].face is face or cluster.isspace()):
            runs[-1] = Run(runs[-1].text + cluster, runs[-1].face)
        else:
            runs.append(Run(cluster, face))
    return runs


def width_of(text: str, language: str, size: int, weight: int) -> float:
    """How wide settable text is, in pixels."""
    return sum(
        run.face.getlength(run.text) for run in runs_of(text, language, size, weight)
    )


def clusters_of(text: str) -> list[str]:
    """Letters with the marks that belong to them."""
    clusters: list[str] = []
    for letter in text:
        joined = clusters and clusters[-1].endswith("\u200d")
        mark = unicodedata.category(letter) in {"Mn", "Me", "Mc", "Cf"}
        if clusters and (mark or joined or letter == "\u0e33"):  # Thai sara am
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters
