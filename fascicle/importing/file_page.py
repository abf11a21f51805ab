"""What the desk shows of a source file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from fascicle.importing.models import Part, SourceFile
from fascicle.importing.queries import parts_by_file
from fascicle.importing.unreadable import reason
from fascicle.importing.wording import next_step, repair_name

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "ascii": "ASCII",
    "latin-1": "Latin-1",
    "cp1252": "Windows-1252",
    "sloppy-windows-1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "mac-roman": "Mac Roman",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
    "cp932": "Shift JIS",
    "euc-kr": "EUC-KR",
    "cp949": "EUC-KR",
}
#: Below this, another encoding is possible.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A repair that was made to a file's text."""

    name: str
    count: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file and what came of it."""

    file: SourceFile
    encoding: str
    problem: StrOrPromise
    next_step: StrOrPromise
    repairs: Sequence[RepairRow]
    parts: Sequence[Part]


def file_rows(files: list[SourceFile]) -> list[FileRow]:
    """Rows for some files, in a fixed number of queries."""
    parts = parts_by_file(files)
    return [
        FileRow(
            file=file,
            encoding=ENCODINGS.get(file.encoding, file.encoding),
            problem=reason(file.problem),
            next_step=next_step(file.problem) if file.problem else "",
            repairs=repairs_of(file),
            parts=parts[file.pk],
        )
        for file in files
    ]


def repairs_of(file: SourceFile) -> list[RepairRow]:
    """The repairs made to a file's text, the most frequent first."""
    rows = [
        RepairRow(
            name=repair_name(str(row.get("kind", ""))),
            count=int(row.get("count", 0)),
            before=str(row.get("before") or ""),
            after=str(row.get("after") or ""),
        )
        for row in file.repairs
        if isinstance(row, dict)
    ]
    return sorted(rows, key=lambda row: -row.count)


def encoding_words(file: SourceFile, confidence: float) -> str:
    """The encoding by name, and whether it is certain."""
    if not file.encoding:
        return ""
    name = ENCODINGS.get(file.encoding, file.encoding)
    if confidence < SURE:
        return _("%(encoding)s (a guess)") % {"encoding": name}
    return name
