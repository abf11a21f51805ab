"""What was asked for is marked in the blurbs of what was found."""

import pytest
from django.urls import reverse

from fascicle.reading.found import found_in
from fascicle.search.words.found import mark_in_blurbs
from fascicle.works.models import Work
from tests.factories import make_tag, make_work


def found(query, language="en"):
    work = Work(language=language)
    mark_in_blurbs([work], query)
    return found_in(work)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bees", "The <mark>Bees</mark> of Clock &amp; Street"),
        ("bee -clock", "The <mark>Bees</mark> of Clock &amp; Street"),
        ("title:street", "The Bees of Clock &amp; <mark>Street</mark>"),
        ("tag:bees", "The Bees of Clock &amp; Street"),
        ("", "The Bees of Clock &amp; Street"),
    ],
)
def test_titles_are_marked(query, expected):
    assert found(query).title("The Bees of Clock & Street") == expected


def test_names_and_tags_are_marked_as_they_are_found():
    assert found("elodie").by("Élodie Marsh") == "<mark>Élodie</mark> Marsh"
    assert found("by:marsh").tag("Marsh") == "Marsh"
    assert found('tag:"slow burn"').tag("Slow burn") == "<mark>Slow burn</mark>"


def test_summaries_are_marked_between_their_tags():
    summary = '<p title="a lamp > b">A <em>lamp</em> &amp; an amp.</p>'

    shown = '<p title="a lamp > b">A <em><mark>lamp</mark></em> &amp; an amp.</p>'
    assert found("lamp").summary(summary) == shown
    shown = '<p title="a lamp > b">A <em>lamp</em> &amp; an <mark>amp</mark>.</p>'
    assert found("amp").summary(summary) == shown


def test_names_stay_text():
    assert found("b").title("<b>bold</b>").startswith("&lt;<mark>b</mark>&gt;")


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_lists_show_why_a_story_was_found(client, request):
    make_work(
        "The Clock Garden", tags=[make_tag("Clockwork")], summary="<p>Clocks.</p>"
    )
    request.getfixturevalue("index")

    page = client.get(reverse("search:works"), {"q": "clock*"}).content.decode()

    assert "The <mark>Clock</mark> Garden" in page
    assert "<mark>Clockwork</mark></a>" in page
    assert "<p><mark>Clocks</mark>.</p>" in page
