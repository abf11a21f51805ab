"""What a field takes is said while somebody types, and before anything is sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fascicle.tags.models import Kind
from fascicle.works.models import Work
from tests.coming_in import come_in_to_write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(page):
    return come_in_to_write(page)


@pytest.fixture
def details(page, work):
    page.goto(reverse("works:work", args=[work.pk]))
    return page


def said_of(field):
    """What is shown below a field, and what is said aloud."""
    below = field.locator("xpath=following-sibling::field-limit")
    return below.locator("span").first, below.get_by_role("status")


def put_in(field, text):
    """Have a text stand in a field at once, for a browser types thousands of lines slowly."""
    field.evaluate(
        "(field, text) => { field.value = text;"
        " field.dispatchEvent(new Event('input', { bubbles: true })); }",
        text,
    )


def test_it_is_said_when_a_field_is_nearly_full_and_when_it_is_over(details):
    title = details.get_by_label("Title", exact=True)
    shown, aloud = said_of(title)
    expect(shown).to_be_empty()

    title.fill("a" * 250)
    expect(shown).to_have_text("5 characters left")
    title.press_sequentially("bcdef")
    expect(shown).to_have_text("0 characters left")
    expect(aloud).to_have_text("0 characters left")

    title.press("g")
    expect(shown).to_have_text("1 character too many")
    expect(aloud).to_have_text("1 character too many")
    assert title.evaluate("field => field.validity.customError")


def test_what_is_pasted_is_not_cut_off_and_not_sent(details, work):
    title = details.get_by_label("Title", exact=True)
    title.select_text()
    details.keyboard.insert_text("a" * 300)

    expect(title).to_have_value("a" * 300)
    details.get_by_role("button", name="Save").first.click()
    assert Work.objects.get(pk=work.pk).title == work.title
    expect(title).to_be_focused()
    title.fill("b" * 255)
    details.get_by_role("button", name="Save").first.click()
    expect(details.get_by_text("Saved.")).to_be_visible()
    assert Work.objects.get(pk=work.pk).title == "b" * 255


def test_a_text_of_several_lines_is_counted_as_the_archive_does(details):
    summary = details.get_by_label("Summary")
    shown, _aloud = said_of(summary)

    put_in(summary, "a\n" * 1_666)  # whose line ends are sent as two characters
    expect(shown).to_have_text("2 characters left")
    put_in(summary, "🦊" * 4_999)
    expect(shown).to_have_text("1 character left")


def test_what_is_folded_away_is_shown_where_it_is_too_long(details, work):
    note = details.get_by_label("Note before the story")
    put_in(note, "a" * 20_001)
    expect(note).to_be_hidden()

    details.get_by_role("button", name="Save").first.click()

    expect(note).to_be_visible()
    expect(note).to_be_focused()
    expect(said_of(note)[0]).to_have_text("1 character too many")


def test_a_tag_that_is_too_long_stays_where_it_is_typed(page, work):
    kind = Kind.objects.get(slug="theme")
    page.goto(reverse("works:work", args=[work.pk]))
    more = page.get_by_label(f"More {kind.plural}, with commas between them")

    more.fill("a" * 151)
    more.press("Enter")

    expect(said_of(more)[0]).to_have_text("1 character too many")
    expect(more).to_have_value("a" * 151)
    more.fill("a" * 150)
    more.press("Enter")
    expect(page.get_by_role("checkbox", name="a" * 150)).to_be_checked()
    expect(said_of(more)[0]).to_be_empty()
