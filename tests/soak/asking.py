"""Ask the index at ``FASCICLE_DATA`` for random lists: ``python -m tests.soak.asking COUNT SEED``.

Prints as JSON those that a plain reading of the database answers otherwise.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.search.queries import find  # noqa: E402
from tests.search.chance import ChanceArchive  # noqa: E402
from tests.search.plain import PlainArchive  # noqa: E402


def main() -> None:
    chance = ChanceArchive.as_it_stands(seed=int(sys.argv[2]))
    plain, viewers = PlainArchive(), chance.viewers()
    unlike = []
    for number in range(int(sys.argv[1])):
        viewer = viewers[number % len(viewers)]
        wanted, scope = chance.a_filter(), chance.a_scope()
        if find(wanted, scope, viewer) != plain.find(wanted, scope, viewer):
            unlike.append(repr((wanted, scope, viewer)))
    json.dump(unlike, sys.stdout)


main()
