"""``fascicle export``: works as files, from the command line."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.exporting.book import Book
from fascicle.exporting.books import whole_book, whole_series
from fascicle.exporting.filenames import file_stem
from fascicle.exporting.formats import FORMATS
from fascicle.exporting.writing import add_to_archive, new_archive, write_if_changed
from fascicle.works.models import Series, Work

#: Takes a file's name and content; whether there was something to do.
Keep = Callable[[str, bytes], bool]


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Write posted works, members-only ones too, as EPUB, HTML or text, one file a work, "
            "into a folder or one ZIP file. Files that have not changed are left alone, so a run "
            "that was stopped can be started again."
        )
        parser.add_argument(
            "target", type=Path, help=_("a folder, or a new file that ends in .zip")
        )
        parser.add_argument(
            "--format",
            choices=sorted(FORMATS),
            action="append",
            help=_("epub (the default), html or txt; may be given more than once"),
        )
        parser.add_argument(
            "--work",
            type=int,
            action="append",
            default=[],
            metavar=_("NUMBER"),
            help=_(
                "only this work: the number in its address; may be given more than once"
            ),
        )
        parser.add_argument(
            "--series",
            type=int,
            action="append",
            default=[],
            metavar=_("NUMBER"),
            help=_("this series, as one file; may be given more than once"),
        )

    def handle(self, *args: object, **options: Any) -> None:
        target: Path = options["target"]
        formats: list[str] = list(dict.fromkeys(options["format"] or ["epub"]))
        books = Books(options["work"], options["series"])
        if not len(books):
            raise CommandError(_("There is no posted work to export."))
        progress = Progress(self, len(books) * len(formats))
        try:
            if target.suffix.lower() == ".zip":
                self._into_archive(target, books, formats, progress)
            else:
                self._into_folder(target, books, formats, progress)
        except OSError as error:
            where = error.filename or target
            said = _("Can't write %(where)s: %(reason)s.")
            raise CommandError(
                said % {"where": where, "reason": error.strerror}
            ) from error
        progress.finish(target)

    def _into_folder(
        self, folder: Path, books: "Books", formats: list[str], progress: "Progress"
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._write(
            books,
            formats,
            lambda name, data: write_if_changed(folder / name, data),
            progress,
        )

    def _into_archive(
        self, path: Path, books: "Books", formats: list[str], progress: "Progress"
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new_archive(path) as archive:

            def add(name: str, data: bytes) -> bool:
                add_to_archive(archive, name, data)
                return True

            self._write(books, formats, add, progress)

    def _write(
        self, books: "Books", formats: list[str], keep: Keep, progress: "Progress"
    ) -> None:
        for number, book in books:
            for suffix in formats:
                # The number keeps two works of one title apart.
                name = f"{number} {file_stem(book)}.{suffix}"
                progress.step(name, wrote=keep(name, FORMATS[suffix].make(book)))


class Books:
    """The books that were asked for, each made when its turn comes, with a number for its name.

    :raises CommandError: if one that was named is not there.
    """

    def __init__(self, works: list[int], series: list[int]) -> None:
        posted = Work.objects.posted()
        self._series = list(Series.objects.filter(pk__in=series))
        whole_library = not works and not series
        self._works = posted if whole_library else posted.with_pks(works)
        if missing := _missing(works, set(self._keys_of(works))):
            raise CommandError(_("There is no posted work %s.") % missing)
        if missing := _missing(series, {one.pk for one in self._series}):
            raise CommandError(_("There is no series %s.") % missing)

    def _keys_of(self, works: list[int]) -> Iterator[int]:
        return (
            self._works.values_list("pk", flat=True).iterator() if works else iter(())
        )

    def __len__(self) -> int:
        return self._works.count() + len(self._series)

    def __iter__(self) -> Iterator[tuple[str, Book]]:
        works = self._works.for_books().order_by("pk")
        for work in works.iterator(chunk_size=50):
            if book := whole_book(work):
                yield f"{work.pk:06d}", book
        for series in self._series:
            if book := whole_series(series):
                yield f"series {series.pk:06d}", book


class Progress:
    """Says how far it is: one line that changes on a screen, nothing but the end elsewhere."""

    def __init__(self, command: BaseCommand, total: int) -> None:
        self._command = command
        self._total = total
        self._done = 0
        self._written = 0

    def step(self, name: str, *, wrote: bool) -> None:
        self._done += 1
        self._written += wrote
        if sys.stdout.isatty():
            far = {"done": _number(self._done), "total": _number(self._total)}
            line = f"{_('%(done)s of %(total)s') % far}  {name}"
            self._command.stdout.write(f"\r\x1b[K{line[:78]}", ending="")

    def finish(self, target: Path) -> None:
        if sys.stdout.isatty():
            self._command.stdout.write("\r\x1b[K", ending="")
        same = self._done - self._written
        said = ngettext(
            "Wrote %(count)s file to %(target)s.",
            "Wrote %(count)s files to %(target)s.",
            self._written,
        ) % {"count": _number(self._written), "target": target}
        if same:
            unchanged = ngettext(
                "%(count)s had not changed.", "%(count)s had not changed.", same
            )
            said += " " + unchanged % {"count": _number(same)}
        self._command.stdout.write(said)


def _missing(asked: list[int], there: set[int]) -> str:
    return ", ".join(str(number) for number in asked if number not in there)


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)
