"""What a new story has to do with others is folded away until wanted, and kept as words are."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.coming_in import come_in_to_write
from tests.looking import faults, looked_at_both_ways

pytestmark = pytest.mark.django_db(transaction=True)
BONDS = "Series, other stories, a gift"


@pytest.fixture
def writing(page):
    come_in_to_write(page, "Salt")
    page.goto(reverse("works:new_work"))
    page.get_by_label("Title", exact=True).fill("Low Water")
    page.get_by_role("textbox", name="Text", exact=True).fill("The tide was out.")
    return page


def unfold(page, *folds):
    for fold in folds:
        page.get_by_text(fold, exact=True).click()


def test_what_was_filled_in_is_kept_as_the_words_are(writing):
    unfold(writing, "Name and date", BONDS)
    writing.get_by_label("Hide my name").check()
    writing.get_by_label("For whom").fill("Tom")
    expect(writing.locator("[data-kept]")).to_contain_text("Kept ·", timeout=15_000)

    writing.goto(reverse("works:new_work"))
    writing.get_by_role("link", name="Go on with them").click()

    expect(writing.get_by_label("For whom")).to_have_value("Tom")
    expect(writing.get_by_label("Hide my name")).to_be_checked()


@looked_at_both_ways
def test_the_form_of_a_new_story_unfolded(writing, scheme, size):
    writing.set_viewport_size(size)
    writing.emulate_media(color_scheme=scheme)
    unfold(writing, "Name and date", BONDS)

    assert faults(writing) == []
