"""The attributes of clean elements, each kept only where a validator would take it."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlsplit

from lxml import etree

from fascicle.core.html import CLASSES, strip_illegal
from fascicle.core.html.pictures import is_address

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?\Z")
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+\Z", re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT_IN_URL = "/?#[]@!$&'()*+,;=:~%-._"
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
MAX_SPAN = 1000


def language_tag(value: str) -> str:
    """The language if it is written as BCP 47 has it, or ""."""
    return value if _LANGUAGE.match(value) else ""


def _direction(value: str) -> str:
    return value.lower() if value.lower() in {"ltr", "rtl", "auto"} else ""


def _span(value: str) -> str:
    fits = value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_SPAN
    return value if fits else ""


def _start(value: str) -> str:
    return value if re.fullmatch(r"-?[0-9]{1,9}", value) else ""


def _scope(value: str) -> str:
    return value.lower() if value.lower() in _SCOPES else ""


def address(value: str) -> str:
    """A web or mail address in its strict form; "" for a relative or a broken one."""
    value = value.strip()
    if value.lower().startswith("mailto:"):
        return value if _MAIL.match(value) else ""
    try:
        parts = urlsplit(value)
        port, host = parts.port, _host(parts.hostname or "")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    rest = value.split("://", 1)[-1][len(parts.netloc) :].replace("\\", "/")
    path, _, fragment = rest.partition("#")
    path = quote(_STRAY_PERCENT.sub("%25", path), safe=_KEPT_IN_URL)
    fragment = quote(_STRAY_PERCENT.sub("%25", fragment).replace("#", "%23"), _FRAGMENT)
    return (
        f"{parts.scheme}://{host}{f':{port}' if port else ''}"
        f"{path.replace('[', '%5B').replace(']', '%5D')}"
        f"{'#' if fragment else ''}{fragment}"
    )


_FRAGMENT = "/?@!$&'()*+,;=:~%-._"


def _host(name: str) -> str:
    ascii_name = name.encode("idna").decode("ascii").lower() if name else ""
    if any(label.startswith("xn--") for label in ascii_name.split(".")):
        ascii_name.encode("ascii").decode("idna")
    return ascii_name if _HOST.match(ascii_name) else ""


def _classes(element: etree._Element) -> str:
    allowed = CLASSES.get(str(element.tag), set())
    names = (element.get("class") or "").split()
    return " ".join(dict.fromkeys(name for name in names if name in allowed))


def _picture(value: str) -> str:
    """The archive's address of a picture; whoever makes a book puts the book's own there."""
    return value if is_address(value) else ""


def _as_is(value: str) -> str:
    return value


_MENDERS: dict[str, dict[str, Callable[[str], str]]] = {
    "a": {"href": address, "title": _as_is},
    "abbr": {"title": _as_is},
    "img": {"src": _picture, "alt": _as_is},
    "ol": {"start": _start},
    "td": {"colspan": _span, "rowspan": _span},
    "th": {"colspan": _span, "rowspan": _span, "scope": _scope},
}
_EVERYWHERE: dict[str, Callable[[str], str]] = {"dir": _direction}


def attributes(element: etree._Element, *, xml: bool) -> dict[str, str]:
    """Those worth keeping, in a fixed order. ``xml`` adds ``xml:lang`` beside ``lang``."""
    if not element.attrib:
        return {}
    menders = _MENDERS.get(str(element.tag), {}) | _EVERYWHERE
    kept = {name: mend(element.get(name) or "") for name, mend in menders.items()}
    language = language_tag(element.get("lang") or "")
    kept |= {"class": _classes(element), "lang": language}
    if xml:
        kept["xml:lang"] = language
    return {name: value for name, value in kept.items() if value}


def as_text(kept: dict[str, str]) -> str:
    """Attributes as they stand in a tag, each after a space."""
    return "".join(
        f' {name}="{escape(strip_illegal(value))}"' for name, value in kept.items()
    )
