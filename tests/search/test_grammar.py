"""How queries are understood; no typing error is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.search.words.grammar import (
    MOST_TERMS,
    All,
    Either,
    Field,
    Limit,
    Not,
    Words,
    parse,
)

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ('"a b"', Words("a b")),
        ("“a b”", Words("a b")),
        ("-a", Not(A)),
        ("a NOT b", All((A, Not(B)))),
        ('a -"b c"', All((A, Not(Words("b c"))))),
        ("a OR b c", Either((A, All((B, C))))),
        ("a | b", Either((A, B))),
        ("(a OR b) c", All((Either((A, B)), C))),
        ("-(a OR b)", Not(Either((A, B)))),
        ("har*", Words("har", is_prefix=True)),
        ("title:salt", Words("salt", Field.TITLE)),
        ('by:"ines okafor"', Words("ines okafor", Field.BY)),
        ("tag: slow", Words("slow", Field.TAG)),
        ("TITLE:salt", Words("salt", Field.TITLE)),
        (
            "title:(salt OR tea) b",
            All((Either((Words("salt", Field.TITLE), Words("tea", Field.TITLE))), B)),
        ),
        ("-title:(salt)", Not(Words("salt", Field.TITLE))),
        ("title:(re:zero)", Words("re zero", Field.TITLE)),
        (
            "title: (salt (tea by:ines) (tag:slow)) a",
            All(
                (
                    All(
                        (
                            Words("salt", Field.TITLE),
                            All(
                                (
                                    Words("tea", Field.TITLE),
                                    Words("ines", Field.BY),
                                )
                            ),
                            Words("slow", Field.TAG),
                        )
                    ),
                    A,
                )
            ),
        ),
        ("10:30", Words("10:30")),
        ("re:zero", Words("re zero")),
        ("well-worn", Words("well-worn")),
        ("or", Words("or")),
        ("", None),
        ("   ", None),
        ("a ... b", All((A, B))),
        ("a b a a", All((A, B))),
        ("a OR a", A),
        ("-a -a (b b)", All((Not(A), B))),
    ],
)
def test_a_query_is_read_without_complaint(query, node):
    parsed = parse(query)

    assert (parsed.node, parsed.notices) == (node, ())


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ('"a b', Words("a b")),
        ("(a b", All((A, B))),
        ("a) b", All((A, B))),
        ("a OR", A),
        ("OR a", A),
        ("a -", A),
        ("NOT", None),
        ("()", None),
        ("a\0b", All((A, B))),
    ],
)
def test_a_slip_is_read_as_well_as_can_be(query, node):
    assert parse(query).node == node


@pytest.mark.parametrize(
    "query", ['"a', "(a", "a)", "a OR", "OR a", "NOT", "...", "_", "😀"]
)
def test_a_slip_is_said(query):
    assert len(parse(query).notices) == 1


def test_limits_stand_beside_the_words():
    parsed = parse("a words:>5000 -status:complete")

    assert parsed.node == A
    assert parsed.limits == (
        Limit("words", ">5000"),
        Limit("status", "complete", is_negated=True),
    )


def test_a_limit_inside_brackets_counts_for_all_and_says_so():
    parsed = parse("a OR (b words:>5)")

    assert parsed.limits == (Limit("words", ">5"),)
    assert len(parsed.notices) == 1


def test_of_very_many_words_the_first_are_taken():
    parsed = parse(" ".join(f"w{number}" for number in range(1000)))

    assert len(parsed.node.nodes) == MOST_TERMS
    assert len(parsed.notices) == 1


@pytest.mark.parametrize("piece", ["(", ")", '"', "-", "NOT ", "a OR ", "a:", "-("])
def test_ten_thousand_signs_in_a_row_are_read(piece):
    parse(piece * 10_000)


@given(st.text(alphabet='ab"()|-:*<> ORNTAD\0', max_size=200))
def test_nothing_people_type_fails(query):
    parse(query)


@given(st.text(max_size=200))
def test_nothing_at_all_fails(query):
    parse(query)
