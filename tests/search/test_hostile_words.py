"""Whatever is asked for, there is a page: nothing fails, and nothing takes long.

``SOAK_QUERIES`` says how many are asked in the soak (10,000), ``SOAK_SEED`` which.
"""

import os
import random
import sys
import time

import pytest

from tests.factories import make_chapter, make_work
from tests.search.hostile import WORDS, Hostile

QUERIES = int(os.environ.get("SOAK_QUERIES", "10000"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
FEW = 150
#: Found, led on, too long or senseless an address, nothing there.
ANSWERS = {200, 301, 302, 400, 404, 414}
#: How many of the slowest are told.
TOLD = 12


def library(works, words):
    """Works of long texts, in which every word of a hostile query stands again and again."""
    dice = random.Random(SEED)
    known = [*WORDS.split(), *"abcdefghijklmnopqrstuvwxyz"]
    for number in range(works):
        text = " ".join(dice.choices(known, k=words))
        make_work(
            f"Lamp {number}", texts=[make_chapter(f"<p>{text}</p>")], language="en"
        )
    return make_work("Salt lamp", texts=[make_chapter(f"<p>{text}</p>")])


def ask(client, work, count):
    """What was not answered, and what processor time each took: seconds, shape, address."""
    wrong, took = [], []
    client.get("/works/?q=lamp")  # the first page takes what the process takes to begin
    for shape, address in Hostile(SEED, work.pk).addresses(count):
        began = time.process_time()
        status = client.get(address).status_code
        took.append((time.process_time() - began, shape, address))
        if status not in ANSWERS:
            wrong.append((status, shape, address))
    return wrong, sorted(took, reverse=True)


def test_hostile_queries_are_answered(client, archive, request):
    work = library(8, 300)
    request.getfixturevalue("index")

    wrong, _ = ask(client, work, FEW)

    assert wrong == []


@pytest.mark.soak
def test_ten_thousand_hostile_queries_are_answered(client, archive, request):
    work = library(60, 5_000)
    request.getfixturevalue("index")

    wrong, took = ask(client, work, QUERIES)

    tell(took)
    assert wrong == []


def tell(took):
    for place, share in (("half", 0.5), ("95 %", 0.05), ("99.9 %", 0.001)):
        most = took[int(len(took) * share)][0] * 1000
        sys.stdout.write(f"{place} take at most {most:.0f} ms\n")
    for seconds, shape, address in took[:TOLD]:
        sys.stdout.write(f"{seconds * 1000:6.0f} ms  {shape}  {address[:100]}\n")
