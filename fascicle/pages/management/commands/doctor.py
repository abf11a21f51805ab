"""``fascicle doctor``: look for trouble and say what to do about it."""

import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from fascicle.pages.checkup import examine

ADVICE = (
    "Is it running, and does DATABASE_URL say where? A damaged file: restore a backup."
)


class Command(BaseCommand):
    help = "Look for trouble and say what to do about it. Exit code 1 if there is any."

    def handle(self, *args: object, **options: object) -> None:
        troubles = 0
        try:
            for finding in examine():
                mark = "·" if finding.is_well else "!"
                self.stdout.write(f" {mark} {finding.what:<12} {finding.state}")
                if finding.advice:
                    troubles += 1
                    self.stdout.write(f"   {'':<12} → {finding.advice}")
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            self.stdout.write(f" ! Database     can't be read: {reason}")
            self.stdout.write(f"   {'':<12} → {ADVICE}")
            troubles += 1
        self.stdout.write(
            "\nAll is well." if not troubles else f"\n{troubles} to look at."
        )
        sys.exit(1 if troubles else 0)
