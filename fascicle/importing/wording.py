"""Signs, repairs and roles in a person's words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from fascicle.importing.story import Problem, Role
from fascicle.importing.troubles import SURE

EVIDENCE: dict[str, StrOrPromise] = {
    "title-field": gettext_lazy("A “Title:” line states it."),
    "author-field": gettext_lazy("An “Author:” line states it."),
    "series-field": gettext_lazy("A “Series:” line states it."),
    "field": gettext_lazy("A header line states it."),
    "heading": gettext_lazy("It stands as a heading."),
    "title-heading": gettext_lazy("It stands above the text, as a title does."),
    "chapter-heading": gettext_lazy("A chapter heading says so."),
    "part-heading": gettext_lazy("A heading numbers the part."),
    "numbered-heading": gettext_lazy("A heading bears the number."),
    "title-line": gettext_lazy("It stands alone on a line, as a title does."),
    "title-with-series": gettext_lazy("It stands beside the series' name."),
    "title-with-part": gettext_lazy("It stands beside a part's number."),
    "page-title": gettext_lazy("The page's own title says so."),
    "over-title": gettext_lazy("It stands over the title."),
    "under-title": gettext_lazy("It stands under the title, as a name does."),
    "under-heading": gettext_lazy("It stands under the chapter's heading."),
    "series-line": gettext_lazy("A line names the series."),
    "note-of-part": gettext_lazy("The writer's note says which part this is."),
    "note-of-part-before": gettext_lazy("The writer's note names the part before."),
    "note-of-next-part": gettext_lazy("The writer's note names the next part."),
    "note-label": gettext_lazy("It is labelled as a note."),
    "note-field": gettext_lazy("A header line holds it."),
    "mail-header": gettext_lazy("It is the head of a message."),
    "mail-sender": gettext_lazy("The sender of the message."),
    "byline": gettext_lazy("A line under the title names the writer."),
    "title-and-byline": gettext_lazy("A title and a “by” line stand together."),
    "copyright": gettext_lazy("A copyright line names the writer."),
    "signature": gettext_lazy("The text is signed with it."),
    "mail-subject": gettext_lazy("The subject of the message says so."),
    "mail-from": gettext_lazy("The sender of the message."),
    "html-title": gettext_lazy("The page's own title says so."),
    "html-heading": gettext_lazy("It is marked up as a heading."),
    "html-meta": gettext_lazy("The page's details say so."),
    "file-name": gettext_lazy("The file's name says so."),
    "end-mark": gettext_lazy("The closing line says so."),
    "the-end": gettext_lazy("It says that this is the end."),
    "to-be-continued": gettext_lazy("It says that it is to be continued."),
    "next-part": gettext_lazy("A note promises the next part."),
    "language": gettext_lazy("Told by its letters and its commonest words."),
    "script": gettext_lazy("Told by its letters."),
    "same-title": gettext_lazy("Files bear the same title."),
    "same-author": gettext_lazy("Files name the same writer."),
    "same-cast": gettext_lazy("The same people appear in the texts."),
    "same-places": gettext_lazy("The same places appear in the texts."),
    "same-series": gettext_lazy("Files name the same series."),
    "numbers-follow": gettext_lazy("The numbers follow one another."),
    "continues": gettext_lazy("One text goes on where another ends."),
    "named-by-part": gettext_lazy("Another part names it."),
    "sibling": gettext_lazy("Another part of the same work states it."),
    "sequel-note": gettext_lazy("A note says what it follows."),
    "sequel-to": gettext_lazy("It says that it is a sequel."),
    "part-of-series": gettext_lazy("It says of which series it is a part."),
    "author-note": gettext_lazy("The writer says so in a note."),
    "near-duplicate": gettext_lazy("Nearly all of its sentences stand in both."),
    "same-text": gettext_lazy("The texts are the same."),
    "prequel-to": gettext_lazy("It says that it comes before another work."),
    "inspired-by": gettext_lazy("It says what it is inspired by."),
    "translation-of": gettext_lazy("It says what it is translated from."),
    "continued-in": gettext_lazy("It says where it goes on."),
    "site-chrome": gettext_lazy("It belongs to the site, not to the story."),
    "navigation": gettext_lazy("It is a row of links."),
    "licence": gettext_lazy("It says who may copy the text, as publishers do."),
    "writer-speaks": gettext_lazy("The writer speaks here, not the story."),
    "after-the-end": gettext_lazy("It stands below the end of the story."),
}  # fmt: skip

#: Signs that begin so tell a part's number, each in several ways of writing it.
NUMBERS: dict[str, StrOrPromise] = {
    "field": gettext_lazy("A header line gives the number."),
    "page": gettext_lazy("The page's own title gives the number."),
    "subject": gettext_lazy("The subject of the message gives the number."),
}

COPIES: dict[str, StrOrPromise] = {
    "same": gettext_lazy("the same text"),
    "rewrapped": gettext_lazy("the same text in other lines"),
    "revised": gettext_lazy("a revision"),
    "cut-short": gettext_lazy("cut short"),
    "beheaded": gettext_lazy("its beginning is missing"),
    "part": gettext_lazy("a part of it, as a file of its own"),
    "whole": gettext_lazy("the whole work in one file"),
    "pasted-twice": gettext_lazy("the text stands in it twice"),
}

REPAIRS: dict[str, StrOrPromise] = {
    "utf-8-among-windows-1252": gettext_lazy("Letters of two encodings in one file"),
    "misdecoded-utf-8": gettext_lazy("Letters that had been decoded wrongly"),
    "lost-letters": gettext_lazy("Letters that had been lost"),
    "quoted-printable": gettext_lazy("Leftovers of e-mail encoding (=20, =E9)"),
    "character-references": gettext_lazy(
        "Letters written as numbers or names (&#8217;)"
    ),
    "efiction-references": gettext_lazy("Letters that an old archive wrote as numbers"),
    "escaped-references": gettext_lazy(
        "Letters that were escaped twice (&amp;eacute;)"
    ),
    "control-characters": gettext_lazy("Control characters and zero bytes"),
    "windows-1252-controls": gettext_lazy(
        "Quotes and dashes that stood as control characters"
    ),
    "invisible-characters": gettext_lazy("Characters that nobody sees"),
    "caret-m": gettext_lazy("Line ends that stood as “^M”"),
    "lost-apostrophes": gettext_lazy("Apostrophes that had been lost"),
}

#: The kinds of line, as labels beside the text.
ROLES: dict[Role, StrOrPromise] = {
    Role.BLANK: "",
    Role.STORY: pgettext_lazy("line", "story"),
    Role.FIELD: pgettext_lazy("line", "details"),
    Role.HEADING: pgettext_lazy("line", "heading"),
    Role.BREAK: pgettext_lazy("line", "break"),
    Role.NOTE: pgettext_lazy("line", "note"),
    Role.MAIL: pgettext_lazy("line", "mail"),
    Role.CHROME: pgettext_lazy("line", "site"),
    Role.END: pgettext_lazy("line", "end"),
    Role.MARKUP: pgettext_lazy("line", "markup"),
}

_LOOK = gettext_lazy(
    "Look at the original; if a story is in it, save it as text and import that."
)
_AGAIN = gettext_lazy("Get the file again where it came from, and import it by itself.")

NEXT_STEPS: dict[Problem, StrOrPromise] = {
    Problem.EMPTY: gettext_lazy("Nothing is to be done, unless you have another copy."),
    Problem.BINARY: gettext_lazy("If it is a document, save it as text and import that."),
    Problem.ERROR_PAGE: gettext_lazy("The story was gone when it was saved; look for a copy."),
    Problem.PLACEHOLDER: gettext_lazy("Look for another copy of the story."),
    Problem.INDEX_PAGE: gettext_lazy("Nothing is to be done: the stories themselves matter."),
    Problem.TOO_LARGE: gettext_lazy("Cut it into parts and import those."),
    Problem.TOO_COMPLEX: _LOOK,
    Problem.NOT_PERMITTED: gettext_lazy("Let the archive read the file, and import it again."),
    Problem.SYMLINK: gettext_lazy("Import the file that it points to."),
    Problem.NOT_A_FILE: gettext_lazy("Nothing is to be done: it holds no text."),
    Problem.VANISHED: gettext_lazy("Put it back and import it again."),
    Problem.BAD_ARCHIVE: _AGAIN,
    Problem.ENCRYPTED: gettext_lazy("Unpack it with its password and import what is inside."),
    Problem.NESTED_ARCHIVE: gettext_lazy("Unpack the inner archive and import what is inside."),
    Problem.UNSUPPORTED: gettext_lazy("Pack it as an ordinary zip, or unpack it, and import that."),
    Problem.CRASHED: _LOOK,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign of a conclusion, ready to be shown."""

    sentence: str
    quote: str = ""
    first: int | None = None
    last: int | None = None
    file: str = ""
    address: str = ""


