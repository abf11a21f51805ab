"""Ask the library at ``FASCICLE_DATA`` for random lists until stopped: ``… SEED``.

An index that is away is no error; anything else is.
"""

import os
import random
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.accounts.viewer import GUEST  # noqa: E402
from fascicle.search.lists.filters import Filter, KindChoice, Scope  # noqa: E402
from fascicle.search.queries import IndexUnavailable, find  # noqa: E402
from fascicle.tags.models import Kind, Tag  # noqa: E402


def main() -> None:
    dice = random.Random(int(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        tags = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
        include, exclude = dice.sample(tags, 2)
        choice = KindChoice(Kind.objects.get().pk, (include,), (exclude,))
        query = dice.choice(["", "harbour", '"salt road"', "lamp -tide"])
        try:
            found = find(Filter(tags=(choice,), query=query), Scope(), GUEST)
        except IndexUnavailable:
            continue
        assert len(found.work_ids) <= found.total


main()
