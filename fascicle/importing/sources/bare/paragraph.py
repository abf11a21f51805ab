"""A paragraph of a story."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's inline HTML; lines of verse are parted by ``<br>``."""

    html: str
    heading: bool = False
    quoted: bool = False
