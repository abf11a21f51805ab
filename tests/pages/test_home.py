"""The front page."""

import pytest
from django.urls import reverse

from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import PASSWORD, make_user, make_work

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
    make_work("Seen")
    Work.objects.filter(pk=make_work("Kept").pk).update(members_only=True)

    assert "1 story" in home(client)
    assert "Kept" not in home(client)


def test_one_logs_out_by_post_from_any_page(client):
    make_user("member")
    client.login(username="member", password=PASSWORD)

    shown = home(client)
    response = client.post(reverse("accounts:logout"), follow=True)

    assert "You are logged in as member." in shown
    assert f'action="{reverse("accounts:logout")}"' in shown
    assert "Log in" in response.content.decode()
