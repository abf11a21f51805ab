"""Every code has words; one that nobody knows yet gets decent ones."""

import pytest

from fascicle.importing.story import Problem, Role
from fascicle.importing.troubles import SENTENCES, Trouble
from fascicle.importing.unreadable import reason
from fascicle.importing.wording import (
    ROLES,
    copy_name,
    how_sure,
    next_step,
    range_of,
    reasons,
    repair_name,
    sentence_of,
)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_reason_and_something_to_do(problem):
    assert reason(problem)
    assert next_step(problem)


def test_every_trouble_and_role_has_words():
    assert set(SENTENCES) == set(Trouble)
    assert set(ROLES) == set(Role)


def test_signs_are_said_in_a_persons_words():
    assert sentence_of("byline") == "A line under the title names the writer."
    assert sentence_of("some-new-rule") == "It was read so."
    assert sentence_of("") == "It was read so."


def test_repairs_and_copies_have_names():
    assert repair_name("caret-m") == "Line ends that stood as “^M”"
    assert repair_name("odd-thing") == "Odd thing"
    assert copy_name("cut-short") == "cut short"
    assert copy_name("odd-kind") == "odd kind"


@pytest.mark.parametrize(
    ("sure", "words"), [(0.9, "stated"), (0.5, "a guess"), (None, "taken as right")]
)
def test_values_say_how_sure_they_are(sure, words):
    assert how_sure(sure) == words


def test_evidence_that_is_out_of_shape_is_left_aside():
    assert reasons(None) == []
    assert (
        reasons([1, {"rule": "byline", "lines": "x", "quote": None}])[0].first is None
    )


def test_evidence_names_lines_of_its_own_file():
    signs = reasons(
        [
            {"rule": "byline", "lines": [2, 3], "file": "a.txt"},
            {"rule": "byline", "lines": [9, 9], "file": "b.txt"},
        ]
    )

    assert range_of(signs, "a.txt") == {2, 3}
