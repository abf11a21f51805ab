"""``fascicle thesaurus``: what tags mean, as a file."""

import argparse
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.core.processes import leave_with
from fascicle.tags import actions
from fascicle.tags.queries import thesaurus
from fascicle.tags.thesaurus import (
    MOST_BYTES,
    Problem,
    Unreadable,
    as_csv,
    as_json,
    read,
)

FORMATS = {".csv": as_csv, ".json": as_json}
#: So many troubles are told one by one.
TOLD = 50


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Write what tags mean to a file, or take it in from one: synonyms, broader tags,"
            " descriptions."
        )
        commands = parser.add_subparsers(dest="what", required=True)
        into = commands.add_parser("export", help=_("write all tags to a file"))
        into.add_argument("file", type=Path, help=_("ends in .csv or .json"))
        out_of = commands.add_parser("import", help=_("take in the tags of a file"))
        out_of.add_argument("file", type=Path, help=_("CSV or JSON, 10 MB at most"))

        compare = commands.add_parser("compare", help=_("look for likely synonyms now"))
        compare.add_argument("--parent", type=int, help=argparse.SUPPRESS)
        commands.add_parser("mend", help=_("work out anew which tags are broader"))

    def handle(self, *args: object, what: str, **options: Any) -> None:
        steps: dict[str, Callable[..., None]] = {
            "export": self.write,
            "import": self.take_in,
            "compare": self.compare,
            "mend": self.mend,
        }
        steps[what](**options)

    def compare(self, *, parent: int | None, **rest: object) -> None:
        if parent:
            threading.Thread(target=leave_with, args=(parent,), daemon=True).start()
        found = actions.look_for_synonyms(at=timezone.now())
        said = ngettext(
            "%(count)s likely synonym waits for a curator.",
            "%(count)s likely synonyms wait for a curator.",
            found,
        )
        self.stdout.write(said % {"count": found})

    def mend(self, **rest: object) -> None:
        try:
            actions.mend_closure()
        except actions.WouldCircle as error:
            raise CommandError(
                _("Some tags are broader than themselves. Restore a backup.")
            ) from error
        self.stdout.write(_("All that is broader follows from the links again."))

    def write(self, *, file: Path, **rest: object) -> None:
        form = FORMATS.get(file.suffix.lower())
        if form is None:
            raise CommandError(_("Give the file a name that ends in .csv or .json."))
        rows = thesaurus()
        try:
            _write(file, form(rows))
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be written: %(why)s.")
                % {"file": file, "why": error.strerror}
            ) from error
        said = ngettext("Wrote %(count)s tag.", "Wrote %(count)s tags.", len(rows))
        self.stdout.write(said % {"count": len(rows)})

    def take_in(self, *, file: Path, **rest: object) -> None:
        try:
            found = read(_content(file))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        taken = actions.take_in(found.rows, by=None, at=timezone.now())
        coined, changed = taken.coined, taken.changed
        said = ngettext("Coined %(count)s tag.", "Coined %(count)s tags.", coined)
        self.stdout.write(said % {"count": coined})
        said = ngettext("Made %(count)s change.", "Made %(count)s changes.", changed)
        self.stdout.write(said % {"count": changed})
        self.tell([*found.problems, *taken.refused])

    def tell(self, problems: list[Problem]) -> None:
        for problem in problems[:TOLD]:
            said = _("Line %(line)s: %(problem)s")
            line = said % {"line": problem.place, "problem": problem.said}
            self.stderr.write(line)
        if more := len(problems[TOLD:]):
            said = ngettext(
                "… and %(count)s more line.", "… and %(count)s more lines.", more
            )
            self.stderr.write(said % {"count": more})


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(
            _("%(file)s can't be read: %(why)s.")
            % {"file": file, "why": error.strerror}
        ) from error


def _write(file: Path, lines: Iterator[str]) -> None:
    """Write all of it or nothing."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(lines)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
