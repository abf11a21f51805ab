"""Names for things that stay the same for good, for programs that know them again."""

from uuid import NAMESPACE_URL, uuid5

from django.conf import settings


def urn_of(uri: str) -> str:
    """A UUID made of a thing's own address, which never changes."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, uri)}"


def urn_at(path: str) -> str:
    """The same, by the path of an address of this archive."""
    return urn_of(settings.SITE_URL + path)
