"""Print where search index and database disagree, as JSON; ``null`` if there is no index."""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.search.index import generations  # noqa: E402
from fascicle.search.index.agreement import differences  # noqa: E402


def main() -> None:
    try:
        with generations.reading() as generation:
            found = [[one.work_id, *one.fields] for one in differences(generation)]
    except generations.IndexUnavailable:
        found = None
    sys.stdout.write(json.dumps(found))


main()
