"""The languages that pages and commands can speak: English, and those with a translation."""

import gettext
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import to_language, to_locale

from fascicle.config import env
from fascicle.config.env import BadSetting

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = "LC_MESSAGES/django.mo"


def data_folder() -> Path:
    return Path(env.text("FASCICLE_DATA", "data")).resolve()


def folders() -> list[Path]:
    """Where translations are kept: a host's own, then those that come with the program."""
    return [data_folder() / "locale", PACKAGE / "locale"]


def spoken(places: Iterable[Path]) -> list[tuple[str, str]]:
    """Each language with its own name for itself."""
    found = {to_language(path.parent.parent.name) for folder in places
             for path in folder.glob(f"*/{CATALOGUE}")}  # fmt: skip
    codes = ["en", *sorted(found - {"en"})]
    return [(code, LANG_INFO.get(code, {}).get("name_local", code)) for code in codes]


def chosen(languages: Sequence[tuple[str, str]]) -> str:
    """The archive's language, for visitors whose own is not spoken.

    :raises BadSetting: if there is no translation into it.
    """
    code = env.text("FASCICLE_LANGUAGE", "en").lower().replace("_", "-")
    codes = [spoken for spoken, _name in languages]
    if code not in codes:
        raise BadSetting(
            "FASCICLE_LANGUAGE",
            f"is “{code}”, of which there is no translation; there is {', '.join(codes)}",
        )
    return code


def catalogue() -> gettext.NullTranslations:
    """The words of the archive's language, for what is said before Django is there."""
    words = gettext.NullTranslations()
    languages = [to_locale(env.text("FASCICLE_LANGUAGE", "en"))]
    for folder in reversed(folders()):
        mine = gettext.translation("django", folder, languages, fallback=True)
        mine.add_fallback(words)
        words = mine
    return words
