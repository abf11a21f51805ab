"""The host's own pages in a real browser: setting up, rating, and access for all."""

import pytest
from django.urls import reverse

from fascicle.core.models import Archive
from fascicle.importing.models import Batch, BatchState, Story
from fascicle.pages.actions import set_up_token
from fascicle.tags.models import Kind
from fascicle.works.models import Rating, Work
from tests.factories import PASSWORD, make_archive, make_work
from tests.looking import NARROW, faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(page):
    """A page of the host's, in an archive with a bit of everything to do."""
    make_archive()
    for number in range(3):
        make_work(f"Tale {number}", rated=False)
    make_work("", rated=False, opening="It had rained for " + "eleven" * 60)
    batch = Batch.objects.create(name="Rescued", state=BatchState.REVIEW)
    Story.objects.create(batch=batch, title="Harbour Lights")
    page.goto(reverse("accounts:login"))
    page.get_by_label("Username").fill("host")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Desk").wait_for(state="attached")
    return page


def addresses():
    note = Kind.objects.content_notes().get()
    yield reverse("pages:desk")
    yield reverse("pages:unrated")
    yield reverse("pages:vocabulary")
    yield reverse("pages:archive_details")
    yield reverse("pages:rating", args=[Rating.objects.first().pk])
    yield reverse("pages:new_rating")
    yield reverse("pages:kind", args=[note.pk])
    yield reverse("pages:kind_tags", args=[note.pk])
    yield reverse("pages:tag", args=[note.tags.first().pk])


@looked_at_both_ways
def test_the_hosts_pages_are_open_to_all(host, scheme, size):
    host.emulate_media(color_scheme=scheme)
    host.set_viewport_size(size)

    found = {}
    for address in addresses():
        host.goto(address)
        if wrong := faults(host):
            found[address] = wrong

    assert found == {}


def test_an_archive_is_set_up_in_the_browser(page):
    page.set_viewport_size(NARROW)
    page.goto(reverse("pages:set_up", args=[set_up_token()]))
    before = faults(page)
    page.get_by_label("Name of the archive").fill("Saltmere Stories")
    page.get_by_text("Fan fiction").click()
    page.get_by_label("Your name here").fill("edith")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Open the archive").click()
    refused = faults(page)
    kept = page.get_by_label("Name of the archive").input_value()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open the archive").click()
    page.get_by_role("heading", name="Saltmere Stories").wait_for()

    assert (before, refused) == ([], [])
    assert kept == "Saltmere Stories"
    assert Archive.objects.get().preset == "fan"


def test_works_are_rated_with_the_keyboard_alone(host):
    host.goto(reverse("pages:unrated"))

    host.get_by_label("Tale 1").focus()
    host.keyboard.press("Space")
    host.get_by_label("Rating").focus()
    host.keyboard.type("Gen")
    host.get_by_role("button", name="Rate what is ticked").focus()
    host.keyboard.press("Enter")
    host.get_by_text("Rated 1 work.").wait_for()

    assert Work.objects.get(title="Tale 1").rating.name == "General"
    assert Work.objects.unrated().count() == 3
