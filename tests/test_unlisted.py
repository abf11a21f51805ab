"""Works that are unlisted, or for members only: in which channels a guest meets them."""

import pytest
from django.urls import reverse

from fascicle.tags.models import Kind, Tag
from fascicle.works import actions
from fascicle.works.models import RelationKind, Work
from tests.factories import make_archive, make_pen_name, make_user, make_work

pytestmark = pytest.mark.django_db
TITLE = "Whispered Quietly"


@pytest.fixture
def library(request):
    """A work, and one that is hard to find beside it: same writer, tag, series, language."""
    make_archive()
    kind = Kind.objects.get(slug="genre")
    tag = Tag.objects.create(kind=kind, name="Harbours", key="harbours")
    writer = make_pen_name("Ines Okafor")
    common = {"by": writer, "tags": [tag], "language": "en"}
    open_one = make_work("Spoken Aloud", **common)
    hidden = make_work(TITLE, summary="<p>Unheardof summary.</p>", **common)
    series = actions.new_series("The Coast")
    for work in (open_one, hidden):
        actions.place_in_series(series, work)
    actions.relate(hidden, RelationKind.SEQUEL, title="Spoken Aloud")
    actions.relate(open_one, RelationKind.INSPIRED, title=TITLE)
    return open_one, hidden, series, tag, writer


@pytest.fixture(params=["unlisted", "members_only"])
def hidden(request, library):
    Work.objects.filter(pk=library[1].pk).update(**{request.param: True})
    return library[1]


def channels(library):
    open_one, _, series, tag, writer = library
    yield reverse("pages:home")
    yield reverse("search:works")
    yield reverse("search:works") + "?q=whispered"
    yield reverse("search:works") + "?q=unheardof"
    yield reverse("search:tag", args=[tag.pk])
    yield reverse("search:tag_feed", args=[tag.pk])
    yield reverse("search:pen_name", args=[writer.pk])
    yield reverse("search:series", args=[series.pk])
    yield reverse("search:language", args=["en"])
    yield reverse("search:suggestions") + "?q=whisp"
    yield reverse("search:like", args=[open_one.pk])
    yield reverse("reading:series_list")
    yield reverse("reading:pen_names")
    yield reverse("exporting:series_file", args=[series.pk, "txt"])
    # Its title stands where another writer named it; no way leads from there.
    yield reverse("reading:work", args=[open_one.pk])
    yield reverse("reading:chapter", args=[open_one.pk, 1])


@pytest.mark.parametrize("is_indexed", [True, False])
def test_no_channel_leads_a_guest_there(client, library, hidden, is_indexed, request):
    if is_indexed:
        request.getfixturevalue("index")
    way, summary = f"/works/{hidden.pk}/", "Unheardof summary"

    found = {}
    for address in channels(library):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        names = TITLE in text and "/works/" + str(library[0].pk) not in address
        found[address] = way in text or summary in text or names

    assert [address for address, is_found in found.items() if is_found] == []


def test_counts_leave_it_out(client, library, hidden, index):
    page = client.get(reverse("search:works")).content.decode()

    assert "1 story" in page
    assert "2 stories" not in page


def test_whoever_has_the_address_reads_an_unlisted_work(client, library):
    hidden = library[1]
    Work.objects.filter(pk=hidden.pk).update(unlisted=True)

    page = client.get(hidden.get_absolute_url())

    assert page.status_code == 200
    assert 'name="robots" content="noindex' in page.content.decode()
    for name, args in (
        ("reading:chapter", [hidden.pk, 1]),
        ("reading:whole", [hidden.pk]),
        ("exporting:work_file", [hidden.pk, "epub"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200


def test_a_work_for_members_is_nowhere_for_guests_and_there_for_members(
    client, library
):
    hidden = library[1]
    Work.objects.filter(pk=hidden.pk).update(members_only=True)
    addresses = [
        reverse("reading:work", args=[hidden.pk]),
        reverse("reading:chapter", args=[hidden.pk, 1]),
        reverse("reading:whole", args=[hidden.pk]),
        reverse("exporting:work_file", args=[hidden.pk, "epub"]),
    ]

    as_guest = [client.get(address).status_code for address in addresses]
    client.force_login(make_user("somebody"))
    as_member = [client.get(address).status_code for address in addresses]

    assert as_guest == [404] * 4
    assert as_member == [200] * 4


def test_its_writer_finds_an_unlisted_work_in_lists(client, library):
    open_one, hidden, *_ = library
    user = make_user("ines")
    Work.objects.filter(pk=hidden.pk).update(unlisted=True)
    name = open_one.bylines.get().pen_name
    name.user = user
    name.save()
    client.force_login(user)

    page = client.get(reverse("search:works")).content.decode()

    assert TITLE in page
