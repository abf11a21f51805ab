"""How long an edit takes until another process finds it.

This process asks; a worker keeps the index in a second; the edits are made in a third.
"""

import random
import subprocess
import sys
import time

from bench.archive import SEED
from bench.parts import Part, fascicle
from bench.timing import Spread, Took
from fascicle.accounts.viewer import GUEST
from fascicle.search import queries
from fascicle.search.lists.filters import Filter, Scope, Span
from fascicle.works.models import Work

#: Seconds to wait for one edit before it counts as lost.
PATIENCE = 60.0
PAUSE = 0.002
EDITOR = """
import sys, time, django
django.setup()
from fascicle.works.models import Work
for line in sys.stdin:
    work, words, title = line.split()
    Work.objects.filter(pk=work).update(word_count=words, title=title, title_key=title)
    print(time.monotonic(), flush=True)
"""


def measure(part: Part) -> dict[str, object]:
    """Edit lengths and titles; look for each until it is found."""
    worker = fascicle(part.archive, "work")
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        return _edit_and_look(part, editor)
    finally:
        for process in (editor, worker):
            process.terminate()
            process.wait()


def _edit_and_look(part: Part, editor: "subprocess.Popen[str]") -> dict[str, object]:
    dice = random.Random(SEED)
    works = list(Work.objects.visible_to(GUEST).values_list("pk", flat=True)[:50_000])
    by_length, by_word = [], []
    chosen = dice.sample(works, min(part.instances + 1, len(works)))
    for turn, work in enumerate(chosen):
        words = 10_000_000 + dice.randrange(10**8)
        title = f"edited{turn}x{words}"
        edited = _edit(editor, f"{work} {words} {title}")
        by_length.append(Took(_found(Filter(words=Span(words, words))) - edited))
        by_word.append(Took(_found(Filter(query=title)) - edited))
    return {
        # The first waited for the worker to begin.
        "in lists": Spread.of(by_length[1:]).as_json(),
        "by words": Spread.of(by_word[1:]).as_json(),
    }


def _edit(editor: "subprocess.Popen[str]", line: str) -> float:
    """When it was committed."""
    assert editor.stdin
    assert editor.stdout
    editor.stdin.write(line + "\n")
    return float(editor.stdout.readline())


def _found(wanted: Filter) -> float:
    """When it was found.

    :raises TimeoutError: if it never was.
    """
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        if queries.find(wanted, Scope(), GUEST, facets=False).total:
            return time.monotonic()
        time.sleep(PAUSE)
    raise TimeoutError(f"not found within {PATIENCE} s: {wanted}")
