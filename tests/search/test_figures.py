"""Writers, series and languages: counted in the index as the database counts them."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.reading.figures import NoFigures, figures
from fascicle.reading.queries import browsing, names
from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import GUEST, PASSWORD, make_pen_name, make_user, make_work
from tests.search.chance import ChanceArchive
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(archive):
    for n, name in enumerate(("Ada", "Alma", "Ann", "Bo", "9 Lives")):
        writer = make_pen_name(name)
        for k in range(n + 1):
            work = make_work(f"Tale {n} {k}", by=writer, language=("en", "")[k % 2])
        works.place_in_series(works.new_series(f"{name}’s cycle"), work)
    make_pen_name("Albert")  # leads nowhere


def entries(index):
    return [(one.name, one.count) for group in index.groups for one in group.entries]


def test_what_the_index_counts_is_what_the_database_counts(archive, request):
    chance = ChanceArchive(400)
    request.getfixturevalue("index")
    told = figures()
    for viewer in chance.viewers():
        listed = Work.objects.listed_for(viewer)
        writers = Counter(listed.values_list("pen_names", flat=True))
        series = Counter(listed.values_list("series", flat=True))
        languages = Counter(listed.values_list("language", flat=True))
        del writers[None], series[None]
        languages["und"] = languages.pop("", 0)

        for uses, expected in (
            (told.pen_names(viewer), writers),
            (told.series(viewer), series),
        ):
            assert dict(zip(uses.keys, uses.of(uses.keys), strict=True)) == expected
            assert len(uses) == len(expected)
            assert uses.of([0, 10**9]) == [0, 0]
        assert told.languages(viewer) == +languages


def test_without_an_index_the_database_counts(library):
    with pytest.raises(NoFigures):
        figures().pen_names(GUEST)

    assert entries(browsing.pen_name_index(GUEST))[:2] == [("9 Lives", 5), ("Ada", 1)]
    assert [one.count for one in browsing.languages(GUEST)] == [9, 6]


def test_pages_are_the_same_with_and_without_an_index(library, client, request):
    addresses = ["pen_names", "series_list", "languages"]

    def told():
        contexts = [client.get(reverse(f"reading:{one}")).context for one in addresses]
        return [found.get("index") or found["languages"] for found in contexts]

    before = told()
    request.getfixturevalue("index")

    assert told() == before


def test_many_names_are_read_letter_by_letter_and_page_by_page(
    library, index, client, monkeypatch
):
    monkeypatch.setattr(names, "NAMES_ON_A_PAGE", 2)
    address = reverse("reading:pen_names")

    def names_on(query):
        html = client.get(address + query).content.decode()
        return re.findall(r'<li><a [^>]*dir="auto">(.*?)</a>', html)

    assert names_on("") == ["9 Lives"]
    assert names_on("?letter=A") == ["Ada", "Alma"]
    assert names_on("?letter=A&page=2") == ["Ann"]
    assert names_on("?letter=A&page=99") == ["Ann"]
    assert names_on("?letter=B") == ["Bo"]
    assert names_on("?letter=%00") == ["9 Lives"]


@pytest.mark.parametrize("many", [2, 400])
@pytest.mark.parametrize("name", ["pen_names", "series_list", "languages"])
def test_names_cost_a_fixed_number_of_queries(
    library, index, client, monkeypatch, name, many
):
    monkeypatch.setattr(names, "NAMES_ON_A_PAGE", many)
    member = make_user("member")
    shield = Shield(languages=frozenset(["fr"]))
    KeptShield.objects.create(user=member, rules=shield.as_json())
    client.login(username="member", password=PASSWORD)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"reading:{name}"))
        return len(captured)

    cost()
    few = cost()
    for n in range(9):
        work = make_work(f"More {n}", by=make_pen_name(f"9 {n}"))
        works.place_in_series(works.new_series(f"9 cycles {n}"), work)
    index.catch_up()
    settle()

    # One of them tells how much there is without the shield.
    assert cost() == few <= 8
