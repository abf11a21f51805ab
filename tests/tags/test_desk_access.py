"""Curators, moderators and hosts come to the tag desk; nobody else learns that it is there."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.tags.models import Kind
from tests.factories import PASSWORD, make_user
from tests.tags.arranged import coin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def pages():
    kind = Kind.objects.in_order()[0]
    tag = coin(kind, "Harbours")[0]
    return [
        reverse("tags:overview"),
        reverse("tags:kind", args=[kind.slug]),
        reverse("tags:names", args=[kind.slug]),
        reverse("tags:likely"),
        reverse("tags:tag", args=[tag.pk]),
        reverse("tags:changes"),
        reverse("tags:thesaurus"),
        reverse("tags:thesaurus_csv"),
        reverse("tags:thesaurus_json"),
        reverse("search:rereading"),
    ]


def log_in(client, role):
    make_user("somebody", role=role)
    client.login(username="somebody", password=PASSWORD)


@pytest.mark.parametrize("role", [Role.CURATOR, Role.MODERATOR, Role.HOST])
def test_a_curator_and_every_role_above_opens_each_page(client, role):
    log_in(client, role)

    assert [client.get(page).status_code for page in pages()] == [200] * 10


def test_a_member_finds_no_such_page(client):
    log_in(client, Role.MEMBER)

    assert {client.get(page).status_code for page in pages()} == {404}


def test_a_guest_is_asked_to_log_in(client):
    for page in pages():
        response = client.get(page)

        assert response.status_code == 302
        assert response.url.startswith(reverse("accounts:login"))


@pytest.mark.parametrize(
    ("role", "name"), [(Role.CURATOR, "tags:overview"), (Role.HOST, "pages:desk")]
)
def test_the_masthead_leads_to_the_desk_of_the_role(client, role, name):
    log_in(client, role)

    page = client.get(reverse("pages:home")).content.decode()

    assert f'href="{reverse(name)}"' in page


def test_the_masthead_tells_members_of_no_desk(client):
    log_in(client, Role.MEMBER)

    assert reverse("tags:overview") not in client.get("/").content.decode()


def test_a_curator_does_not_open_the_hosts_desk(client):
    log_in(client, Role.CURATOR)

    assert client.get(reverse("pages:desk")).status_code == 404
