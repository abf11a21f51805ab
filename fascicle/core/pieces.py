"""HTML by the hundred pieces: as Django's ``format_html``, which takes five times as long."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def piece(pattern: str, *values: object) -> SafeString:
    """Values in their places in a pattern of our own, escaped unless they are safe already."""
    return SafeString(pattern.format(*map(_escaped, values)))


def pieces(pattern: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """The pattern once for each row of values, one after another."""
    return SafeString("".join([pattern.format(*map(_escaped, row)) for row in rows]))


def plain(words: str) -> str:
    """Words as they stand in a pattern."""
    return escape(words).replace("{", "{{").replace("}", "}}")


def _escaped(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))
