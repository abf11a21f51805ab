import pytest
from django.urls import reverse

from fascicle.importing.models import Batch, BatchState, Story
from fascicle.works.models import Rating, Work
from tests.factories import PASSWORD, make_rating, make_user, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(archive, client):
    client.login(username="host", password=PASSWORD)
    return client


DESK_PAGES = ["pages:desk", "pages:unrated", "pages:vocabulary"]


@pytest.mark.parametrize("name", DESK_PAGES)
def test_guests_are_asked_to_log_in(archive, client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:login"))


@pytest.mark.parametrize("name", DESK_PAGES)
def test_members_find_no_such_page(archive, client, name):
    client.force_login(make_user("reader"))

    assert client.get(reverse(name)).status_code == 404


def test_the_desk_says_what_waits(host):
    make_work("Salt Roads", rated=False)
    batch = Batch.objects.create(name="Rescued", state=BatchState.REVIEW)
    Story.objects.create(batch=batch, title="Harbour Lights")

    page = host.get(reverse("pages:desk")).content.decode()

    assert "1 work is not rated" in page
    assert "Rescued" in page
    assert "1 story to review" in page


def test_a_batch_that_is_decided_does_not_wait(host):
    Batch.objects.create(name="Rescued", state=BatchState.REVIEW)

    assert "Rescued" not in host.get(reverse("pages:desk")).content.decode()


def test_an_import_under_way_is_shown_at_the_desk(host):
    Batch.objects.create(name="Rescued", state=BatchState.READING)

    assert "Rescued" in host.get(reverse("pages:desk")).content.decode()


def test_the_desk_costs_as_much_with_many_batches_as_with_one(
    host, django_assert_max_num_queries
):
    for number in range(20):
        batch = Batch.objects.create(name=f"Box {number}", state=BatchState.REVIEW)
        Story.objects.create(batch=batch)

    host.get(reverse("pages:desk"))  # which counts what is unread, for a while
    with django_assert_max_num_queries(12):
        host.get(reverse("pages:desk"))


def test_works_are_rated_many_at_once(host):
    works = [make_work(f"Tale {number}", rated=False) for number in range(3)]
    rating = make_rating("General")
    answers = {"works": [work.pk for work in works[:2]], "rating": rating.pk}

    response = host.post(reverse("pages:unrated"), answers, follow=True)

    assert "Rated 2 works." in response.content.decode()
    assert list(Work.objects.unrated()) == [works[2]]


def test_rating_nothing_says_so_and_keeps_the_choice(host):
    make_work("Salt Roads", rated=False)
    rating = Rating.objects.in_order().first()

    response = host.post(reverse("pages:unrated"), {"rating": rating.pk})

    page = response.content.decode()
    assert "Tick the works to rate." in page
    assert f'<option value="{rating.pk}" selected>' in page


def test_all_works_are_rated_at_once_where_that_is_asked_for(host):
    rated = make_work("Salt Roads", rating=Rating.objects.get(name="Mature"))
    for number in range(3):
        make_work(f"Tale {number}", rated=False)
    answers = {"everything": "on", "rating": make_rating("General").pk}

    host.post(reverse("pages:unrated"), answers)

    rated.refresh_from_db()
    assert not Work.objects.unrated().exists()
    assert rated.rating.name == "Mature"


def test_a_rated_work_cannot_be_rerated_from_the_list_of_unrated_ones(host):
    work = make_work("Salt Roads", rating=make_rating("General"))
    mature = Rating.objects.get(name="Mature")

    host.post(reverse("pages:unrated"), {"works": [work.pk], "rating": mature.pk})

    work.refresh_from_db()
    assert work.rating.name == "General"


def test_the_list_of_unrated_works_costs_as_much_with_many_as_with_one(
    host, django_assert_max_num_queries
):
    for number in range(20):
        make_work(f"Tale {number}", rated=False)

    with django_assert_max_num_queries(12):
        host.get(reverse("pages:unrated"))


@pytest.mark.parametrize("key", ["9" * 30, str(2**63), "-1", "x"])
def test_keys_that_no_database_takes_rate_nothing(host, key):
    rating = make_rating("General")
    make_work(rated=False)

    response = host.post(
        reverse("pages:unrated"), {"works": [key], "rating": rating.pk}
    )

    assert response.status_code < 500
    assert Work.objects.unrated().count() == 1
