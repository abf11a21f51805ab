"""Pages of a large archive whose questions take the database long: ``python -m bench.walking``.

Follows links as a guest, a reader, a writer and the host, a few to each kind of page, and names
each question that takes longer than it may: one that reads all of an archive shows here, and in
no test of few rows. On SQLite; with ``--in-postgres``, in a
new database where ``DATABASE_URL`` says.
"""

import argparse
import os
import tempfile
from pathlib import Path

from bench.archive import folder_of
from bench.databases import made_anew
from bench.machine import describe
from bench.parts import Part
from bench.serving import CHAPTERS, prepare

#: Milliseconds that one question may take.
MOST = 40


def main() -> None:
    """Walk, and print what takes long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--in-postgres", action="store_true")
    asked = parser.parse_args()
    print(describe(), flush=True)
    if not asked.in_postgres:
        tell(asked, folder_of(asked.works, chapters=CHAPTERS))
        return
    os.environ["DATABASE_URL"] = made_anew(os.environ["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="fascicle-bench-") as folder:
        tell(asked, Path(folder))


def tell(asked: argparse.Namespace, folder: Path) -> None:
    """The longest question of each kind of page, where it is too long."""
    prepare(asked.works, folder)
    pages = Part("walks", folder, in_postgres=asked.in_postgres).run()
    slow = {(page["who"], page["view"]): page for page in pages if page["ms"] > MOST}
    for page in sorted(slow.values(), key=lambda page: -page["ms"]):
        print(f"{page['ms']:6.0f} ms  {page['who']:7}{page['view']}  {page['address']}")
        print(f"           {page['sql'][:200]}")
    views = {page["view"] for page in pages}
    print(f"{len(pages):,} pages of {len(views)} kinds; {len(slow)} ask too much of it")


if __name__ == "__main__":
    main()
