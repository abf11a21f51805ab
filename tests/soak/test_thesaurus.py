"""Tags are merged, split and broadened while works are edited: the index agrees in the end.

Writers edit ``SOAK_EDITS`` works (1,000 unless set), each its own process; a curator arranges the
tags of many works all the while, and guests ask a site for filters. Then nothing may differ:
doctor's comparison of every work, and ``SOAK_FILTERS`` (300) random lists, told by a plain
reading of the database. ``SOAK_SEED`` says which random ones; with ``DATABASE_URL``, on
PostgreSQL.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from urllib.parse import urlencode

import pytest

from tests.soak.processes import differences, kill, run, start
from tests.soak.running import Running
from tests.soak.visiting import Guests

EDITS = int(os.environ.get("SOAK_EDITS", "1000"))
FILTERS = os.environ.get("SOAK_FILTERS", "300")
SEED = os.environ.get("SOAK_SEED", "1")
WRITERS = 2
#: Some works nobody edits; they change with their tags alone.
WORKS = EDITS * 6 // 5
TAGS = 120
ORDERS = ("updated", "posted", "title", "author", "words", "kudos", "hits")
LIMITS = (
    *(("rating", "1"), ("not-rating", "2"), ("status", "complete")),
    *(("language", "en"), ("words", "20-90"), ("crossover", "only")),
)
QUERIES = ("", "", "harbour", '"salt road"', "lamp -tide", "title:letter", "sig*")

pytestmark = pytest.mark.soak


def some_filter(dice: random.Random) -> str:
    """The address of a list that is narrowed down in a few ways."""
    tags = [str(dice.randint(1, TAGS)) for _ in range(dice.randrange(5))]
    said = [(dice.choice(["tag", "tag", "not"]), tag) for tag in tags]
    said += [("q", dice.choice(QUERIES)), ("order", dice.choice(ORDERS))]
    said += dice.sample(LIMITS, dice.randrange(3))
    return f"/works/?{urlencode([*said, ('page', str(dice.randint(1, 4)))])}"


def deeds(process: "subprocess.Popen[str]") -> Counter[str]:
    """What a process says it has done, once it has ended."""
    assert process.stdout
    with process.stdout as said:
        return Counter(said.read().split())


def test_tags_are_arranged_while_a_thousand_works_are_edited(archive):
    run(archive, "tests.soak.editing", "fill", str(WORKS), SEED)
    site = Running(archive, "--workers", "2")
    site.start()
    try:
        assert differences(archive) == []
        with Guests(site.address, int(SEED), addresses=some_filter) as guests:
            edited, arranged = edit_and_arrange(archive)
        found = differences(archive)
        unlike = json.loads(run(archive, "tests.soak.asking", FILTERS, SEED))
    finally:
        site.end()

    sys.stdout.write(f"edits: {dict(edited)}\ntags: {dict(arranged)}\n{guests}\n")
    assert found == []
    assert unlike == []
    assert guests.failed == []
    assert edited.total() == EDITS
    assert {"merge", "split", "broaden", "narrow"} <= arranged.keys()


def edit_and_arrange(archive: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """The curator goes on until the writers are through."""
    curating = ("tests.soak.editing", "arrange", SEED)
    editing = ("tests.soak.editing", "edit", str(EDITS), SEED)
    parts = [(*editing, str(part), str(WRITERS)) for part in range(WRITERS)]
    curator = start(archive, *curating, stdout=subprocess.PIPE)
    try:
        writers = [start(archive, *part, stdout=subprocess.PIPE) for part in parts]
        edited = sum(map(deeds, writers), Counter[str]())
        assert [writer.wait() for writer in writers] == [0] * WRITERS
        assert curator.poll() is None, "the curator gave up"
    finally:
        kill(curator)
    return edited, deeds(curator)
