"""What addresses may hold, beyond Django's own converters."""

from django.urls.converters import IntConverter, StringConverter


class NumberConverter(IntConverter):
    """A number that every database can take: with more digits, there is no such page."""

    regex = "[0-9]{1,18}"


class LanguageConverter(StringConverter):
    """A language by its tag, whatever that may be; but PostgreSQL takes no NUL."""

    regex = r"[^/\x00]{1,35}"


class DigestConverter(StringConverter):
    """A SHA-256 in hex."""

    regex = "[0-9a-f]{64}"
