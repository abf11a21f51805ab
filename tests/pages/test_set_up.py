import pytest
from django.urls import reverse

from fascicle.accounts.models import User
from fascicle.core.models import Archive
from fascicle.pages.actions import set_up_token
from fascicle.tags.models import Kind
from fascicle.works.models import Rating
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "The Harbour Archive",
    "tagline": "Stories, in parts.",
    "preset": "fan",
    "username": "mara",
    "email": "",
    "password": PASSWORD,
}


def test_before_set_up_every_page_says_how_to_begin(client):
    response = client.get(reverse("pages:home"))

    assert response.status_code == 503


def test_set_up_makes_archive_vocabulary_and_host(client):
    response = client.post(reverse("pages:set_up", args=[set_up_token()]), ANSWERS)

    assert response.status_code == 302
    assert Archive.objects.get().name == "The Harbour Archive"
    assert User.objects.get().is_host
    assert Kind.objects.in_order().first().slug == "fandom"
    assert Rating.objects.filter(is_adult=True).count() == 2
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_the_link_works_once(client):
    token = set_up_token()
    client.post(reverse("pages:set_up", args=[token]), ANSWERS)

    assert client.get(reverse("pages:set_up", args=[token])).status_code == 404
    assert client.get(reverse("pages:set_up", args=[set_up_token()])).status_code == 404


def test_a_guessed_link_opens_nothing(client):
    assert client.get(reverse("pages:set_up", args=["guess"])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t"),
        ("password", "short"),
        ("preset", "x"),
        ("username", "a b"),
    ],
)
def test_bad_answers_are_explained_beside_the_field(client, field, value):
    response = client.post(
        reverse("pages:set_up", args=[set_up_token()]), {**ANSWERS, field: value}
    )

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Archive.objects.exists()
