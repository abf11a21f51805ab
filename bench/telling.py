"""How long it takes to post a chapter that many follow, and to tell all of them of it.

``python -m bench.telling [--followers 100000] [--json FILE]``. Uses a data folder of its own, or
the database that ``DATABASE_URL`` names, which must be empty. Reach: the post answers as fast as
without followers; all are told within 60 seconds.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from bench.machine import describe

FOLLOWERS = 100_000
#: What a chapter of a work may take whom nobody follows, too.
POSTS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--followers", type=int, default=FOLLOWERS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fascicle-bench-") as folder:
        os.environ["FASCICLE_DATA"] = folder
        figures = measure(options.followers)
    print(describe())
    for name, value in figures.items():
        print(f"{name:44} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(followers: int) -> dict[str, object]:
    """Fill an archive with readers, and post."""
    import django  # noqa: PLC0415 - the settings read the data folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fascicle.config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415

    from bench import crowd  # noqa: PLC0415
    from fascicle.reading.models import Update  # noqa: PLC0415

    work = crowd.gather(followers)
    unfollowed = crowd.lonely_work()
    alone = [_timed(lambda: crowd.post(unfollowed)) for _each in range(POSTS)]
    posted = _timed(lambda: crowd.post(work))
    told = _timed(crowd.spread_all)
    count = Update.objects.count()
    again = _timed(crowd.spread_all)
    return {
        "database": connection.vendor,
        "followers": followers,
        "a post nobody follows, ms (median)": round(sorted(alone)[POSTS // 2] * 1e3, 1),
        "a post that all follow, ms": round(posted * 1e3, 1),
        "all told, s": round(told, 1),
        "updates": count,
        "of them mailed later": Update.objects.unmailed().count(),
        "shielded, and not told": followers - count,
        "telling again, s": round(again, 2),
    }


def _timed(run: object) -> float:
    start = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
