"""``fascicle import``: files, folders and archives become a batch to review."""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from fascicle.importing.actions import begin
from fascicle.importing.actions.advance import advance
from fascicle.importing.containers import printable
from fascicle.importing.dry_run import dry_run
from fascicle.importing.lease import Held
from fascicle.importing.models import Batch, BatchState
from fascicle.importing.progress import Progress
from fascicle.importing.summary import summary

POLL = 0.5  # seconds between looks at a batch that another process brings on


class Command(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Read story files, folders, zip and tar archives into a batch to review."
        )
        parser.add_argument("paths", nargs="+", type=Path, metavar=_("PATH"))
        parser.add_argument("--name", default="", help=_("what to call the batch"))
        parser.add_argument(
            "--emphasis",
            default="",
            choices=["*", "_", "/", "~", "**", "caps", "html", "none"],
            help=_("how these files mark italics (guessed file by file if not given)"),
        )
        parser.add_argument(
            "--accept",
            action="store_true",
            help=_("accept every story that is proposed"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("touch no library; needs --jsonl")
        )
        parser.add_argument(
            "--jsonl",
            metavar=_("FILE"),
            help=_("write what was understood, one line a file"),
        )

    def handle(self, *args: object, **options: Any) -> None:
        for path in options["paths"]:
            if not os.path.lexists(path):
                where = printable(str(path))
                raise CommandError(_("There is nothing at %s.") % where)
        if options["dry_run"]:
            self.dry_run(options["paths"], options["emphasis"], options["jsonl"])
            return
        if options["jsonl"]:
            raise CommandError(_("--jsonl goes with --dry-run."))
        call_command("migrate", verbosity=0, interactive=False)
        batch = begin.take_paths(
            options["paths"],
            name=options["name"],
            emphasis=options["emphasis"],
            accept_all=options["accept"],
        )
        self.report(self.bring_on(batch))

    def dry_run(self, paths: list[Path], emphasis: str, target: str | None) -> None:
        if not target:
            raise CommandError(_("Say where to write: --dry-run --jsonl FILE."))
        lines = (
            json.dumps(line, ensure_ascii=False) + "\n"
            for line in dry_run(paths, emphasis=emphasis)
        )
        if target == "-":
            sys.stdout.writelines(lines)
            return
        with Path(target).open("w", encoding="utf-8", errors="backslashreplace") as out:
            out.writelines(lines)

    def bring_on(self, batch: Batch) -> Batch:
        """Do the work, or watch another process that is at it already."""
        progress = Progress(sys.stderr)
        try:
            while batch.is_busy:
                try:
                    batch = advance(batch.pk, watch=progress.show)
                except Held:
                    time.sleep(POLL)
                    batch = Batch.objects.get(pk=batch.pk)
                    progress.show(batch)
        except KeyboardInterrupt:
            progress.end_line()
            raise CommandError(
                _("Interrupted. The same command goes on where it stopped."),
                returncode=130,
            ) from None
        finally:
            progress.end_line()
        return batch

    def report(self, batch: Batch) -> None:
        for line in summary(batch):
            self.stdout.write(line)
        if batch.message:
            self.stdout.write(f"\n{batch.message}")
        if batch.state == BatchState.FAILED:
            raise CommandError(_("The import failed."))
        if batch.stories.proposed().exists():
            self.stdout.write("\n" + _("Review it here:"))
            self.stdout.write(f"\n    {settings.SITE_URL}{batch.get_absolute_url()}\n")
