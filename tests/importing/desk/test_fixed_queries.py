"""Every list costs the same number of queries, however much is in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.importing.desk.factories import (
    make_batch,
    make_copy,
    make_file,
    make_large_batch,
    make_part,
    make_series,
    make_story,
)

pytestmark = pytest.mark.django_db


def queries(desk, address):
    desk.get(address)  # which counts what is unread, for a while
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


def fill(batch, stories):
    series = make_series(batch)
    for number in range(stories):
        story = make_story(batch, f"Story {number}", series=series, parts=2)
        make_copy(story.parts.first())
        make_file(batch, f"empty-{series.pk}-{number}", problem="empty")
    return series


@pytest.mark.parametrize(
    "query",
    ["", "?show=copies", "?order=series", "?q=tide", "?language=en", "?trouble=gap"],
)
def test_the_list_of_works(desk, archive, query):
    few, many = make_batch("few"), make_batch("many")
    fill(few, 1)
    fill(many, 12)

    counts = [queries(desk, batch.get_absolute_url() + query) for batch in (few, many)]

    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("name", ["files", "changes"])
def test_the_lists_of_files_and_changes(desk, archive, name):
    few, many = make_batch("few"), make_batch("many")
    fill(few, 1)
    fill(many, 12)

    counts = [
        queries(desk, reverse(f"importing:{name}", args=[batch.pk]))
        for batch in (few, many)
    ]

    assert counts[0] == counts[1] <= 12


def test_the_list_of_imports(desk, archive):
    fill(make_batch("one"), 1)
    one = queries(desk, reverse("importing:batches"))
    for name in "abc":
        fill(make_batch(name), 2)

    assert queries(desk, reverse("importing:batches")) == one <= 10


def test_the_page_of_a_work(desk, batch):
    short, long = make_story(batch, "Short"), make_story(batch, "Long", parts=12)
    make_copy(make_part(long))

    counts = [
        queries(desk, reverse("importing:story", args=[batch.pk, story.pk]))
        for story in (short, long)
    ]

    assert counts[0] == counts[1] <= 20


def test_the_page_of_a_series(desk, batch):
    few, many = fill(batch, 1), fill(batch, 9)

    counts = [
        queries(desk, reverse("importing:series", args=[batch.pk, series.pk]))
        for series in (few, many)
    ]

    assert counts[0] == counts[1] <= 14


def test_ten_thousand_files_cost_no_more_queries(desk, archive):
    small = make_large_batch(200, 100)
    large = make_large_batch(1200, 600)

    counts = [queries(desk, batch.get_absolute_url()) for batch in (small, large)]

    assert counts[0] == counts[1] <= 20


def test_deciding_on_all_that_match_costs_no_query_for_each(desk, archive):
    small, large = make_large_batch(60, 30), make_large_batch(400, 200)

    def decide(batch):
        address = reverse("importing:authors", args=[batch.pk])
        data = {"matching": "1", "query": "", "author": "Ines Okafor"}
        with CaptureQueriesContext(connection) as made:
            assert desk.post(address, data).status_code == 302
        return len(made)

    counts = [decide(batch) for batch in (small, large)]

    assert counts[1] <= counts[0] + 6
