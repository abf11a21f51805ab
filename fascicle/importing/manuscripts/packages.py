"""Documents that are zip files: their parts, with every byte counted."""

from io import BytesIO

from lxml import etree

from fascicle.importing.limits import STRICT
from fascicle.importing.zips import read_zip


class Damaged(Exception):
    """A document lacks what its kind must have."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """The files of a package by name; those that cannot be read are left out."""
    entries = read_zip(BytesIO(data), STRICT)
    return {entry.name: entry.data for entry in entries if entry.problem is None}


def parsed(part: bytes | None) -> "etree._Element":
    """An XML part. No entity is resolved and nothing is fetched.

    :raises Damaged: if there is none, or it is no XML.
    """
    if not part:
        raise Damaged
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged from error
    if root is None:
        raise Damaged
    return root
