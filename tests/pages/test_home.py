"""The front page."""

import re
from functools import partial

import pytest
from django.urls import reverse

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import SHIELD
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import PASSWORD, make_pen_name, make_user, make_work
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def home(client):
    return client.get(reverse("pages:home")).content.decode()


def test_an_empty_archive_invites_its_host_to_bring_in_stories(client):
    guest = home(client)
    client.login(username="host", password=PASSWORD)
    host = home(client)

    assert "The shelves are still empty" in guest
    assert reverse("importing:batches") not in guest
    assert reverse("importing:batches") in host
    assert reverse("pages:vocabulary") in host


def test_the_front_page_leads_to_new_works_series_and_ways_in(client):
    work = make_work("Salt", language="de")
    series = works.new_series("Roads")
    works.place_in_series(series, work)
    make_work("Other", language="en")

    shown = home(client)

    for address in (
        work.get_absolute_url(),
        series.get_absolute_url(),
        reverse("reading:pen_names"),
        reverse("reading:languages"),
    ):
        assert f'href="{address}"' in shown


def test_the_front_page_counts_only_what_one_may_know_of(client):
    make_work("Shown")
    Work.objects.filter(pk=make_work("Unseen").pk).update(members_only=True)

    assert "1 story" in home(client)
    assert "Unseen" not in home(client)


def make_library():
    kind = Kind.objects.exclude(is_content_note=True).first()
    tags = [Tag.objects.create(kind=kind, name=name, key=name) for name in "abcd"]
    series = works.new_series("Roads")
    for number in range(9):
        work = make_work(
            f"Work {number}",
            by=make_pen_name("Ines" if number % 2 else "Tom"),
            language=("de", "en", "")[number % 3],
            tags=tags[: number % 4],
            chapters=1 + number % 2,
        )
        if number % 2:
            works.place_in_series(series, work)
    return tags


@pytest.mark.parametrize("is_shielded", [False, True])
def test_the_front_page_tells_the_same_with_and_without_an_index(
    client, request, is_shielded
):
    tags = make_library()
    if is_shielded:
        session = client.session
        session[SHIELD] = Shield(frozenset({tags[2].pk})).as_json()
        session.save()

    before = home(client)
    request.getfixturevalue("index")
    after = home(client)

    hide_token = partial(re.sub, r'name="csrfmiddlewaretoken" value="\w+"', "")
    assert hide_token(after) == hide_token(before)
    assert ("7 stories" if is_shielded else "9 stories") in after
    assert "by 2 writers" in " ".join(after.split())


def test_the_front_page_costs_a_fixed_number_of_queries(
    client, index, django_assert_num_queries
):
    make_library()
    index.catch_up()
    settle()
    with django_assert_num_queries(QUERIES):
        home(client)
    another = make_work("Another", tags=Tag.objects.all())
    index.catch_up()
    settle()

    with django_assert_num_queries(QUERIES):
        assert another.title in home(client)


#: archive; works, bylines, tags, series; series that grew and their counts; names of tags.
QUERIES = 8


def test_when_all_is_shielded_the_front_page_says_so(client):
    make_work("Salt")
    session = client.session
    session[SHIELD] = Shield(longer_than=1).as_json()
    session.save()

    assert "Nothing but what you asked not to meet" in home(client)


def test_one_logs_out_by_post_from_any_page(client):
    make_user("member")
    client.login(username="member", password=PASSWORD)

    shown = home(client)
    response = client.post(reverse("accounts:logout"), follow=True)

    assert "You are logged in as member." in shown
    assert f'action="{reverse("accounts:logout")}"' in shown
    assert "Log in" in response.content.decode()
