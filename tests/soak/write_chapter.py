"""Make an archive at ``FASCICLE_DATA`` with a writer and a long chapter; print where it is."""

import os
import random
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from fascicle.accounts.models import PenName  # noqa: E402
from tests.factories import make_archive, make_user, make_work  # noqa: E402

PARAGRAPHS = 60
WORDS = "harbour lamp ledger salt road winter tide letter orchard signal".split()


def main() -> None:
    call_command("migrate", verbosity=0)
    make_archive()
    writer = PenName.objects.get(user=make_user("writer"))
    dice = random.Random(1)
    texts = (" ".join(dice.choices(WORDS, k=50)) for _ in range(PARAGRAPHS))
    work = make_work(by=writer)
    chapter = work.chapters.get()
    chapter.text.html = "".join(f"<p>{text}.</p>" for text in texts)
    chapter.text.save()
    sys.stdout.write(f"{work.pk} {chapter.pk}")


main()
