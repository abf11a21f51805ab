"""Reading a thesaurus from bytes that anyone may have written."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from fascicle.core.names import name_key, one_line
from fascicle.tags.thesaurus.rows import COLUMNS, Problem, Row, Rows
from fascicle.tags.thesaurus.writing import FORMULA

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 150
LONGEST_TEXT = 20_000
#: What no database takes, and what nobody sees.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Entry = Mapping[str, object]


class Unreadable(Exception):
    """The file is no thesaurus. Its argument says why, in words."""


def read(content: bytes) -> Rows:
    """Rows of a thesaurus, from CSV or JSON, and what is wrong with those that are left out.

    :raises Unreadable: if the file is none of both.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB. Split it into several."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("The file is not UTF-8 text. Save it again as “CSV UTF-8” or as JSON.")
        ) from error
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    is_json = text.lstrip()[0] in "{["
    entries = _json_entries(text) if is_json else _csv_entries(text)
    found = Rows()
    for place, entry in entries:
        _take(found, place, entry)
    return found


def _csv_entries(text: str) -> Iterator[tuple[int, Entry]]:
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().casefold() for cell in next(table)]
        _check_header(header)
        for cells in table:
            if any(cells):
                entry = dict(zip(header, map(_unguarded, cells), strict=False))
                yield table.line_num, entry
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)s can't be read as CSV. Is a quotation mark missing?")
            % {"line": table.line_num}
        ) from error


def _check_header(header: list[str]) -> None:
    if missing := {"kind", "name"} - set(header):
        raise Unreadable(
            _(
                "The first line must name the columns: %(columns)s. “%(missing)s” is missing."
            )
            % {"columns": ", ".join(COLUMNS), "missing": min(missing)}
        )


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _json_entries(text: str) -> Iterator[tuple[int, Entry]]:
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise Unreadable(_("The JSON is nested too deeply.")) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            _("Line %(line)s can't be read as JSON.") % {"line": error.lineno}
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(_("The file can't be read as JSON.")) from error
    tags = content.get("tags") if isinstance(content, dict) else content
    if not isinstance(tags, list):
        raise Unreadable(_("The JSON has no list of “tags”."))
    yield from enumerate(
        (entry if isinstance(entry, dict) else {} for entry in tags), 1
    )


def _take(found: Rows, place: int, entry: Entry) -> None:
    try:
        found.rows.append(_row(place, entry))
    except ValueError as error:
        found.problems.append(Problem(place, str(error)))


def _row(place: int, entry: Entry) -> Row:
    """An entry as a row.

    :raises ValueError: if it can't be one. Its argument says why, in words.
    """
    kind = _name(entry, "kind")
    name = _name(entry, "name")
    if not kind:
        raise ValueError(_("It has no kind."))
    if not name:
        raise ValueError(_("It has no name."))
    return Row(
        kind=kind,
        name=name,
        synonym_of=_name(entry, "synonym_of"),
        broader=_broader(entry.get("broader")),
        description=_text(entry, "description"),
        note=_text(entry, "note"),
        place=place,
    )


def _name(entry: Entry, column: str) -> str:
    value = entry.get(column) or ""
    if not isinstance(value, str):
        raise ValueError(
            _("What it has as “%(column)s” is no text.") % {"column": column}
        )
    return _tidy(value)


def _tidy(name: str) -> str:
    tidy = one_line(_UNFIT.sub("", name))
    if len(tidy) > LONGEST_NAME:
        raise ValueError(
            _("“%(name)s…” is too long for a tag: 150 letters at most.")
            % {"name": tidy[:40]}
        )
    return tidy if name_key(tidy) else ""


def _broader(value: object) -> tuple[str, ...]:
    """Names, from a list, or one a line."""
    names = value.splitlines() if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise ValueError(_("What it has as “broader” is no list of names."))
    return tuple(dict.fromkeys(tidy for name in names if (tidy := _tidy(name))))


def _text(entry: Entry, column: str) -> str:
    value = entry.get(column) or ""
    if not isinstance(value, str):
        raise ValueError(
            _("What it has as “%(column)s” is no text.") % {"column": column}
        )
    if len(value) > LONGEST_TEXT:
        raise ValueError(
            _("What it has as “%(column)s” is too long.") % {"column": column}
        )
    return _UNFIT.sub("", value).replace("\r\n", "\n").strip()
