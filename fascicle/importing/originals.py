"""The lines of an original file as they came, a page at a time, each with its role."""

import codecs
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252

from fascicle.core import storage
from fascicle.importing.models import FileReading, SourceFile
from fascicle.importing.story import Role
from fascicle.importing.wording import ROLES

LINES_A_PAGE = 300
#: A longer file is downloaded, not shown.
MOST_BYTES = 24 << 20
#: A longer line is cut; the download has all of it.
MOST_LETTERS = 4_000

_LINE_END = re.compile(r"\r\n|\n|\r")


class NotShown(Exception):
    """The file is too long to be shown, or its bytes are not there."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The roles of a file's lines, and how sure its encoding is."""

    roles: Sequence[str] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """A line of a file. ``label`` names its role where that begins."""

    number: int
    text: str
    role: str
    label: str
    is_evidence: bool
    is_outside: bool


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """Some lines of a file."""

    lines: Sequence[OriginalLine]
    page: int
    pages: int
    total: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def outline_of(file: SourceFile) -> Outline:
    """What was understood of a file's lines; nothing, if that is not kept."""
    kept = FileReading.objects.filter(file=file).first()
    return Outline(*kept.outline()) if kept else Outline()


def page_with(line: int) -> int:
    """The page on which a line stands."""
    return max(0, line - 1) // LINES_A_PAGE + 1


def original_page(
    file: SourceFile,
    outline: Outline,
    *,
    page: int,
    evidence: Collection[int] = (),
    within: tuple[int, int] | None = None,
) -> OriginalPage:
    """A page of a file's lines; ``within`` is the stretch that is looked at.

    :raises NotShown: if the file cannot be shown.
    """
    lines = _LINE_END.split(_text(file))
    pages = page_with(len(lines))
    page = min(max(1, page), pages)
    first = (page - 1) * LINES_A_PAGE + 1
    roles = outline.roles
    said = ""
    shown = []
    for number, text in enumerate(lines[first - 1 :][:LINES_A_PAGE], first):
        role = Role(roles[number - 1]) if number <= len(roles) else Role.STORY
        label = str(ROLES[role]) if roles else ""
        shown.append(
            OriginalLine(
                number=number,
                text=text[:MOST_LETTERS] + ("…" if len(text) > MOST_LETTERS else ""),
                role=role.value,
                label=label if label != said else "",
                is_evidence=number in evidence,
                is_outside=bool(within and not within[0] <= number <= within[1]),
            )
        )
        said = label or said  # a blank line parts nothing
    return OriginalPage(shown, page, pages, len(lines))


def _text(file: SourceFile) -> str:
    if file.size > MOST_BYTES:
        raise NotShown
    try:
        data = storage.fetch(file.sha256)
    except (FileNotFoundError, storage.DamagedFile, OSError) as error:
        raise NotShown from error
    try:
        decoder = codecs.lookup(file.encoding or "utf-8")
    except LookupError:
        decoder = codecs.lookup("latin-1")
    return decoder.decode(data, "replace")[0].removeprefix("\ufeff")
