"""The same lists from PostgreSQL: an array of tags in each row, with a GIN index (intarray).

What a database can do at its best: nothing is joined, and all of it is in memory. It needs
``DATABASE_URL``, a server that we may make a database on.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

import psycopg

from bench import shapes
from bench.databases import made_anew
from bench.latency import ask
from bench.parts import Part
from bench.shapes import Question
from bench.timing import Spread, timed
from fascicle.accounts.viewer import GUEST
from fascicle.search import columns
from fascicle.search.index import generations
from fascicle.search.index.documents import Facts
from fascicle.tags.models import Tag

TABLES = """
CREATE EXTENSION IF NOT EXISTS intarray;
CREATE TABLE works (id int PRIMARY KEY, updated_at bigint, listed bool, tags int[]);
CREATE TABLE tags (id int PRIMARY KEY, kind int);
"""
INDEXES = (
    "CREATE INDEX ON works USING gin (tags gin__int_ops)",
    "CREATE INDEX ON works (updated_at DESC, id DESC)",
    "VACUUM ANALYZE",
)
BEARING = "FROM works WHERE listed AND tags @> ARRAY[%s]::int[]"
TOTAL = f"SELECT count(*) {BEARING}"
PAGE = f"SELECT id {BEARING} ORDER BY updated_at DESC, id DESC LIMIT 20"
COUNTS = f"""
SELECT kind, tag, n FROM (
    SELECT kind, tag, n, row_number() OVER (PARTITION BY kind ORDER BY n DESC, tag) AS place
    FROM (SELECT unnest(tags) AS tag, count(*) AS n {BEARING} GROUP BY 1) AS counted
    JOIN tags ON tags.id = tag
) AS ranked WHERE place <= 10
"""
BATCH = 10_000

Server = psycopg.Connection[Any]


def measure(part: Part) -> dict[str, object]:
    """Time popular tags with all counts, there and here."""
    lot = shapes.lot()
    some = [shapes.SHAPES[shapes.POPULAR_TAG](lot) for _ in range(part.instances)]
    with psycopg.connect(made_anew(part.server), autocommit=True) as server:
        _fill(server)
        asked = [_ask(server, one) for one in some]
        differing = sum(
            total != ask(one, GUEST, facets=False)
            for one, total in zip(some, asked, strict=True)
        )
        there = Spread.of(timed(partial(_ask, server, one)) for one in some)
    here = Spread.of(timed(partial(ask, one, GUEST, facets=True)) for one in some)
    return {
        "there": there.as_json(),
        "here": here.as_json(),
        "times slower": there.p50 / here.p50,
        "differing totals": differing,
    }


def _ask(server: Server, question: Question) -> int:
    """A page, the total and the counts of all kinds; the total."""
    tag = [question.scope.tag]
    server.execute(PAGE, tag).fetchall()
    server.execute(COUNTS, tag).fetchall()
    (total,) = server.execute(TOTAL, tag).fetchone() or (0,)
    return int(total)


def _fill(server: Server) -> None:
    """Bring in what the index holds of each work."""
    server.execute(TABLES)
    with server.cursor() as cursor:
        with cursor.copy("COPY works FROM STDIN") as copy:
            for facts in _all_facts():
                listed = facts.is_listed and not facts.members_only
                copy.write_row(
                    (facts.work_id, facts.updated_at, listed, list(facts.tags))
                )
        with cursor.copy("COPY tags FROM STDIN") as copy:
            for row in Tag.objects.values_list("pk", "kind"):
                copy.write_row(row)
    for statement in INDEXES:
        server.execute(statement)


def _all_facts() -> Iterator[Facts]:
    with generations.reading() as generation:
        known = columns.open(generation.columns)
        works = iter(known.work_ids().tolist())
        while batch := list(islice(works, BATCH)):
            yield from known.facts(batch).values()
