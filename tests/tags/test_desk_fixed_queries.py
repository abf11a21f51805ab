"""Each page of the desk costs the same number of queries, however much there is on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.tags import actions
from fascicle.tags.models import Kind
from tests.factories import NOW, PASSWORD, make_user, make_work
from tests.settling import settle
from tests.tags.arranged import LOGGED, coin, make_kind, put_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

EXPECTED = {
    "overview": 8,
    "kind": 10,
    "names": 5,
    "likely": 9,
    "tag": 9,
    "changes": 5,
    "thesaurus": 3,
}


def fill(n):
    kind = Kind.objects.filter(slug="place").first() or make_kind("place")
    first, *others = coin(kind, *(f"Port {n} of {i}" for i in range(5)))
    likely = coin(kind, f"Light-house {n}", f"Lighthouse {n}")
    for other in others[:3]:
        actions.merge(other, into=first, **LOGGED)
    put_under(likely[0], first)
    put_under(first, coin(kind, "Sea")[0])
    make_work(f"Work {n}", tags=[first, *likely])
    actions.look_for_synonyms(at=NOW)
    return first


def addresses(tag):
    return {
        "overview": reverse("tags:overview"),
        "kind": reverse("tags:kind", args=["place"]) + "?show=all",
        "names": reverse("tags:names", args=["place"]) + "?q=port",
        "likely": reverse("tags:likely"),
        "tag": reverse("tags:tag", args=[tag.pk]),
        "changes": reverse("tags:changes"),
        "thesaurus": reverse("tags:thesaurus"),
    }


def count(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.counts_queries
def test_pages_cost_a_fixed_number_of_queries(client):
    make_user("curator", role=Role.CURATOR)
    client.login(username="curator", password=PASSWORD)
    tag = fill(1)
    client.get(reverse("tags:overview"))  # which counts what is unread, for a while
    few = {name: count(client, at) for name, at in addresses(tag).items()}

    for n in range(2, 6):
        tag = fill(n)
    settle()
    many = {name: count(client, at) for name, at in addresses(tag).items()}

    assert few == many == EXPECTED
