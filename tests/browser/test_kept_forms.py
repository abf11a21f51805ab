"""What is typed into the smaller forms of the desk survives a page that was left."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.accounts.models import PenName
from fascicle.works.models import KeptNote, Work
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


def returned(page, address):
    """The tab is closed; a new one comes back to the address."""
    back = page.context.new_page()
    page.close()
    back.goto(address)
    expect(offer(back)).to_be_visible()
    return back


def offer(page):
    return page.get_by_role("group", name="Words that are not saved")


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
    offered = offer(page)
    expect(offered).to_be_visible()
    assert complaints(page) == []

    offered.get_by_role("button", name="Put them into the form").click()

    expect(page.get_by_label(label, exact=True)).to_have_value("The tide turned.")
    expect(offered).to_have_count(0)


def test_a_note_is_offered_after_its_tab_was_closed(page, work):
    address = reverse("works:kept_notes")
    typed(page, address, "Note", "Thank you all.")
    back = returned(page, address)

    back.get_by_role("button", name="Put them into the form").click()
    back.get_by_label("Name of the note").fill("Thanks")
    back.get_by_role("button", name="Keep it").click()

    expect(back.get_by_text("The note is kept.")).to_be_visible()
    assert KeptNote.objects.get().html == "<p>Thank you all.</p>"
    expect(offer(back)).to_have_count(0)


def test_a_profile_is_offered_after_its_tab_was_closed_and_as_it_was_written(
    page, work
):
    name = work.pen_names.get()
    address = reverse("accounts:pen_name", args=[name.pk])
    page.goto(address)
    page.get_by_label("Written as").select_option("Markdown")
    page.get_by_label("About this writer").fill("I write about *lamps*.")
    page.locator("kept-form[data-kept-at]").wait_for()
    back = returned(page, address)
    expect(back.get_by_label("Written as")).to_have_value("plain")
    assert complaints(back) == []

    offer(back).get_by_text("See them").click()
    expect(offer(back).locator("pre")).to_have_text("I write about *lamps*.")
    back.get_by_role("button", name="Put them into the form").click()
    back.get_by_role("button", name="Save", exact=True).click()

    expect(back.get_by_text("Saved.")).to_be_visible()
    expect(offer(back)).to_have_count(0)
    name.refresh_from_db()
    assert name.profile == "<p>I write about <em>lamps</em>.</p>"


def test_a_profile_that_was_kept_puts_itself_over_no_later_one(page, work):
    name = work.pen_names.get()
    address = reverse("accounts:pen_name", args=[name.pk])
    typed(page, address, "About this writer", "I write about lamps.")
    PenName.objects.update(profile="<p>I write about ropes.</p>")

    back = returned(page, address)
    back.get_by_role("button", name="Put them into the form").click()
    back.get_by_role("button", name="Save", exact=True).click()

    expect(back.get_by_text("changed in another window meanwhile")).to_be_visible()
    name.refresh_from_db()
    assert name.profile == "<p>I write about ropes.</p>"


def test_words_that_were_saved_are_not_offered(page, work):
    address = reverse("works:work", args=[work.pk])
    typed(page, address, "Summary", "The <b>tide</b> turned.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "tide" in Work.objects.get(pk=work.pk).summary

    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)


def test_nothing_is_sent_without_a_network_and_nothing_is_lost(page, work):
    typed(page, reverse("works:work", args=[work.pk]), "Summary", "The tide turned.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-said]")).to_contain_text("Nothing was sent")

    page.context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "The tide turned." in Work.objects.get(pk=work.pk).summary
