"""All that one follows in one list: works, and those of series, writers and tags."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.reading.models import Follow
from fascicle.works import actions as works
from fascicle.works.models import Chapter, Work
from tests.factories import (
    NOW,
    make_pen_name,
    make_rating,
    make_tag,
    make_user,
    make_work,
)
from tests.search.opds_library import credentials, titles
from tests.search.opds_schemas import atom_faults, faults
from tests.tags.arranged import put_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def reader():
    return make_user()


def follow(user, **what):
    return Follow.objects.create(user=user, since=timezone.now(), **what)


def listed(client, user, **more):
    """What stands in the list, as both versions have it."""
    headers = credentials(user, **more)
    first = client.get("/opds/follows", headers=headers)
    second = client.get("/opds/v2/follows", headers=headers).json()
    assert atom_faults(first.content) == faults(second) == []
    assert "kind=acquisition" in first["Content-Type"]
    found = titles(etree.fromstring(first.content))
    assert found == [one["metadata"]["title"] for one in second.get("publications", [])]
    assert second["metadata"]["numberOfItems"] == len(found)
    return found


def test_works_and_those_of_series_writers_and_tags_stand_in_one_list(client, reader):
    sea = make_tag("the sea")
    by_tag = make_work("Of the sea", by=make_pen_name("A"), tags=[sea])
    by_name = make_work("By Ines", by=make_pen_name("Ines"))
    in_series = make_work("In a series", by=make_pen_name("B"))
    itself = make_work("Itself", by=make_pen_name("C"), tags=[sea])
    make_work("Another", by=make_pen_name("D"))
    series = works.new_series("Harbour Songs")
    works.place_in_series(series, in_series)
    for n, work in enumerate((by_name, by_tag, itself, in_series)):
        Chapter.objects.filter(work=work).update(changed_at=NOW + timedelta(days=n + 1))

    follow(reader, tag=sea)
    follow(reader, pen_name=by_name.bylines.get().pen_name)
    follow(reader, series=series)
    follow(reader, work=itself)

    assert listed(client, reader) == ["In a series", "Itself", "Of the sea", "By Ines"]
    assert listed(client, make_user("other")) == []


def test_a_tag_stands_for_its_synonyms_and_what_is_narrower(client, reader):
    sea, ocean, bay = make_tag("the sea"), make_tag("the ocean"), make_tag("bays")
    for name, tag in (("Sea", sea), ("Ocean", ocean), ("Bay", bay)):
        make_work(name, tags=[tag])
    put_under(bay, sea)
    ocean.canonical = sea
    ocean.save()

    follow(reader, tag=ocean)  # which one followed before it was a synonym

    assert {*listed(client, reader)} == {"Sea", "Ocean", "Bay"}


def test_an_unlisted_work_stands_there_for_who_follows_it_itself(client, reader):
    sea = make_tag("the sea")
    work = make_work("Whispered", tags=[sea])
    Work.objects.update(unlisted=True)
    others = make_user("others")
    follow(reader, work=work)
    follow(others, tag=sea)
    follow(others, pen_name=work.bylines.get().pen_name)

    assert listed(client, reader) == ["Whispered"]
    assert listed(client, others) == []


@pytest.mark.parametrize("gone", ["posted_at", "hidden_at", "deleted_at"])
def test_what_was_taken_from_the_public_is_gone_though_one_follows_it(
    client, reader, gone
):
    work = make_work("Whispered")
    follow(reader, work=work)
    Work.objects.update(unlisted=True)
    Work.objects.update(**{gone: None if gone == "posted_at" else NOW})

    assert listed(client, reader) == []


def test_the_gate_and_the_shield_stand_before_it(client, reader):
    sea = make_tag("the sea")
    grown = make_work("Grown", rating=make_rating("Mature", is_adult=True), tags=[sea])
    german = make_work("Deutsch", language="de", tags=[sea])
    follow(reader, tag=sea)
    for work in (grown, german):
        follow(reader, work=work)
    rules = Shield(languages=frozenset({"de"})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)

    assert listed(client, reader) == []
    assert listed(client, reader, sees_adult=True) == ["Grown"]


def test_many_follows_cost_as_many_queries_as_one_of_each(client, reader):
    headers = credentials(reader)

    def cost(first, last):
        for n in range(first, last):
            tag, name = make_tag(f"tag {n}"), make_pen_name(f"Writer {n}")
            work = make_work(f"Tale {n}", by=name, tags=[tag])
            series = works.new_series(f"Series {n}")
            works.place_in_series(series, work)
            ways = ({"tag": tag}, {"series": series}, {"work": work})
            for what in (*ways, {"pen_name": name}):
                follow(reader, **what)
        client.get("/opds/follows", headers=headers)
        with CaptureQueriesContext(connection) as queries:
            client.get("/opds/follows", headers=headers)
        return len(queries)

    assert cost(0, 1) == cost(1, 15) <= 11
