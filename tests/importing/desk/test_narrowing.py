"""The list of works can be narrowed down, ordered and paged, with counts that are right."""

import pytest

from fascicle.importing.actions.review.troubles import look_again
from fascicle.importing.queries import TABS, Narrowing
from tests.factories import make_work
from tests.importing.desk.factories import (
    make_copy,
    make_file,
    make_part,
    make_series,
    make_story,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(batch):
    series = make_series(batch)
    sure = make_story(batch, "Ashes", series=series, series_position=2)
    untitled = make_story(batch, "", opening="It had rained for eleven days.")
    anonymous = make_story(batch, "Zephyr", author="", language="fr", parts=0)
    make_part(anonymous, make_file(batch, "box/0045e31b.txt"), word_count=9000)
    look_again([anonymous.pk])
    copied = make_story(batch, "Brine", series=series, series_position=1)
    make_copy(copied.parts.get())
    make_story(batch, "Gone", state="excluded")
    make_story(batch, "Here", state="accepted", work=make_work(rated=False))
    make_story(batch, "Rated", state="accepted", work=make_work(rated=True))
    return {
        "sure": sure,
        "untitled": untitled,
        "anonymous": anonymous,
        "copied": copied,
    }


def titles(batch, **asked):
    return [story.title for story in Narrowing.asked(asked).in_order(batch)]


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("review", {"Ashes", "", "Zephyr", "Brine"}),
        ("sure", {"Ashes", "Brine"}),
        ("untitled", {""}),
        ("anonymous", {"Zephyr"}),
        ("copies", {"Brine"}),
        ("excluded", {"Gone"}),
        ("accepted", {"Here", "Rated"}),
        ("unrated", {"Here"}),
        ("all", {"Ashes", "", "Zephyr", "Brine", "Gone", "Here", "Rated"}),
    ],
)
def test_each_tab_lists_what_it_says(batch, shelf, show, found):
    assert set(titles(batch, show=show)) == found


def test_tabs_count_what_they_list(batch, shelf):
    counts = Narrowing().counts(batch)

    assert counts == {tab: len(titles(batch, show=tab)) for tab in TABS}


def test_problems_come_first(batch, shelf):
    assert titles(batch)[:2] == ["", "Zephyr"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ZEPH"}, ["Zephyr"]),
        ({"q": "eleven days"}, [""]),
        ({"q": "0045e31b"}, ["Zephyr"]),
        ({"q": "nowhere"}, []),
        ({"language": "fr"}, ["Zephyr"]),
        ({"trouble": "untitled"}, [""]),
        ({"order": "title", "show": "sure"}, ["Ashes", "Brine"]),
        ({"order": "series", "show": "sure"}, ["Brine", "Ashes"]),
        ({"order": "longest", "q": "e"}, ["Zephyr"]),
    ],
)
def test_it_can_be_narrowed_and_ordered(batch, shelf, asked, found):
    assert titles(batch, **asked)[: len(found) or None] == found


def test_what_makes_no_sense_is_left_aside():
    asked = Narrowing.asked(
        {"show": "%", "order": "drop", "series": "9" * 30, "page": "9"}
    )

    assert asked == Narrowing()


def test_an_address_keeps_what_is_asked_for():
    asked = Narrowing.asked({"show": "sure", "q": "tide & time", "order": "title"})

    assert asked.address() == "show=sure&q=tide+%26+time&order=title"
    assert asked.address(show="review") == "show=review&q=tide+%26+time&order=title"


def test_the_page_is_filtered_by_its_address(desk, batch, shelf):
    page = desk.get(batch.get_absolute_url(), {"q": "Zephyr"}).content.decode()

    assert "Zephyr" in page
    assert "Ashes" not in page


def test_a_list_without_works_says_so(desk, batch, shelf):
    page = desk.get(batch.get_absolute_url(), {"q": "nowhere"}).content.decode()

    assert "Nothing matches" in page


def test_a_nul_is_looked_for_nowhere():
    asked = Narrowing.asked({"q": "ti\0de", "author": "\0", "language": "e\0n"})

    assert (asked.q, asked.author, asked.language) == ("tide", "", "en")
