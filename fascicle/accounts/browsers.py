"""Which browser a session is in, in two words: as much as its owner needs to know it again."""

from django.utils.translation import gettext as _

#: What stands in a browser's own description, the more particular first.
_BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox",
    "SamsungBrowser": "Samsung Internet", "CriOS": "Chrome", "Chrome": "Chrome",
    "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS": "macOS", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def browser_of(description: str) -> str:
    """“Firefox on Windows”, from what a browser says of itself."""
    browser = _first(_BROWSERS, description)
    system = _first(_SYSTEMS, description)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("an unknown browser")


def _first(known: dict[str, str], description: str) -> str:
    return next((name for sign, name in known.items() if sign in description), "")
