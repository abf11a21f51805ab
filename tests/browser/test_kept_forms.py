"""What is typed into the smaller forms of the desk survives a page that was left."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.works.models import Work
from tests.coming_in import come_in_to_write
from tests.looking import complaints

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(page):
    return come_in_to_write(page, "Salt")


def typed(page, address, label, words):
    page.goto(address)
    page.get_by_label(label, exact=True).fill(words)
    page.locator("kept-form[data-kept-at]").wait_for()


@pytest.mark.parametrize(
    ("room", "label"),
    [
        ("works:work", "Summary"),
        ("works:announcements", "What do you want to tell your readers?"),
    ],
)
def test_words_are_offered_to_whoever_comes_back(page, work, room, label):
    address = reverse(room, args=[work.pk])
    typed(page, address, label, "The tide turned.")
    page.goto(reverse("works:desk"))
    page.goto(address)
    offered = page.get_by_role("group", name="Words that are not saved")
    expect(offered).to_be_visible()
    assert complaints(page) == []

    offered.get_by_role("button", name="Put them into the form").click()

    expect(page.get_by_label(label, exact=True)).to_have_value("The tide turned.")
    expect(offered).to_have_count(0)


def test_words_that_were_saved_are_not_offered(page, work):
    address = reverse("works:work", args=[work.pk])
    typed(page, address, "Summary", "The <b>tide</b> turned.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "tide" in Work.objects.get(pk=work.pk).summary

    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("group", name="Words that are not saved")).to_have_count(0)


def test_nothing_is_sent_without_a_network_and_nothing_is_lost(page, work):
    typed(page, reverse("works:work", args=[work.pk]), "Summary", "The tide turned.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-said]")).to_contain_text("Nothing was sent")

    page.context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "The tide turned." in Work.objects.get(pk=work.pk).summary
