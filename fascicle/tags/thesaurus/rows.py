"""What a thesaurus says of a tag."""

from dataclasses import dataclass, field

#: Columns of the CSV and names in the JSON, in this order.
COLUMNS = ("kind", "name", "synonym_of", "broader", "description", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """One tag. ``kind`` is a kind's short name; other tags are named, and are of the same kind.

    ``place`` is the line of the CSV, or which entry of the JSON, it was read from.
    """

    kind: str
    name: str
    synonym_of: str = ""
    broader: tuple[str, ...] = ()
    description: str = ""
    note: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was passed over, in words."""

    place: int
    said: str


@dataclass(slots=True)
class Rows:
    """What could be read, and what could not."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
