"""Excerpts show where words stand, to those alone who may read the text."""

import pytest
from django.urls import reverse

from fascicle.search.words import excerpts
from fascicle.works.actions import NewChapter
from fascicle.works.models import Work
from tests.factories import (
    ADULT_GUEST,
    GUEST,
    make_rating,
    make_work,
)

pytestmark = pytest.mark.django_db


def make_told(*texts, **kwargs):
    chapters = [NewChapter(html=f"<p>{text}</p>") for text in texts]
    return make_work(texts=chapters, language="en", **kwargs)


def shown(works, query, viewer=GUEST):
    found = excerpts.of_works(works, query, viewer)
    return {
        pk: "".join(piece.text for piece in one.pieces) for pk, one in found.items()
    }


def test_the_first_chapter_with_the_words_is_shown():
    work = make_told("Nothing.", "He lit <em>the</em> lamps &amp; left.", "More lamps.")

    assert shown([work], "lamp") == {work.pk: "He lit the lamps & left."}


def test_a_text_behind_the_gate_is_not_shown():
    work = make_told("sealed", rating=make_rating("Mature", is_adult=True))

    assert shown([work], "sealed") == {}
    assert shown([work], "sealed", ADULT_GUEST) == {work.pk: "sealed"}


def test_drafts_of_a_posted_work_are_not_shown():
    work = make_told("posted", "drafted")
    work.chapters.filter(position=2).update(posted_at=None)

    assert shown([work], "drafted", ADULT_GUEST) == {}


def test_many_works_cost_no_more_queries_than_one(django_assert_num_queries):
    works = [make_told("lamp", title=f"Story {number}") for number in range(5)]

    with django_assert_num_queries(1):
        assert len(shown(works, "lamp")) == 5
    with django_assert_num_queries(1):
        shown(works[:1], "lamp")


def test_without_words_nothing_is_read(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shown([Work(pk=1)], "words:>5") == {}


def test_a_work_can_be_searched(archive, client):
    work = make_told("Nothing.", "He lit <em>the</em> lamps.")

    page = client.get(reverse("search:within", args=[work.pk]), {"q": "lamp"})

    assert "He lit the <mark>lamps</mark>." in page.content.decode()
    assert work.chapters.get(position=2).get_absolute_url() in page.content.decode()


def test_before_the_gate_a_work_cannot_be_searched(archive, client):
    work = make_told("sealed", rating=make_rating("Mature", is_adult=True))

    response = client.get(reverse("search:within", args=[work.pk]), {"q": "sealed"})

    assert response.headers["Location"] == work.get_absolute_url()


@pytest.mark.parametrize("query", ["", "\0", '"', "((((", "x" * 5000, "<script>"])
def test_odd_words_give_a_page(archive, client, query):
    work = make_told("text")

    page = client.get(reverse("search:within", args=[work.pk]), {"q": query})

    assert page.status_code == 200
    assert b"<script>" not in page.content


def test_many_words_are_looked_for_in_no_more_than_a_bounded_stretch(monkeypatch):
    long = make_told("sand " * 20 + "lamp", title="Long")
    monkeypatch.setattr(excerpts, "LONGEST_CHAPTER", 40)

    assert shown([long], "lamp") == {}
    assert len(excerpts.within(long, "lamp", GUEST)) == 1


def test_half_a_tag_where_the_stretch_ends_is_not_shown(monkeypatch):
    work = make_told('lamps <em class="x">lit</em>')
    monkeypatch.setattr(excerpts, "LONGEST_CHAPTER", len("<p>lamps <em"))

    assert shown([work], "lamp") == {work.pk: "lamps"}
