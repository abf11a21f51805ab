"""Decisions on many works at once: on those ticked, or on all that match."""

import pytest
from django.urls import reverse

from fascicle.importing.models import Change, Story
from fascicle.tags.models import Kind
from fascicle.works.models import Rating
from tests.factories import make_user
from tests.importing.desk.factories import make_batch, make_series, make_story

pytestmark = pytest.mark.django_db


def decide(desk, batch, name, stories=(), **data):
    data = {"story": [story.pk for story in stories], **data}
    return desk.post(reverse(f"importing:{name}", args=[batch.pk]), data)


@pytest.fixture
def stories(batch):
    return [make_story(batch, f"Story {n}") for n in range(3)]


@pytest.mark.parametrize(
    ("name", "data", "field", "value"),
    [
        ("authors", {"author": "  K.  Lund "}, "author", "K. Lund"),
        ("authors", {"author": ""}, "author", ""),
        ("titles", {"title": "Low Water"}, "title", "Low Water"),
        ("languages", {"language": "fr"}, "language", "fr"),
        ("statuses", {"status": "complete"}, "status", "complete"),
        ("exclusions", {}, "state", "excluded"),
    ],
)
def test_a_decision_changes_the_ticked_works_alone(
    desk, batch, stories, name, data, field, value
):
    decide(desk, batch, name, stories[:2], **data)

    values = list(Story.objects.order_by("pk").values_list(field, flat=True))
    assert values[:2] == [value, value]
    assert values[2] != value


def test_what_a_host_says_is_no_guess_any_more(desk, batch):
    story = make_story(batch, author_sure=0.4)
    before = story.troubles

    decide(desk, batch, "authors", [story], author="Ines Okafor")

    story.refresh_from_db()
    assert before == ["guessed-author"]
    assert (story.author_sure, story.troubles, story.trouble) == (None, [], 0)


def test_all_that_match_are_decided_on_beyond_the_page(desk, batch):
    for number in range(60):
        make_story(
            batch, f"Story {number}", author="" if number % 2 else "K. Lund", parts=0
        )

    decide(
        desk, batch, "authors", matching="1", query="show=anonymous", author="M. Quill"
    )

    assert Story.objects.filter(author="M. Quill").count() == 30
    assert Change.objects.get().label == "Author “M. Quill”: 30 works"


def test_excluded_works_are_taken_in_again(desk, batch, stories):
    decide(desk, batch, "exclusions", stories)

    decide(desk, batch, "inclusions", stories[:1])

    assert Story.objects.proposed().get() == stories[0]


def test_ratings_are_given_in_bulk(desk, batch, stories):
    rating = Rating.objects.in_order().first()

    decide(desk, batch, "ratings", stories, rating=rating.pk)

    assert set(Story.objects.values_list("rating", flat=True)) == {rating.pk}


def test_tags_are_added_once_and_removed(desk, batch, stories):
    kind = Kind.objects.in_order().first()
    stories[0].tags.add(kind.tags.create(name="fog", key="fog"))

    decide(desk, batch, "tags", stories, kind=kind.pk, tags="Sea,  fog, ,sea")
    added = [sorted(tag.name for tag in story.tags.all()) for story in stories]
    decide(desk, batch, "tag_removals", stories, kind=kind.pk, tags="FOG")

    assert added == [["Sea", "fog"]] * 3
    assert [tag.name for tag in stories[0].tags.all()] == ["Sea"]


def test_works_join_a_series_after_those_in_it(desk, batch, stories):
    series = make_series(batch, "Harbour Lights")
    make_story(batch, "First", series=series, series_position=4)

    decide(desk, batch, "series_places", stories[:2], series="harbour lights")

    places = {story.title: story.series_position for story in series.stories.all()}
    assert places == {"First": 4, "Story 0": 5, "Story 1": 6}


def test_a_series_that_is_not_there_is_made(desk, batch, stories):
    decide(desk, batch, "series_places", stories, series="Beacons")

    assert batch.series.get(title="Beacons").stories.count() == 3


def test_ticking_nothing_changes_nothing_and_says_so(desk, batch, stories):
    answer = desk.post(reverse("importing:exclusions", args=[batch.pk]), follow=True)

    assert b"Choose works first" in answer.content
    assert Change.objects.count() == 0


def test_a_form_that_is_not_understood_keeps_what_was_typed_and_ticked(
    desk, batch, stories
):
    answer = decide(desk, batch, "authors", stories[:1], author="x" * 200)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{"x" * 200}"' in page
    assert f'value="{stories[0].pk}" checked' in page
    assert '<details class="desk-change" data-change open>' in page


def test_one_comes_back_to_the_same_list(desk, batch, stories):
    answer = decide(
        desk, batch, "exclusions", stories, query="order=title&q=Story", page="2"
    )

    assert answer.url == f"{batch.get_absolute_url()}?q=Story&order=title&page=2"


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "٣", ""])
def test_keys_that_are_none_are_passed_over(desk, batch, stories, key):
    address = reverse("importing:exclusions", args=[batch.pk])

    desk.post(address, {"story": [key, stories[0].pk]})

    assert Story.objects.excluded().get() == stories[0]


def test_nobody_merges_hundreds_by_mistake(desk, batch):
    for number in range(201):
        make_story(batch, f"Story {number}", parts=0)

    answer = desk.post(
        reverse("importing:mergers", args=[batch.pk]),
        {"matching": "1", "query": ""},
        follow=True,
    )

    assert Story.objects.count() == 201
    assert b"Merge at most 200 works at once." in answer.content


def test_works_of_another_batch_are_out_of_reach(desk, batch, stories):
    other = make_batch("other.zip")

    decide(desk, other, "exclusions", stories)

    assert not Story.objects.excluded().exists()


def test_nothing_is_decided_while_the_batch_is_busy(desk, batch, stories):
    batch.state = "accepting"
    batch.save()

    answer = decide(desk, batch, "exclusions", stories)

    assert answer.status_code == 302
    assert not Story.objects.excluded().exists()


DECISIONS = [
    "acceptances", "exclusions", "inclusions", "authors", "titles", "ratings", "languages",
    "statuses", "tags", "tag_removals", "series_places", "mergers", "undoing", "rereading",
    "resuming", "last_undoing",
]  # fmt: skip


@pytest.mark.parametrize("name", DECISIONS)
def test_only_hosts_decide_and_only_by_post(client, desk, batch, stories, name):
    address = reverse(f"importing:{name}", args=[batch.pk])
    by_link = desk.get(address).status_code
    client.force_login(make_user())
    by_member = client.post(address, {"story": [stories[0].pk]}).status_code

    assert (by_link, by_member) == (405, 404)
    assert Change.objects.count() == 0
