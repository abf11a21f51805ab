"""``fascicle export``: works as files, from the command line."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fascicle.accounts.viewer import Viewer
from fascicle.exporting.books import book_of_work
from fascicle.exporting.filenames import ascii_name
from fascicle.exporting.formats import FORMATS
from fascicle.works.models import Work

#: Whoever can run this command can read the database: no gate stands before them.
AT_THE_MACHINE = Viewer(sees_adult=True)


class Command(BaseCommand):
    help = "Write public works as EPUB, HTML or text, one file a work."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where to put the files")
        parser.add_argument("--format", choices=sorted(FORMATS), default="epub")
        parser.add_argument(
            "--work", type=int, action="append", help="only this work (its number)"
        )

    def handle(self, *args: object, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"Can't make the folder {folder}: {error.strerror}."
            ) from error
        works = Work.objects.posted().for_books().by_title()
        if options["work"]:
            works = works.with_pks(options["work"])
        written = sum(
            self.write(work, folder, options["format"])
            for work in works.iterator(chunk_size=50)
        )
        if not written:
            raise CommandError("There is no such public work.")
        self.stdout.write(
            f"Wrote {written} {'file' if written == 1 else 'files'} to {folder}."
        )

    def write(self, work: Work, folder: Path, suffix: str) -> bool:
        book = book_of_work(work, AT_THE_MACHINE)
        if book is None:
            return False
        # The number keeps two works of one title apart, and the same file the same name.
        path = folder / f"{work.pk:06d} {ascii_name(book.title)}.{suffix}"
        draft = path.with_suffix(".part")
        draft.write_bytes(FORMATS[suffix].make(book))
        draft.replace(path)
        return True
