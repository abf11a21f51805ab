"""Print as JSON how index and database at ``FASCICLE_DATA`` differ, once a worker had its time."""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.search.index import generations  # noqa: E402
from fascicle.search.index.agreement import differences  # noqa: E402

PATIENCE = 120.0


def main() -> None:
    """Differences are looked for again while the worker may still be at them."""
    until = time.monotonic() + PATIENCE
    found = ["no index"]
    while found and time.monotonic() < until:
        time.sleep(0.2)
        if generation := generations.current():
            found = [repr(each) for each in differences(generation)]
    json.dump(found, sys.stdout)


main()
