"""Settings from the environment: each read by type, each failing with where to read on."""

import os
from pathlib import Path

DOCUMENT = "docs/settings.md"


class BadSetting(Exception):
    """A setting holds something that cannot be used."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}. See {DOCUMENT}.")


def text(name: str, default: str = "") -> str:
    """The setting's text, or the content of the file that ``NAME_FILE`` names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(
                f"{name}_FILE", f"names a file that can't be read ({error})"
            ) from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """True for yes, true, on, 1; False for no, false, off, 0."""
    value = text(name).lower()
    if value == "":
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise BadSetting(name, "must be yes or no")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name)
    if value == "":
        return default
    try:
        return int(value)
    except ValueError as error:
        raise BadSetting(name, "must be a whole number") from error


def names(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
