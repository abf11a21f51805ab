"""The front page, indexes and lists say how much of them a shield keeps away, index or not."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import KeptShield, PenName
from fascicle.accounts.shield import Shield
from fascicle.reading.actions.shelves import make_shelf, put_on_shelves
from fascicle.search.lists import hidden
from fascicle.tags.models import Tag
from fascicle.works import actions as works
from fascicle.works.models import Series, Work
from tests.factories import NOW, PASSWORD, make_pen_name, make_user, make_work
from tests.search.test_shield_pages import hide, page_of
from tests.settling import settle
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

#: Of each page, what is said of it when what is German is hidden.
SAID = {
    "pages:home": "2 stories hidden by your shield.",
    "search:tags": "2 tags hidden by your shield.",
    "reading:pen_names": "1 writer hidden by your shield.",
    "reading:series_list": "1 series hidden by your shield.",
    "reading:languages": "1 language hidden by your shield.",
}
every_page = pytest.mark.parametrize("name", SAID)


@pytest.fixture(params=["index", "database"])
def library(request):
    """Two of three works are German; a writer, a series and two tags are known by these alone."""
    sea, gale = make_tag("the sea"), make_tag("gale")
    tom, ines = make_pen_name("Tom Ash"), make_pen_name("Ines Okafor")
    hail = make_tag("hail", broader=gale)
    calm = make_work("Calm", by=ines, tags=[sea], language="en")
    dusk = make_work("Dusk", by=ines, tags=[sea, hail], language="de")
    storm = make_work("Storm", by=tom, tags=[gale], language="de")
    for title, held in (("Weather", [dusk, storm]), ("Days", [calm, dusk])):
        series = works.new_series(title)
        for work in held:
            works.place_in_series(series, work)
    return request.getfixturevalue("index") if request.param == "index" else None


def plain(page):
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def titles(page):
    return re.findall(r"<h2><a [^>]*><bdi[^>]*>([^<]*)", page)


@every_page
def test_a_page_says_how_much_is_hidden_and_shows_it_when_asked(library, client, name):
    address = reverse(name)
    whole = plain(page_of(client, address))
    hide(client, "languages:de")

    page = page_of(client, address)
    assert SAID[name] in plain(page)
    way = re.search(r'href="([^"]*)">Show them on this page', page)[1]
    lifted = page_of(client, way)

    assert way == f"{address}?shield=off"
    said = plain(lifted)
    line = "Your shield is lifted on this page. Put it up again"
    assert line in said
    assert said.replace(f" {line}", "") == whole
    assert f'href="{address}">Put it up again' in lifted


def lists():
    return {
        "works": reverse("search:works"),
        "tag": Tag.objects.get(key="the sea").get_absolute_url(),
        "writer": make_pen_name("Ines Okafor").get_absolute_url(),
        "series": Series.objects.get(title="Days").get_absolute_url(),
        "language": reverse("search:language", args=["de"]),
    }


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("works", "1 story", "2 stories"),
        ("tag", "1 story", "1 story"),
        ("writer", "1 story", "1 story"),
        ("series", "1 story", "1 story"),
        ("language", "0 stories", "2 stories"),
    ],
)
def test_lists_say_it_too(library, client, name, shown, hidden):
    address = lists()[name]
    whole = page_of(client, address)
    hide(client, "languages:de")
    client.get("/")  # messages are read once

    page = page_of(client, address)
    assert f"{shown} {hidden} hidden by your shield. Why?" in plain(page)
    way = re.search(r'href="([^"]*)">Show them on this page', page)[1]
    lifted = page_of(client, way)

    line = "Your shield is lifted on this page. Put it up again"
    assert line in plain(lifted)
    assert titles(lifted) == titles(whole)


@every_page
def test_why_names_the_rules_and_leads_back(library, client, name):
    hide(client, "languages:de")
    page = page_of(client, reverse(name))

    why = re.search(r'href="([^"]*/why/[^"]*)"', page)[1].replace("&amp;", "&")
    page = page_of(client, why)

    assert f'href="{reverse(name)}">Back to the list' in page
    assert "In this language: Deutsch 2 stories" in plain(page)
    assert f'href="{reverse(name)}?shield=off">Show all of it there' in page


@pytest.mark.parametrize(
    ("name", "german"),
    [("works", 2), ("tag", 1), ("writer", 1), ("series", 1), ("language", 2)],
)
def test_why_counts_in_the_list_alone(library, client, name, german):
    hail = Tag.objects.get(key="hail")
    for entry in ("languages:de", f"tags:{hail.pk}", "languages:fr"):
        hide(client, entry)
    client.get("/")

    said = plain(
        page_of(client, f"{reverse('search:shield_why')}?from={lists()[name]}")
    )

    found = re.findall(r"(Deutsch|Tagged hail) (\d)", said)
    assert sorted(found) == [("Deutsch", str(german)), ("Tagged hail", "1")]
    assert "français" not in said


def test_why_counts_on_a_shelf(library, client):
    reader = make_user("reader")
    client.login(username="reader", password=PASSWORD)
    shelf = make_shelf(reader, name="Mine", at=NOW)
    for work in Work.objects.filter(title__in=["Calm", "Storm"]):
        put_on_shelves(work, on={shelf.pk}, by=reader, at=NOW)
    hide(client, "languages:de")
    client.get("/")

    page = plain(page_of(client, shelf.get_absolute_url()))
    why = f"{reverse('search:shield_why')}?from={shelf.get_absolute_url()}"

    assert "1 story 1 story hidden by your shield." in page
    assert "In this language: Deutsch 1 story" in plain(page_of(client, why))


def test_why_leaves_out_what_one_writes(library, client):
    writer = make_user("writer")
    PenName.objects.filter(name="Tom Ash").update(user=writer)
    client.login(username="writer", password=PASSWORD)
    hide(client, "languages:de")
    client.get("/")

    page = page_of(client, f"{reverse('search:shield_why')}?from=/works/")

    assert "In this language: Deutsch 1 story" in plain(page)


def test_where_that_would_take_long_it_waits_for_the_index(
    archive, client, monkeypatch
):
    monkeypatch.setattr(hidden, "MOST_TO_COUNT", 1)
    make_work("Dusk", language="de")
    make_work("Storm", language="de")
    hide(client, "languages:de")

    page = page_of(client, f"{reverse('search:shield_why')}?from=/works/")

    assert "This cannot be counted right now" in page


def test_letters_and_orders_leave_a_shield_lifted(library, client):
    hide(client, "languages:de")

    page = page_of(client, reverse("search:kind", args=["theme"]) + "?shield=off")

    assert 'href="?shield=off&amp;order=use"' in page


def test_the_tags_of_a_kind_are_counted_alone(library, client):
    hide(client, "languages:de")
    kind = reverse("search:kind", args=["theme"])

    for query in ("", "?order=use", "?letter=T"):
        page = page_of(client, kind + query)
        assert "2 tags hidden by your shield." in plain(page)
    other = page_of(client, reverse("search:kind", args=["genre"]))
    assert "hidden by your shield" not in other


@every_page
def test_where_nothing_is_hidden_nothing_is_said(library, client, name):
    hide(client, "languages:fr")
    client.get("/works/")  # messages are read once

    assert "your shield" not in plain(page_of(client, reverse(name)))


@every_page
def test_ones_own_works_hide_nothing(library, client, name):
    writer = make_user("writer")
    for pen_name in (make_pen_name("Tom Ash"), make_pen_name("Ines Okafor")):
        type(pen_name).objects.filter(pk=pen_name.pk).update(user=writer)
    client.login(username="writer", password=PASSWORD)
    hide(client, "languages:de")
    client.get("/works/")

    assert "your shield" not in plain(page_of(client, reverse(name)))


@every_page
def test_what_one_guest_hides_is_shown_to_the_next(library, name):
    address = reverse(name)
    before = page_of(Client(), address)
    bearer = Client()
    hide(bearer, "languages:de")

    assert SAID[name] in plain(page_of(bearer, address))
    after = page_of(Client(), address)

    assert "hidden by your shield" not in after
    assert plain(after) == plain(before)


@pytest.mark.counts_queries
@pytest.mark.parametrize("name", [*SAID, "search:works"])
def test_the_line_costs_a_fixed_number_of_queries(library, client, name):
    member = make_user("member")
    rules = Shield(languages=frozenset(["de"])).as_json()
    KeptShield.objects.create(user=member, rules=rules)
    client.login(username="member", password=PASSWORD)

    def cost():
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert "hidden by your shield." in plain(page_of(client, reverse(name)))
        return len(captured)

    few = cost()
    kept = make_tag("kept")
    for n in range(9):
        make_work(
            f"More {n}", tags=[kept], by=make_pen_name("Ines Okafor"), language="en"
        )
    if library:
        library.catch_up()
        settle()

    assert cost() == few
