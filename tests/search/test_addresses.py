"""Filters can be read in addresses, and addresses can hold anything."""

from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.search.lists import addresses, ranges
from fascicle.search.lists.addresses import TagName, Vocabulary
from fascicle.search.lists.filters import (
    NO_FILTER,
    Crossover,
    Dates,
    Filter,
    KindChoice,
    Order,
    Parts,
    Span,
)

TODAY = date(2026, 3, 14)
TAGS = [
    TagName(12, "fantasy", 1, "genre"),
    TagName(14, "slice of life", 1, "genre"),
    TagName(31, "Major death!", 2, "content-note"),
    TagName(33, "魔法", 3, "theme"),
    TagName(34, "&=#?%", 3, "theme"),
]
VOCABULARY = Vocabulary({tag.pk: tag for tag in TAGS}, {1: "General", 2: "Teen"})


def read(query, order=Order.UPDATED):
    said = addresses.parameters(query)
    return addresses.read(said, VOCABULARY, today=TODAY, order=order)


def write(wanted, **kwargs):
    return addresses.write(wanted, VOCABULARY, **kwargs)


def test_an_address_reads_like_what_it_means():
    wanted = Filter(
        tags=(
            KindChoice(1, include=(12, 14), match_any=True),
            KindChoice(2, exclude=(31,)),
        ),
        ratings=(2,),
        not_ratings=(0,),
        statuses=("complete",),
        languages=("de",),
        not_languages=("ru",),
        words=Span(5000),
        chapters=Span(2, 10),
        updated=Dates(date(2025, 9, 14), within="6m"),
        posted=Dates(date(2024, 1, 1), date(2024, 6, 30)),
        crossover=Crossover.ONLY,
        parts=Parts.MANY,
        has_sequel=True,
        query="salt roads",
        order=Order.KUDOS,
    )

    written = write(wanted, page=3, shield_off=True)

    assert written == (
        "q=salt+roads&tag=12-fantasy&tag=14-slice-of-life&not=31-major-death&any=genre"
        "&rating=2&not-rating=0&status=complete&language=de&not-language=ru"
        "&words=5000-&chapters=2-10&updated=6m&posted=2024-01-01..2024-06-30"
        "&crossover=only&parts=many&sequel=yes&order=kudos&shield=off&page=3"
    )
    asked = read(written)
    assert (asked.wanted, asked.page, asked.shield_off) == (wanted, 3, True)
    assert (asked.notices, asked.by_form) == ((), False)


numbers = st.none() | st.integers(1, ranges.LARGEST)
days = st.none() | st.dates(ranges.EARLIEST, ranges.LATEST)
spans = st.builds(Span, numbers, numbers).filter(
    lambda span: (span.least or 0) <= (span.most or ranges.LARGEST)
)
ranges_of_days = st.builds(Dates, days, days).filter(
    lambda dates: (dates.first or date.min) <= (dates.last or date.max)
)
within = st.from_regex(r"[0-9]{1,4}[dwmy]", fullmatch=True).map(
    lambda text: Dates(ranges.first_day(text, TODAY), within=text)
)


@st.composite
def choices(draw):
    """Tags of several kinds, each wanted, unwanted or neither."""
    found = []
    for kind in sorted({tag.kind for tag in TAGS}):
        tags = draw(st.permutations([tag.pk for tag in TAGS if tag.kind == kind]))
        first = draw(st.integers(0, len(tags)))
        second = draw(st.integers(first, len(tags)))
        include, exclude = tuple(tags[:first]), tuple(tags[first:second])
        match_any = bool(include) and draw(st.booleans())
        if include or exclude:
            found.append(KindChoice(kind, include, exclude, match_any))
    return tuple(found)


def some_of(*values):
    return st.sets(st.sampled_from(values)).map(
        lambda chosen: tuple(value for value in values if value in chosen)
    )


queries = st.text(max_size=200).map(
    lambda text: " ".join("".join(c for c in text if c >= " " and c != "\x7f").split())
)
filters = st.builds(
    Filter,
    tags=choices(),
    ratings=some_of(0, 1, 2),
    not_ratings=some_of(0, 1, 2),
    statuses=some_of(*addresses.STATUSES),
    languages=some_of("de", "und", "zh-Hant"),
    not_languages=some_of("en", "ru"),
    words=spans,
    chapters=spans,
    updated=ranges_of_days | within,
    posted=ranges_of_days | within,
    crossover=st.sampled_from(Crossover),
    parts=st.sampled_from(Parts),
    has_sequel=st.booleans(),
    query=queries,
    order=st.sampled_from([Order.UPDATED, Order.TITLE, Order.KUDOS]),
)


