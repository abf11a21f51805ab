"""Feeds that lead on say the same with an index and without one, and nothing that can't be had."""

import pytest

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search.opds import ways
from fascicle.works import actions as works
from tests.factories import (
    ADULT_GUEST,
    GUEST,
    NOW,
    make_pen_name,
    make_rating,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def library():
    """Works of four writers in two series; what one writes is for adults, and all of it."""
    mature = make_rating("Mature", is_adult=True)
    general = make_rating("General")
    sea, roads = works.new_series("Sea"), works.new_series("Roads")
    for number, name in enumerate(["Ines", "Ida", "Tom", "Ada"] * 3):
        work = make_work(
            f"Work {number}",
            by=make_pen_name(name),
            rating=mature if name == "Tom" else general,
            language=("en", "de", "")[number % 3],
        )
        works.place_in_series(sea if number % 2 else roads, work)


def told(viewer):
    """What each feed says: names, where they lead, and to how much."""
    feeds = [ways.languages(viewer, at=NOW)]
    for feed in (ways.writers, ways.series):
        feeds += [feed(viewer, letter, at=NOW) for letter in ("", "I", "S", "Z")]
    return [
        [(one.title, one.address, one.count) for one in feed.ways] for feed in feeds
    ]


@pytest.mark.parametrize(
    "viewer",
    [GUEST, ADULT_GUEST, Viewer(shield=Shield(languages=frozenset({"de"})))],
    ids=["guest", "adult", "shielded"],
)
def test_the_index_counts_as_the_database_does(library, request, viewer):
    plain = told(viewer)
    request.getfixturevalue("index")

    assert told(viewer) == plain
    writers = [name for name, _path, _count in plain[1]]
    assert ("Tom" in writers) == viewer.sees_adult


def test_many_names_stand_under_their_letters(library, request, monkeypatch):
    monkeypatch.setattr(ways, "NAMES_ON_A_PAGE", 2)
    plain = [ways.writers(GUEST, letter, at=NOW) for letter in ("", "I")]
    request.getfixturevalue("index")
    quick = [ways.writers(GUEST, letter, at=NOW) for letter in ("", "I")]

    letters, names = ([one.title for one in feed.ways] for feed in quick)
    assert {*letters} >= {one.title for one in plain[0].ways} == {"A", "I"}
    assert names == [one.title for one in plain[1].ways] == ["Ida", "Ines"]
    assert quick[1].address == plain[1].address == "writers?letter=I"
