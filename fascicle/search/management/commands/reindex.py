"""``fascicle reindex``: build the search index anew."""

import argparse
import threading
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from fascicle.core.processes import leave_with
from fascicle.search.index import building, generations, indexer
from fascicle.search.index.builders import BuildFailed, Here

TICK = 2.0  # seconds between lines of progress


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Build the search index anew. Readers search the old one meanwhile."
        )
        # What the worker asks of its child.
        parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
        parser.add_argument("--compacting", type=Path, help=argparse.SUPPRESS)
        parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)

    def handle(self, *args: object, **options: Any) -> None:
        if into := options["into"]:
            build_for(options["parent"], into, options["compacting"])
            return
        before = current_folder()
        told = threading.Thread(target=self.tell_progress, daemon=True)
        told.start()
        try:
            with indexer.sole_writer():
                rebuild()
        except BuildFailed as error:
            said = _("The search index could not be built: %s")
            raise CommandError(said % error) from error
        except indexer.AlreadyWriting:
            self.stdout.write(_("The worker runs already and builds it."))
            generations.ask_for_rebuild()
            wait_for_another(before)
        if current_folder() in {before, None}:
            raise CommandError(_("The search index could not be built."))
        self.stdout.write(str(generations.state()))

    def tell_progress(self) -> None:
        """Say how far it is, whoever builds, for as long as the command runs."""
        said = ""
        while True:
            time.sleep(TICK)
            state = generations.state()
            if state.is_building and str(state) != said:
                said = str(state)
                self.stdout.write(said)
                self.stdout.flush()


def rebuild() -> None:
    """Build, and bring what was built up to today."""
    generations.ask_for_rebuild()
    writer = indexer.Indexer(Here())
    try:
        while writer.step() or writer.is_building:
            pass
    finally:
        writer.close()


def current_folder() -> Path | None:
    generation = generations.current()
    return generation.folder if generation else None


def wait_for_another(before: Path | None) -> None:
    """Until the worker has built one."""
    while generations.is_rebuild_asked_for() or current_folder() in {before, None}:
        time.sleep(TICK)


def build_for(parent: int | None, into: Path, compacting: Path | None) -> None:
    """What a worker's child does: build, and end at once if nobody is left to want it."""
    if parent:
        threading.Thread(target=leave_with, args=(parent,), daemon=True).start()
    if compacting:
        building.compact(generations.load(compacting), into)
    else:
        building.build(into)