@given(filters, st.integers(1, 10**9), st.booleans())
def test_what_is_written_reads_the_same(wanted, page, shield_off):
    asked = read(write(wanted, page=page, shield_off=shield_off))

    assert (asked.wanted, asked.page, asked.shield_off) == (wanted, page, shield_off)
    assert (asked.notices, asked.by_form) == ((), False)


KEYS = ["q", "tag", "not", "any", "rating", "not-rating", "status", "language"]
KEYS += ["not-language", "words", "chapters", "updated", "posted", "crossover"]
KEYS += ["parts", "sequel", "order", "page", "shield", "words-from", "words-to"]
KEYS += ["updated-from", "updated-to", "posted-from", "posted-to", "chapters-from"]
VALUES = ["", "-", "12", "99-x", "6m", "9999y", "2024-01-01..", "5-1", "relevance"]
VALUES += ["0", "1e9", "٣", "2024-13-40", "10" * 40, "-5", "..", "\0", "place", "new"]
pairs = st.tuples(
    st.sampled_from(KEYS) | st.text(max_size=8),
    st.sampled_from(VALUES) | st.text(max_size=30),
)


@given(st.lists(pairs, max_size=30))
def test_anything_is_read_and_comes_to_rest_once_written(said):
    first = read(urlencode(said)).wanted

    again = read(write(first))

    assert again.wanted == first
    assert again.notices == ()
    assert not again.by_form


@given(st.text(max_size=2000))
def test_no_address_is_too_odd_to_read(query):
    assert read(query).page >= 1


def test_what_a_form_sends_has_a_readable_address():
    sent = (
        "q=&tag=12-fantasy&any=&words-from=5%2C000&words-to=&updated=&order=updated"
        "&posted-from=2024-01-01&posted-to=&chapters-from=10&chapters-to=2"
    )

    asked = read(sent)

    assert asked.by_form
    assert write(asked.wanted) == (
        "tag=12-fantasy&words=5000-&chapters=2-10&posted=2024-01-01.."
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tag=999-gone", "A tag of this address is not here any more."),
        ("rating=77", "A rating of this address is not here any more."),
        ("words=many", "“many” was not understood"),
        ("words-from=x", "“x” was not understood"),
        ("updated=soon", "“soon” was not understood"),
        ("updated=2024-02-31..", "“2024-02-31” was not understood"),
        ("tag=12&not=12-fantasy", "“fantasy” was both wanted and not wanted"),
        ("q=" + "x" * 10_000, "Only the first 1000 characters"),
        (
            urlencode([("tag", n) for n in range(1, 202)]),
            "Only the first 100 tags were looked at.",
        ),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(query, words):
    asked = read(query)

    assert words in asked.notices[0]
    assert len(asked.notices) == 1
    assert read(write(asked.wanted)).notices == ()


def test_a_synonym_stands_for_what_it_means():
    vocabulary = Vocabulary({**VOCABULARY.tags, 13: TAGS[0]}, {})

    said = addresses.parameters("tag=13-phantasy&tag=12")
    asked = addresses.read(said, vocabulary, today=TODAY)

    assert asked.wanted.tags == (KindChoice(1, include=(12,)),)


def test_words_bring_the_best_matches_first_unless_one_asks():
    assert read("q=salt").wanted.order is Order.RELEVANCE
    assert write(read("q=salt").wanted) == "q=salt"
    assert read("q=salt&order=updated").wanted.order is Order.UPDATED
    assert read("order=relevance").wanted.order is Order.UPDATED


def test_only_a_series_has_places():
    assert read("", Order.PLACE).wanted.order is Order.PLACE
    assert read("order=updated", Order.PLACE).wanted.order is Order.UPDATED
    assert read("order=place").wanted.order is Order.UPDATED


@pytest.mark.parametrize(
    ("within", "first"),
    [
        ("1d", date(2026, 3, 13)),
        ("2w", date(2026, 2, 28)),
        ("1m", date(2026, 2, 14)),
        ("3m", date(2025, 12, 14)),
        ("1y", date(2025, 3, 14)),
        ("9999y", ranges.EARLIEST),
        ("9999w", date(1900, 1, 1)),
    ],
)
def test_the_last_months_begin_on_a_day(within, first):
    assert ranges.first_day(within, TODAY) == first


def test_the_last_day_of_a_long_month_has_a_place_in_a_short_one():
    assert ranges.first_day("1m", date(2024, 3, 31)) == date(2024, 2, 29)


def test_an_empty_address_asks_for_nothing():
    assert read("").wanted == NO_FILTER
    assert write(NO_FILTER) == ""
