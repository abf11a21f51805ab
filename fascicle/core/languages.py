"""Languages as readers see them: a name, and which way they run. Codes are BCP 47."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

#: Main subtags whose usual script runs from right to left.
RIGHT_TO_LEFT = frozenset(
    "ar arc azb ckb dv fa he khw ks lrc mzn nqo pnb ps sd syr ug ur yi".split()
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("arab", "hebr", "nkoo", "rohg", "syrc", "thaa"))
#: Names, in their own words, of languages that Django does not list.
_NAMES = {
    "am": "አማርኛ",
    "fil": "Filipino",
    "gu": "ગુજરાતી",
    "ht": "Kreyòl ayisyen",
    "ku": "Kurdî",
    "la": "Latina",
    "lo": "ລາວ",
    "mt": "Malti",
    "ps": "پښتو",
    "sd": "سنڌي",
    "si": "සිංහල",
    "tl": "Tagalog",
    "yi": "ייִדיש",
    "yo": "Yorùbá",
    "zh": "中文",
}
#: The same, and Chinese of whatever script, in the reader's language.
_OTHER_NAMES = {
    "am": gettext_lazy("Amharic"),
    "fil": gettext_lazy("Filipino"),
    "gu": gettext_lazy("Gujarati"),
    "ht": gettext_lazy("Haitian Creole"),
    "ku": gettext_lazy("Kurdish"),
    "la": gettext_lazy("Latin"),
    "lo": gettext_lazy("Lao"),
    "mt": gettext_lazy("Maltese"),
    "ps": gettext_lazy("Pashto"),
    "sd": gettext_lazy("Sindhi"),
    "si": gettext_lazy("Sinhala"),
    "tl": gettext_lazy("Tagalog"),
    "yi": gettext_lazy("Yiddish"),
    "yo": gettext_lazy("Yoruba"),
    "zh": gettext_lazy("Chinese"),
}


def direction_of(code: str) -> str:
    """``rtl``, ``ltr``, or ``auto`` where the language is not known."""
    if not code or code == "und":
        return "auto"
    main, *rest = code.lower().split("-")
    if scripts := [part for part in rest if len(part) == 4 and part.isalpha()]:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if main in RIGHT_TO_LEFT else "ltr"


def name_of(code: str) -> str:
    """The language's name in itself; the code where we know no name."""
    if not code or code == "und":
        return _("Language unknown")
    parts = code.lower().split("-")
    for length in range(len(parts), 0, -1):
        part = "-".join(parts[:length])
        if part in _NAMES:
            return _NAMES[part]
        name = LANG_INFO.get(part, {}).get("name_local")
        if isinstance(name, str):
            return name[:1].upper() + name[1:]
    return code


def english_name_of(code: str) -> str:
    """The language's name in the reader's language, or "" where we know none."""
    main = code.lower().split("-")[0]
    info = LANG_INFO.get(code.lower()) or LANG_INFO.get(main, {})
    name = info.get("name")
    return _(name) if isinstance(name, str) else str(_OTHER_NAMES.get(main, ""))


def choices(codes: Iterable[str] = ()) -> list[tuple[str, StrOrPromise]]:
    """Languages by name for a form to offer, those of ``codes`` among them."""
    every = {code for code in LANG_INFO if "-" not in code} | {"zh", "la", *codes} - {
        ""
    }
    named = [(code, english_name_of(code) or name_of(code)) for code in every]
    named.sort(key=lambda pair: pair[1].casefold())
    return [("", gettext_lazy("unknown")), *named]
