"""A thesaurus as CSV or JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator

from fascicle.tags.thesaurus.rows import COLUMNS, Row

#: What a spreadsheet would take for a formula, and what looks like our guard against it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
BOM = "\ufeff"


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """Lines of CSV. It begins with a byte-order mark: spreadsheets know UTF-8 by it.

    Several broader tags stand in one cell, one a line. A cell that a spreadsheet would take for
    a formula has an apostrophe in front.
    """
    line = io.StringIO()
    table = csv.writer(line, lineterminator="\r\n")
    line.write(BOM)
    table.writerow(COLUMNS)
    yield _taken(line)
    for row in rows:
        broader = "\n".join(row.broader)
        cells = (row.kind, row.name, row.synonym_of, broader, row.description, row.note)
        table.writerow(map(_guarded, cells))
        yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """Lines of JSON; what is empty is left out."""
    yield '{"thesaurus": 1, "tags": ['
    between = "\n"
    for row in rows:
        entry = {name: value for name in COLUMNS if (value := getattr(row, name))}
        yield between + json.dumps(entry, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"
