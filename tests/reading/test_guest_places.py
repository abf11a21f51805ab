"""What a list leaves to a guest's browser: see tests/browser/test_guest_places.py."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from fascicle.works.actions.posting import count_chapters
from fascicle.works.models import Chapter
from tests.factories import make_rating, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def work():
    return make_work(chapters=3)


def test_a_list_is_the_same_for_every_guest_and_leaves_their_place_to_browsers(
    client, work
):
    grown = make_work("Grown", chapters=3, rating=make_rating("Mature", is_adult=True))

    page = client.get(reverse("search:works")).content.decode()

    for one in (work, grown):
        assert f'<guest-place data-work="{one.pk}" data-all="3"></guest-place>' in page
    assert page.index('data-within="You are in chapter %(n)d of') < page.index("<body>")
    assert page.count("You are in") == 1


def test_a_browser_finds_each_languages_plurals_among_the_samples(client, work):
    page = client.get(reverse("search:works")).content.decode()

    plurals = json.loads(unescape(re.search(r'data-new="([^"]+)"', page)[1]))

    assert set(plurals) == {"1", "2", "3", "5", "6", "7", "11", "100"}
    assert set(plurals.values()) == {"%(n)d new"}


@pytest.mark.parametrize("address", ["/works/{}/chapters/2/", "/works/{}/whole/"])
def test_a_text_says_which_of_the_posted_chapters_it_is(client, work, address):
    Chapter.objects.filter(work=work, position=1).update(posted_at=None)
    count_chapters(work)

    page = client.get(address.format(work.pk)).content.decode()

    assert 'data-position="2" data-number="1"' in page
    assert f'<keep-place data-work="{work.pk}" data-all="2"' in page
