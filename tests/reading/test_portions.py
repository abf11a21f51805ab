"""A long work on one page comes a portion at a time."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fascicle.reading import portions
from fascicle.reading.portions import portion_from
from fascicle.works.models import Chapter
from tests.factories import make_work
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def chapters(*counts, first=1):
    return [
        Chapter(position=n, word_count=count) for n, count in enumerate(counts, first)
    ]


def test_a_work_of_usual_length_comes_whole():
    portion = portion_from(chapters(5_000, 5_000, 9_500), "")

    assert (portion.first, portion.last, portion.later) == (1, 3, None)


def test_a_long_one_comes_in_portions_that_meet():
    long = chapters(*[7_500] * 8)
    first = portion_from(long, "")
    second = portion_from(long, str(first.later))

    assert (first.first, first.last, first.later) == (1, 3, 4)
    assert (second.earlier, second.first, second.last, second.later) == (1, 4, 6, 7)
    assert (second.words_before, second.words_after) == (22_500, 15_000)


@pytest.mark.parametrize("asked", ["0", "-3", "x", "9" * 30, "٣", "99"])
def test_a_place_that_is_none_is_the_beginning(asked):
    assert portion_from(chapters(50_000, 50_000), asked).first == 1


def test_a_draft_between_is_passed_over():
    assert portion_from([*chapters(1), *chapters(1, first=4)], "3").first == 4


def test_a_chapter_longer_than_a_portion_is_one():
    assert portion_from(chapters(90_000, 5), "").last == 1


def test_without_scripts_links_lead_through_all_of_it(client, monkeypatch):
    monkeypatch.setattr(portions, "WORDS", 10)
    work = make_work("Long", chapters=6)  # of five words each
    address, seen = f"/works/{work.pk}/whole/", []

    while address:
        shown = client.get(address).content.decode()
        seen += re.findall(r'<section id="chapter-(\d)"', shown)
        later = re.search(r'rel="next" href="(\?from=\d+)"', shown)
        address = later and f"/works/{work.pk}/whole/{later[1]}"

    assert seen == list("123456")
    assert "Earlier chapters" in shown
    assert 'href="?from=1#chapter-1"' in shown


def test_a_script_gets_the_chapters_alone(client, monkeypatch):
    monkeypatch.setattr(portions, "WORDS", 10)
    work = make_work("Long", chapters=4)

    answer = client.get(
        f"/works/{work.pk}/whole/?from=3", headers={"X-Part": "portion"}
    )

    shown = answer.content.decode()
    assert "<html" not in shown
    assert re.findall(r'<section id="chapter-(\d)"', shown) == ["3", "4"]
    assert "X-Part" in answer["Vary"]


def test_a_portion_costs_the_same_of_a_long_work(client, monkeypatch):
    def asked(work):
        settle()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/works/{work.pk}/whole/")
        return len(queries)

    short, long = make_work("Short", chapters=2), make_work("Long", chapters=30)

    assert asked(short) == asked(long)
