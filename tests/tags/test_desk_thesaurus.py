"""A thesaurus leaves the desk as a file, and comes back after a look at what it would do."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fascicle.accounts.models import Role
from fascicle.tags import actions
from fascicle.tags.models import Kind, Tag, TagChange
from tests.factories import PASSWORD, make_user
from tests.tags.arranged import LOGGED, coin, make_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

CSV = b"""kind,name,synonym_of,broader
place,Sea,,
place,Port,,Sea
place,Ports,Port,
place,Haven,Nowhere,
moon,Tide,,
"""


@pytest.fixture(autouse=True)
def curator(client):
    make_kind("place")
    make_user("curator", role=Role.CURATOR)
    client.login(username="curator", password=PASSWORD)


def send(client, content, name="tags.csv"):
    return client.post(
        reverse("tags:taking_in"), {"file": SimpleUploadedFile(name, content)}
    )


def test_nothing_changes_before_one_says_so(client):
    before = Tag.objects.count()

    page = send(client, CSV).content.decode()

    assert "“Port” put under “Sea”." in page
    assert "“Ports” merged into “Port”." in page
    assert "There is no tag “Nowhere”." in page
    assert "There is no kind of tag with the short name “moon”." in page
    assert (Tag.objects.count(), TagChange.objects.count()) == (before, 0)


def test_what_was_looked_at_is_taken_in(client):
    text = send(client, CSV).context["text"]

    page = client.post(
        reverse("tags:taking_in"), {"text": text, "go": "1"}, follow=True
    )

    ports = Tag.objects.get(name="Ports")
    assert ports.canonical.name == "Port"
    assert "New tags: 4. Changes: 2." in page.content.decode()


def test_lines_survive_the_way_through_a_browsers_form(client):
    content = 'kind,name,description\nplace,Sea,"Salt.\nWet."\n'
    text = send(client, content.encode()).context["text"]

    # A browser sends line ends of a text field as CR LF.
    text = text.replace("\n", "\r\n")
    client.post(reverse("tags:taking_in"), {"text": text, "go": "1"})

    assert Tag.objects.get(name="Sea").description == "Salt.\nWet."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file that holds something."),
        (b"\xff\xfe\x00", "The file is not UTF-8 text."),
        (b"name\nPort\n", "“kind” is missing"),
        (b"{", "Line 1 can&#x27;t be read as JSON."),
        (b"kind,name\n" + b"place,x\n" * 150_000, "The file is larger than 1 MB."),
        (b"kind,name\n" + b"place,x\n" * 2001, "The file has more than 2000 tags."),
    ],
)
def test_a_file_that_is_no_thesaurus_gets_a_sentence(client, content, said):
    response = send(client, content)

    assert response.status_code == 422
    assert said in response.content.decode()


def test_no_file_gets_a_sentence(client):
    response = client.post(reverse("tags:taking_in"))

    assert response.status_code == 422
    assert "Choose a file that holds something." in response.content.decode()


def test_a_member_sends_no_file(client):
    make_user("member")
    client.login(username="member", password=PASSWORD)

    assert send(client, CSV).status_code == 404


def test_what_leaves_can_be_taken_in_again(client):
    port, ports = coin(Kind.objects.get(slug="place"), "Port", "Ports")
    actions.merge(ports, into=port, **LOGGED)

    as_csv = b"".join(client.get(reverse("tags:thesaurus_csv")).streaming_content)
    as_json = b"".join(client.get(reverse("tags:thesaurus_json")).streaming_content)

    for content in (as_csv, as_json):
        outlook = send(client, content).context["outlook"]
        assert (outlook.taken.coined, outlook.taken.changed) == (0, 0)
    assert {"kind": "place", "name": "Ports", "synonym_of": "Port"} in json.loads(
        as_json
    )["tags"]
