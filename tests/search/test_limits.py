"""What limits within a query do to a filter."""

from datetime import date

import pytest

from fascicle.search.lists.filters import Dates, Filter, Span
from fascicle.search.lists.limits import NOWHERE, limited
from fascicle.search.words.grammar import parse

TODAY = date(2026, 3, 14)
RATINGS = {"general": 1, "teen": 2, "mature": 3, "unrated": 0}


def filter_of(query, wanted=None):
    parsed = parse(query)
    assert parsed.notices == ()
    return limited(wanted or Filter(), parsed.limits, ratings=RATINGS, today=TODAY)


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("words:>5000", Span(5001, None)),
        ("words:>=5,000", Span(5000, None)),
        ("words:<100", Span(None, 99)),
        ("words:<0", NOWHERE),
        ("words:1000-5000", Span(1000, 5000)),
        ("words:5000-1000", Span(1000, 5000)),
        ("words:1000-", Span(1000, None)),
        ("words:=77", Span(77, 77)),
        ("words:>5k", Span(5001, None)),
        ("words:1.5k-20K", Span(1500, 20000)),
        ("-words:>5000", Span(None, 5000)),
        ("words:>1000 words:<2000", Span(1001, 1999)),
    ],
)
def test_numbers_of_words_are_limited(said, span):
    assert filter_of(said) == (Filter(words=span), ())


@pytest.mark.parametrize(
    ("said", "dates"),
    [
        ("updated:<6m", Dates(first=date(2025, 9, 14))),
        ("updated:6m", Dates(first=date(2025, 9, 14))),
        ("updated:>2y", Dates(last=date(2024, 3, 14))),
        ("updated:2024", Dates(date(2024, 1, 1), date(2024, 12, 31))),
        ("updated:2024-02", Dates(date(2024, 2, 1), date(2024, 2, 29))),
        ("updated:>2024-12", Dates(first=date(2025, 1, 1))),
        ("updated:<=2024-06-30", Dates(last=date(2024, 6, 30))),
        ("updated:<6mo", Dates(first=date(2025, 9, 14))),
        ("updated:<6months", Dates(first=date(2025, 9, 14))),
        ("updated:today", Dates(first=date(2026, 3, 14))),
        ("updated:9999", Dates(date(2999, 12, 31), date(2999, 12, 31))),
    ],
)
def test_days_are_limited(said, dates):
    assert filter_of(said) == (Filter(updated=dates), ())


def test_names_are_known_by_their_beginning():
    assert filter_of("status:comp rating:Teen language:DE chapters:>1 posted:1d") == (
        Filter(
            statuses=("complete",),
            ratings=(2,),
            languages=("de",),
            chapters=Span(2, None),
            posted=Dates(first=date(2026, 3, 13)),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("status:finished", Filter(statuses=("complete",))),
        ("status:wip", Filter(statuses=("ongoing",))),
        ("language:German", Filter(languages=("de",))),
        ("language:Deutsch", Filter(languages=("de",))),
        ("language:日本語", Filter(languages=("ja",))),
    ],
)
def test_things_go_by_the_names_that_people_give_them(said, fits):
    assert filter_of(said) == (fits, ())


def test_what_is_negated_is_excluded():
    found, notices = filter_of("-rating:mature -language:ru -status:complete")

    assert notices == ()
    assert (found.not_ratings, found.not_languages) == ((3,), ("ru",))
    assert found.statuses == ("abandoned", "hiatus", "ongoing", "unknown")


def test_limits_narrow_down_what_the_panel_asks_for():
    panel = Filter(ratings=(1,), statuses=("complete",), words=Span(10, 100))

    found, _ = filter_of("rating:teen status:ongoing words:>50", panel)

    assert found.words.least > found.words.most
    assert found.statuses == ("none",)


@pytest.mark.parametrize(
    "said",
    [
        *("words:many", "updated:soon", "updated:2024-13", "status:x", "language:1"),
        *("rating:zz", "-words:1-5", "-updated:2024", "words:1-x"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(said):
    found, notices = filter_of(said)

    assert found == Filter()
    assert len(notices) == 1