def reasons(evidence: object) -> list[Reason]:
    """The signs behind a field, as the rows keep them."""
    rows = evidence if isinstance(evidence, list) else []
    return [_reason(row) for row in rows if isinstance(row, Mapping)]


def digest(signs: Sequence[Reason], *, each: int = 2) -> list[Reason]:
    """The same signs, without the many that only say once more what some say already."""
    said: Counter[str] = Counter()
    kept = []
    for sign in signs:
        said[sign.sentence] += 1
        if said[sign.sentence] <= each:
            kept.append(sign)
    return kept


def _reason(row: Mapping[str, object]) -> Reason:
    lines = row.get("lines")
    first, last = lines if isinstance(lines, list) and len(lines) == 2 else (None, None)
    return Reason(
        sentence=sentence_of(str(row.get("rule", ""))),
        quote=str(row.get("quote") or ""),
        first=first if isinstance(first, int) else None,
        last=last if isinstance(last, int) else None,
        file=str(row.get("file") or ""),
    )


def sentence_of(rule: str) -> str:
    """A sign's sentence; the same few words for every sign that has none."""
    known = EVIDENCE.get(rule) or NUMBERS.get(rule.partition("-")[0])
    return str(known or _("It was read so."))


def repair_name(kind: str) -> str:
    return str(REPAIRS.get(kind, "")) or kind.replace("-", " ").capitalize()


def copy_name(kind: str) -> str:
    return str(COPIES.get(kind, "")) or kind.replace("-", " ")


def next_step(problem: str) -> StrOrPromise:
    """What a person can do about a file that holds no story we can read."""
    try:
        return NEXT_STEPS[Problem(problem)]
    except ValueError:
        return _LOOK


def is_guess(sure: float | None) -> bool:
    """Whether a confidence is that of a guess."""
    return sure is not None and sure < SURE


def how_sure(sure: float | None) -> str:
    """Whether a value was stated, guessed, or taken as right by a person."""
    if sure is None:
        return _("taken as right")
    return _("a guess") if is_guess(sure) else _("stated")


def range_of(evidence: Iterable[Reason], name: str) -> set[int]:
    """The numbers of the lines of this file that are evidence."""
    return {
        number
        for reason in evidence
        if reason.first is not None and reason.file in ("", name)
        for number in range(reason.first, min(reason.last or 0, reason.first + 50) + 1)
    }
