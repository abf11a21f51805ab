"""Reading in confined children: one bad file never costs another."""

import textwrap
from dataclasses import dataclass

import pytest

from fascicle.importing.confined import ReaderUnavailable, read_all
from fascicle.importing.pipeline import Understood, understand
from fascicle.importing.story import Problem

READERS = """
import os, signal, socket, subprocess, sys, time
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    name: str
    size: int = 0


def measure(name, data):
    print("noise on standard output")
    return Seen(name, len(data))


def misbehave(name, data):
    if name == "raises":
        raise ValueError("no")
    if name == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if name == "exits":
        os._exit(0)
    if name == "hoards":
        return Seen(name, len(bytearray(4 << 30)))
    if name == "recurses":
        misbehave(name, data)
    if name == "hangs":
        while True:
            pass
    if name == "calls out":
        socket.create_connection(("127.0.0.1", 9))
    if name == "starts a program":
        subprocess.run(["true"])
    if name == "writes":
        open("/tmp/fascicle-must-not-exist", "w")
    if name == "makes a folder":
        os.mkdir("/tmp/fascicle-must-not-exist")
    return Seen(name, len(data))


def lie(name, data):
    return Lie()


@dataclass(frozen=True)
class Lie:
    something: str = "else than the default"
    other: int = 1

    def __post_init__(self):
        object.__setattr__(self, "something", "unexpected")
"""


@dataclass(frozen=True)
class Seen:
    name: str
    size: int = 0


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readers")
    (folder / "readers_for_confined.py").write_text(textwrap.dedent(READERS))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        import readers_for_confined  # made by this fixture

        yield readers_for_confined


def test_outcomes_come_in_the_order_of_the_files(readers):
    items = [(f"file {number}", b"x" * (1000 - number)) for number in range(30)]

    outcomes = list(read_all(items, readers.measure, Seen, workers=2))

    assert [outcome.value for outcome in outcomes] == [
        Seen(n, len(d)) for n, d in items
    ]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("raises", Problem.CRASHED),
        ("dies", Problem.CRASHED),
        ("exits", Problem.CRASHED),
        ("hoards", Problem.TOO_COMPLEX),
        ("recurses", Problem.TOO_COMPLEX),
        ("calls out", Problem.CRASHED),
        ("starts a program", Problem.CRASHED),
        ("writes", Problem.CRASHED),
        ("makes a folder", Problem.CRASHED),
    ],
)
def test_a_bad_file_is_reported_and_the_rest_goes_on(readers, name, problem):
    items = [("before", b"1"), (name, b"22"), ("after", b"333")]

    outcomes = list(read_all(items, readers.misbehave, Seen, workers=1))

    assert [outcome.problem for outcome in outcomes] == [None, problem, None]
    assert outcomes[2].value == Seen("after", 3)


def test_a_file_that_takes_too_long_is_given_up(readers):
    items = [("hangs", b""), ("after", b"1")]

    outcomes = list(read_all(items, readers.misbehave, Seen, workers=1, seconds=1.5))

    assert [outcome.problem for outcome in outcomes] == [Problem.TOO_COMPLEX, None]


def test_an_answer_of_another_shape_is_not_believed(readers):
    outcomes = list(read_all([("a", b"")], readers.lie, Seen, workers=1))

    assert outcomes[0].problem is Problem.CRASHED


def test_files_are_taken_only_a_few_ahead(readers):
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield f"{number}", b""

    outcomes = read_all(items(), readers.measure, Seen, workers=2)
    next(outcomes)

    assert len(taken) <= 10
    outcomes.close()


def test_a_large_file_passes_through(readers):
    outcomes = list(
        read_all([("large", b"x" * 20_000_000)], readers.measure, Seen, workers=1)
    )

    assert outcomes[0].value == Seen("large", 20_000_000)


def test_a_reader_that_is_not_there_is_not_blamed_on_the_files(readers, monkeypatch):
    monkeypatch.setattr(readers.measure, "__module__", "no_such_module")

    with pytest.raises(ReaderUnavailable):
        list(read_all([("a", b"1"), ("b", b"2")], readers.measure, Seen))


def test_no_files_make_no_outcomes(readers):
    assert list(read_all([], readers.measure, Seen)) == []


def test_a_text_whose_language_only_the_model_tells_is_read_in_a_child():
    text = (
        b"Mtoto alikwenda sokoni asubuhi na mapema kununua matunda kwa ajili ya mama."
    )

    outcomes = list(read_all([("a.txt", text)], understand, Understood, workers=1))

    assert outcomes[0].problem is None
    assert outcomes[0].value.reading.stories[0].language.value == "sw"
