"""What is like a work is told by rare tags and words, and never by how many liked it."""

import pytest
from django.urls import reverse

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search.lists.likeness import like
from fascicle.tags import actions as tags
from fascicle.tags.models import Kind
from fascicle.works.models import Tally, Work
from tests.factories import ADULT_GUEST, GUEST, make_rating, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(archive):
    """Six works with a common tag; two of them share a rare one, too."""
    theme = Kind.objects.get(slug="theme")
    common, rare, other = tags.tags_named(theme, ["common", "rare", "other"])
    one = make_work("One", tags=[common, rare])
    alike = make_work("Alike", tags=[rare])
    for number in range(4):
        make_work(f"Far {number}", tags=[common])
    make_work("Strange", tags=[other])
    return one, alike, rare


def titles(work, viewer=GUEST):
    return [found.title for found in like(work, viewer)]


def test_a_rare_tag_says_more_than_a_common_one(library, index):
    one, _, _ = library

    found = titles(one)

    assert found[0] == "Alike"
    assert sorted(found[1:]) == ["Far 0", "Far 1", "Far 2", "Far 3"]


def test_what_many_liked_is_not_put_first(library, index):
    one, _, _ = library
    before = titles(one)
    for work in Work.objects.filter(title__startswith="Far"):
        Tally.objects.create(work=work, kudos=work.pk * 1000)
    index.catch_up()

    assert titles(one) == before


def test_words_of_the_summary_tell_too(archive, index):
    one = make_work("A", summary="<p>lighthouse keepers</p>", language="en")
    make_work("B", summary="<p>a keeper of a lighthouse</p>", language="en")
    for number in range(20):
        make_work(f"C {number}", summary="<p>a garden</p>", language="en")
    index.catch_up()

    assert titles(one) == ["B"]


def test_nothing_that_is_shielded_off_or_unknown_to_the_viewer_is_shown(library, index):
    one, alike, _ = library
    shielded = Viewer(shield=Shield(works=frozenset({alike.pk})))

    assert "Alike" not in titles(one, shielded)

    Work.objects.filter(pk=alike.pk).update(members_only=True)  # the index lags behind
    assert "Alike" not in titles(one)


def test_texts_behind_the_gate_are_not_compared(archive, index):
    one = make_work("A", summary="<p>lighthouse keepers</p>", language="en")
    adult = make_rating("Mature", is_adult=True)
    sealed = {"rating": adult, "language": "en"}
    make_work("B", summary="<p>a keeper of a lighthouse</p>", **sealed)
    for number in range(20):
        make_work(f"C {number}", summary="<p>a garden</p>", language="en")
    index.catch_up()

    assert titles(one) == []
    assert titles(one, ADULT_GUEST) == ["B"]


def test_the_page_shows_them(library, index, client):
    one, alike, _ = library

    page = client.get(reverse("search:like", args=[one.pk])).content.decode()

    assert alike.get_absolute_url() in page


def test_without_an_index_the_page_says_so_calmly(library, client):
    one, _, _ = library

    page = client.get(reverse("search:like", args=[one.pk]))

    assert b"Nothing in this archive is much like it." in page.content
