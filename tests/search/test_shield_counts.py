"""What lists say of a shield: how much it hides, why, and with it lifted; in files, too."""

import re

import pytest
from django.urls import reverse

from fascicle.works import actions as works
from tests.factories import make_pen_name, make_work
from tests.search.test_shield_pages import hide, page_of
from tests.works.test_shield import make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def storms(request):
    """A tag on two of three works; one of them is by Tom."""
    storms = make_tag("storms")
    make_work("Thunder", tags=[storms], language="de")
    make_work("Gale", tags=[make_tag("gales", broader=storms)], by=make_pen_name("Tom"))
    make_work("Calm")
    request.getfixturevalue("index")
    return storms


def test_a_list_says_how_much_the_shield_hides_and_shows_it_when_asked(storms, client):
    hide(client, f"tags:{storms.pk}")

    page = page_of(client, "/works/")
    assert "2 stories hidden by your shield." in page
    assert "Thunder" not in page
    way = re.search(r'href="([^"]*shield=off[^"]*)">Show them on this page', page)[1]

    page = page_of(client, way)
    assert "Your shield is lifted on this page." in page
    assert "Thunder" in page
    assert "hidden by your shield" not in page


def test_a_list_that_nothing_is_hidden_from_says_nothing(storms, client):
    hide(client, "languages:fr")

    assert "your shield" not in page_of(client, "/works/").split("</main>")[0]


def test_why_names_each_rule_with_its_count(storms, client):
    hide(client, f"tags:{storms.pk}")
    hide(client, "languages:de")
    hide(client, "languages:fr")
    page = page_of(client, "/works/")
    why = re.search(r'href="([^"]*/why/[^"]*)"', page)[1].replace("&amp;", "&")

    page = page_of(client, why)

    said = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Tagged storms 2 stories" in said
    assert "In this language: Deutsch 1 story" in said
    assert "français" not in said
    assert 'href="/works/"' in page
    assert 'href="/works/?shield=off"' in page


def test_why_counts_in_the_list_that_it_was_asked_from(storms, client):
    hide(client, f"tags:{storms.pk}")
    address = reverse("search:shield_why")

    page = client.get(address, {"from": "/languages/de/?words=1-"}).content.decode()

    assert "1 story" in page
    assert 'href="/languages/de/?words=1-"' in page


@pytest.mark.parametrize(
    "place", ["", "/shield/", "//evil.example/works/", "x", "/works/\0"]
)
def test_why_of_no_list_leads_to_the_shield(storms, client, place):
    response = client.get(reverse("search:shield_why"), {"from": place})

    assert response.headers["Location"] == reverse("search:shield")


def test_why_costs_a_fixed_number_of_queries(
    storms, client, django_assert_max_num_queries
):
    for key in ("de", "fr", "en", "und", "es"):
        hide(client, f"languages:{key}")
    address = reverse("search:shield_why") + "?from=/works/"
    client.get(address)

    with django_assert_max_num_queries(5):
        client.get(address)


def test_the_file_of_a_series_leaves_out_what_is_shielded(storms, client):
    series = works.new_series("Weather")
    for work in (make_work("Sun"), make_work("Rain", tags=[storms])):
        works.place_in_series(series, work)
    file = reverse("exporting:series_file", args=[series.pk, "txt"])
    hide(client, f"tags:{storms.pk}")

    assert b"Rain" not in client.get(file).content
    assert b"Sun" in client.get(file).content
    assert b"Rain" in client.get(file + "?shield=off").content
