"""Whole pages of lists cost few queries, as many for one row as for twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import KeptShield, PenName
from fascicle.accounts.shield import Limits, Shield
from fascicle.tags.models import Tag
from fascicle.works import actions as works
from fascicle.works.models import Series
from tests.factories import (
    PASSWORD,
    make_pen_name,
    make_rating,
    make_tag,
    make_user,
    make_work,
)
from tests.tags.arranged import put_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

#: For anybody, whatever the list: logged in, with a shield, counts, excerpts, twenty blurbs.
MOST = 12


def fill(first, last):
    """Works with tags, series and writers of their own, all in every list."""
    series, _ = Series.objects.get_or_create(title="Tides", title_key="tides")
    sea, ines = make_tag("the sea"), make_pen_name("Ines Okafor")
    for place in ("bay", "cape"):
        narrower = make_tag(f"{place} {first}")
        put_under(narrower, sea)
    for n in range(first, last):
        extra = [make_tag(f"tag {n} {k}", k) for k in ("genre", "theme", "character")]
        work = make_work(
            f"Tale {n}",
            by=ines,
            tags=[sea, *extra, *([make_tag("war")] if n % 5 == 4 else [])],
            rating=make_rating(f"Rating {n % 4}"),
            language="en",
            chapters=1 + n % 3,
        )
        works.place_in_series(series, work)
        works.place_in_series(works.new_series(f"Series {n}"), work)


def addresses():
    sea, bay = Tag.objects.get(key="the sea"), make_tag("bay 0")
    series = Series.objects.get(title="Tides")
    writer = PenName.objects.get(name="Ines Okafor")
    return {
        "archive": reverse("search:works"),
        "narrowed": f"/works/?tag={sea.pk}-the-sea&status=unknown",
        "tag": sea.get_absolute_url(),
        "writer": writer.get_absolute_url(),
        "series": series.get_absolute_url(),
        "language": reverse("search:language", args=["en"]),
        "words": "/works/?q=tale",
        "all": f"/languages/en/?q=part&tag={sea.pk}-the-sea&not={bay.pk}-bay",
    }


def reader_with_shield(client):
    member = make_user("member")
    broad = make_tag("strife")
    shield = Shield(
        tags=frozenset([make_tag("war").pk, broad.pk]),
        pen_names=frozenset([make_pen_name("Nobody Here").pk]),
    ).with_limits(Limits(longer_than=100_000))
    KeptShield.objects.create(user=member, rules=shield.as_json())
    client.login(username="member", password=PASSWORD)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [one["sql"] for one in captured], response.content.decode()


@pytest.mark.parametrize("who", ["guest", "reader with a shield"])
@pytest.mark.counts_queries
def test_whole_pages_cost_few_queries_however_many_works_they_show(
    client, request, who
):
    fill(0, 3)
    if who != "guest":
        reader_with_shield(client)
    index = request.getfixturevalue("index")
    few = {name: cost(client, address) for name, address in addresses().items()}

    fill(3, 26)
    index.catch_up()

    for name, address in addresses().items():
        queries, shown = cost(client, address)
        asked = "\n".join([name, *(one[:200] for one in queries)])
        assert shown.count("<article") == 20, name
        assert ("hidden by your shield" in shown) == (who != "guest"), name
        assert len(queries) == len(few[name][0]), asked
        assert len(queries) <= MOST, asked


def test_where_nothing_is_found_the_ways_out_cost_one_query_more(
    client, archive, request
):
    fill(0, 4)
    reader_with_shield(client)
    request.getfixturevalue("index")
    narrow = "status=complete&words=1-2&chapters=50-60&parts=many&language=en"

    queries, shown = cost(client, f"{addresses()['narrowed']}&{narrow}")

    assert "<article" not in shown
    assert len(queries) <= MOST, "\n".join(one[:200] for one in queries)


def test_a_page_beyond_the_end_costs_no_more_than_the_last(client, archive, request):
    fill(0, 25)
    reader_with_shield(client)
    request.getfixturevalue("index")

    last, _ = cost(client, f"{addresses()['archive']}?page=2")
    beyond, shown = cost(client, f"{addresses()['archive']}?page=1000000000")

    assert "<article" in shown
    assert len(beyond) == len(last)
