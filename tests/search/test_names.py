"""Names are found by the beginning of any of their words, in their order."""

import pytest

from fascicle.search.words.names import Names

NAMES = Names([(7, "salt"), (3, "slow burn"), (5, "sea salt salt"), (9, "élan 魔法")])


@pytest.mark.parametrize(
    ("key", "pks"), [("s", [7, 3, 5]), ("sal", [7]), ("burn", []), ("él", [9])]
)
def test_by_the_first_word(key, pks):
    assert NAMES.beginning(key, 10) == pks


@pytest.mark.parametrize(
    ("key", "pks"), [("sal", [5]), ("bu", [3]), ("魔", [9]), ("x", []), ("\ud800", [])]
)
def test_by_a_later_word(key, pks):
    assert NAMES.with_word(key, 10) == pks


def test_no_more_than_asked_for():
    assert NAMES.beginning("s", 2) == [7, 3]


def test_of_no_names_none_is_found():
    assert Names([]).beginning("s", 2) == []
