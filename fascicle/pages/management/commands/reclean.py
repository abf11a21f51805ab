"""``fascicle reclean``: clean stored texts again."""

import argparse
from collections import Counter
from itertools import chain

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.works.actions import (
    Recleaned,
    reclean,
    reclean_others,
    reclean_revisions,
    texts_of_old_cleaners,
)

#: Chapters between two lines of progress.
STEP = 500


class Command(BaseCommand):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.description = _(
            "Clean stored chapters, their history, and what is said of works and series again by"
            " the rules of this version. It may be cut off at any time, and goes on where it was;"
            " readers and writers notice nothing."
        )

    def handle(self, *args: object, **options: object) -> None:
        total = texts_of_old_cleaners()
        came: Counter[Recleaned] = Counter()
        for done, what in enumerate(reclean(), start=1):
            came[what] += 1
            if done % STEP == 0:
                said = _("%(done)d of %(total)d chapters") % {
                    "done": done,
                    "total": total,
                }
                self.stdout.write(said)
                self.stdout.flush()
        done = came.total()
        said = ngettext(
            "%(done)d chapter looked at, %(changed)d changed.",
            "%(done)d chapters looked at, %(changed)d changed.",
            done,
        )
        self.stdout.write(said % {"done": done, "changed": came[Recleaned.CHANGED]})
        rest = Counter(chain(reclean_revisions(), reclean_others()))
        said = ngettext(
            "%(done)d other text looked at, %(changed)d changed.",
            "%(done)d other texts looked at, %(changed)d changed.",
            rest.total(),
        )
        values = {"done": rest.total(), "changed": rest[Recleaned.CHANGED]}
        self.stdout.write(said % values)
        if refused := (came + rest)[Recleaned.REFUSED]:
            said = ngettext(
                "%d is marked up beyond what a story needs and stays as it was.",
                "%d are marked up beyond what a story needs and stay as they were.",
                refused,
            )
            self.stdout.write(said % refused)
