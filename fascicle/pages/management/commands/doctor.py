"""``fascicle doctor``: look for trouble and say what to do about it."""

import argparse
import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fascicle.pages.checkup import Finding, examine

ADVICE = gettext_lazy(
    "Is it running, and does DATABASE_URL say where? A damaged file: restore a backup."
)


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Look for trouble and say what to do about it. Exit code 1 if there is any."
        )

    def handle(self, *args: object, **options: object) -> None:
        troubles = 0
        try:
            for finding in examine():
                self.show(finding)
                troubles += not finding.is_well
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            state = _("can't be read: %s") % reason
            self.show(Finding(_("Database"), state, str(ADVICE)))
            troubles += 1
        look = ngettext("%d to look at.", "%d to look at.", troubles) % troubles
        self.stdout.write("\n" + (look if troubles else _("All is well.")))
        sys.exit(1 if troubles else 0)

    def show(self, finding: Finding) -> None:
        mark = "·" if finding.is_well else "!"
        self.stdout.write(f" {mark} {finding.what:<12} {finding.state}")
        if finding.advice:
            self.stdout.write(f"   {'':<12} → {finding.advice}")
