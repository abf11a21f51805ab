"""How far an import is, on a terminal and elsewhere."""

import io

from fascicle.importing.models import Batch, BatchState
from fascicle.importing.progress import Progress, bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_that_moves_in_place():
    out = Terminal()

    Progress(out).show(Batch(state=BatchState.READING, done=5, total=10))

    assert out.getvalue() == "\r\x1b[K███████████████░░░░░░░░░░░░░░░ Reading: 5 / 10"


def test_elsewhere_a_line_tells_of_each_state_once():
    out = io.StringIO()
    progress = Progress(out)

    for done in range(3):
        progress.show(Batch(state=BatchState.READING, done=done, total=10))
    progress.show(Batch(state=BatchState.REVIEW))
    progress.end_line()

    assert out.getvalue() == "Reading: 0 / 10\n"


def test_a_bar_is_never_longer_than_full():
    assert bar(Batch(done=20, total=10)) == "█" * 30
    assert bar(Batch(done=20, total=0)) == "░" * 30
